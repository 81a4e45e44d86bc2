// A job for each preset.
#include "export/figures.h"

#include "document/evaluate/reverse.h"
#include "document/presets.h"

#include <string>

namespace convlens {
namespace {

Document exported(const Document& figure, bool pairs) {
    Document document = figure;
    document.pair = document.pair || pairs;
    if (shows_pair(document) && !document.export_size.empty())
        document.export_size[0] *= 2;
    return document;
}

ExportRequest export_request(const FiguresRequest& request, const Document& document) {
    ExportRequest figure;
    figure.document = document;
    figure.options = {request.theme, request.language, {}};
    figure.options.composition.progress = true;
    if (const Sizes& size = document.export_size; !size.empty())
        figure.options.composition.size = {static_cast<float>(size[0]), static_cast<float>(size[1])};
    if (request.size)
        figure.options.composition.size = *request.size;
    figure.crops = request.crops;
    figure.fonts = request.fonts;
    figure.format = request.format;
    figure.pace.rate = {1, 1};
    figure.cursor = last_cursor(document);
    figure.file = request.file;
    figure.holds_scene = request.holds_scene;
    figure.loops = request.loops;
    figure.languages = request.languages;
    figure.quality = request.quality;
    figure.needs_room = false;
    return figure;
}

} // namespace

Cursor last_cursor(const Document& document) {
    return finished(shown_steps(document) - 1, shown_terms(document));
}

std::vector<BatchJob> figure_jobs(const FiguresRequest& request) {
    std::vector<BatchJob> jobs;
    for (const Preset& preset : presets()) {
        const Document document = exported(preset.document, request.pairs);
        jobs.push_back({document.name + std::string(request.format->ending), shown_steps(document),
                        [request, document] { return export_request(request, document); }});
    }
    return jobs;
}

} // namespace convlens
