// A network's view as a picture or as an animation of its stages.
#include "command/pictures/pictures.h"
#include "command/arguments/as_typed.h"
#include "command/arguments/file_choices.h"
#include "command/describe.h"
#include "command/networks/tasks.h"
#include "command/pictures/fonts.h"
#include "command/pictures/progress_bar.h"
#include "export/export.h"
#include "export/sheet.h"
#include "i18n/refuse.h"
#include "network/evaluate.h"
#include "scene/network/way_back/stages.h"

#include <utility>

namespace convlens {
namespace {

/// What every view stands on; refused where the layers do not take the input or the element does not exist.
ExportRequest network_request(const CommandLine& request, const Texts& texts, ExportKind kind) {
    ExportRequest result;
    const auto document = std::make_shared<NetworkDocument>(network_document(request));
    if (document->view == NetworkView::learning)
        refuse("error.network_learning", {}, as_typed("--network-view", request));
    NetworkEvaluateOptions options;
    options.threads = asked_threads(request);
    const auto results = std::make_shared<NetworkResults>(evaluate_network(*document, options));
    if (results->misfit)
        fitted_input(*document, as_typed("--input", request)); // says why
    asked_element(request, *results->network, *results->activations);
    result.network = document;
    result.network_results = results;
    result.options.theme = request.theme.value_or(ThemeId::light);
    result.options.language = texts.language();
    result.path = request.output;
    result.places = {"--seconds-per-step", "--fps", "--size", "--max-memory", as_typed("--steps", request)};
    result.format = &asked_format(request, kind);
    choose_file(request, result);
    return result;
}

} // namespace

void render_network(const CommandLine& request, const Target& target, const Texts& texts) {
    ExportRequest picture = network_request(request, texts, ExportKind::picture);
    const int64_t steps = network_timeline(*picture.network, *picture.network_results).steps();
    const bool has_step = request.step || target.step;
    const int64_t step = has_step ? asked_step(request, target, steps) : steps - 1;
    picture.cursor = finished(step, 1);
    validate(picture);
    picture.fonts = load_fonts();
    run(picture, {});
}

void export_network_movie(const CommandLine& request, const Texts& texts) {
    const ExportKind kind = request.sheet ? ExportKind::picture : ExportKind::movie;
    ExportRequest movie = network_request(request, texts, kind);
    movie.fonts = load_fonts();
    ProgressBar bar(request.progress, texts);
    if (request.sheet) {
        SheetRequest sheet{std::move(movie), {}, request.target.substr(network_prefix.size())};
        if (request.size)
            sheet.page = std::exchange(sheet.picture.options.composition.size, Vec2{1280, 720});
        sheet.picture.options.composition.progress = false;
        write_step_sheet(sheet, bar.progress());
        return;
    }
    validate(movie);
    run(movie, bar.progress());
}

} // namespace convlens
