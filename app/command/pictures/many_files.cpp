// Which files there are to be; app/export writes them.
#include "command/arguments/error_line.h"
#include "command/arguments/file_choices.h"
#include "command/arguments/picture_request.h"
#include "command/pictures/fonts.h"
#include "command/pictures/pictures.h"
#include "command/pictures/progress_bar.h"
#include "command/pictures/sweep.h"
#include "document/evaluate/reverse.h"
#include "export/figures.h"
#include "i18n/error.h"
#include "i18n/refuse.h"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <sys/stat.h>
#include <utility>

namespace convlens {
namespace {

std::string folder_of(const CommandLine& request) {
    if (request.output.ends_with('/'))
        return request.output;
    struct stat existing = {};
    if (stat(request.output.c_str(), &existing) != 0 || !S_ISDIR(existing.st_mode))
        refuse("error.output_folder", {{"value", request.output}}, request.output);
    return request.output + "/";
}

/// Of one file of many: an animation where one has that ending, else a picture.
const ExportFormat& file_format(const CommandLine& request) {
    const ExportFormat* found = nullptr;
    for (const ExportFormat& format : export_formats) {
        const bool is_asked = format.ending == "." + (request.format.empty() ? "gif" : request.format);
        if (is_asked && (found == nullptr || format.is_movie()))
            found = &format;
    }
    return *found; // --format takes the endings of the table alone
}

/// "figures/dilation.json" is dilation.
std::string name_of_target(const std::string& target) {
    const std::string name = target.substr(target.rfind('/') + 1);
    return name.substr(0, std::max<std::size_t>(name.rfind('.'), 1));
}

std::vector<std::string> targets_of(const CommandLine& request) {
    std::vector<std::string> targets = request.more_targets;
    targets.insert(targets.begin(), request.target);
    return targets;
}

std::vector<BatchJob> jobs_of_all(const CommandLine& request, const Texts& texts, const FontSet& fonts) {
    FiguresRequest figures;
    figures.theme = request.theme.value_or(ThemeId::light);
    figures.language = texts.language();
    figures.fonts = fonts;
    figures.format = &file_format(request);
    figures.pairs = request.pair;
    figures.holds_scene = !request.no_scene;
    figures.crops = request.crop;
    if (request.size)
        figures.size =
            Vec2{static_cast<float>(request.size->width), static_cast<float>(request.size->height)};
    figures.loops = request.loop.value_or(!figures.format->is_page);
    if (figures.format->is_page)
        figures.languages = page_languages(request);
    figures.file.deterministic = request.deterministic;
    if (request.quality)
        figures.quality = static_cast<int>(*request.quality);
    return figure_jobs(figures);
}

BatchJob job_of(const std::string& name, ExportRequest file, const Target& target) {
    file.cursor = last_cursor(target.document);
    const int64_t work = shown_steps(target.document);
    return {name + std::string(file.format->ending), work, [file = std::move(file)] { return file; }};
}

/// Of several targets; each is read when its turn comes, so that one that cannot be read is one that fails.
std::vector<BatchJob> jobs_of_targets(const CommandLine& request, const Texts& texts, const FontSet& fonts) {
    const ExportFormat& format = file_format(request);
    std::vector<BatchJob> jobs;
    for (const std::string& target : targets_of(request)) {
        CommandLine one = request;
        one.target = target;
        one.more_targets.clear();
        const auto make = [one, texts, fonts, &format] {
            const Target read = build_target(one);
            ExportRequest file = picture_request(one, read, texts, format);
            file.fonts = fonts;
            file.cursor = last_cursor(read.document);
            return file;
        };
        constexpr int64_t usual_steps = 10;
        jobs.push_back({name_of_target(target) + std::string(format.ending), usual_steps, make});
    }
    return jobs;
}

/// Of one target or of several, whose names come first then.
std::vector<BatchJob> jobs_of_sweep(const CommandLine& request, const Texts& texts, const FontSet& fonts) {
    const ExportFormat& format = file_format(request);
    std::vector<BatchJob> jobs;
    std::vector<std::string> left_out;
    for (const std::string& target : targets_of(request)) {
        CommandLine one = request;
        one.target = target;
        const std::string before = request.more_targets.empty() ? "" : name_of_target(target) + "_";
        for (const SweepPoint& point : sweep_points(one, texts)) {
            if (point.impossible) {
                left_out.push_back(
                    texts("note.impossible", {{"reason", reason_in_words(*point.impossible, texts)}}) + " (" +
                    before + point.name + ")");
                continue;
            }
            ExportRequest file = picture_request(one, point.target, texts, format);
            file.fonts = fonts;
            jobs.push_back(job_of(before + point.name, std::move(file), point.target));
        }
    }
    if (jobs.empty())
        refuse("error.sweep_all", {{"reason", left_out.front()}}, "--sweep");
    for (const std::string& line : left_out)
        std::fprintf(stderr, "convlens: %s\n", line.c_str());
    return jobs;
}

} // namespace

bool is_for_many(const CommandLine& request) {
    return request.all || !request.sweeps.empty() || !request.more_targets.empty();
}

int export_many(const CommandLine& request, const Texts& texts) {
    BatchRequest batch;
    batch.folder = folder_of(request);
    batch.threads = request.jobs.value_or(0);
    batch.resumes = request.resume;
    const FontSet fonts = load_fonts();
    batch.jobs = request.all              ? jobs_of_all(request, texts, fonts)
                 : request.sweeps.empty() ? jobs_of_targets(request, texts, fonts)
                                          : jobs_of_sweep(request, texts, fonts);
    BatchResult result;
    {
        ProgressBar bar(request.progress, texts);
        result = write_batch(batch, bar.progress());
    }
    for (const BatchFailure& failure : result.failures)
        std::fprintf(stderr, "convlens: error: %s\n",
                     error_line(failure.error, texts, failure.path).text.c_str());
    return result.failures.empty() ? 0 : 1;
}

} // namespace convlens
