// Progress goes to the job's control; the window is woken now and then.
#include "window/application/export/export_job.h"

#include "export/batch.h"
#include "export/sheet.h"
#include "window/application/export/swept_figures.h"
#include "window/platform/platform.h"

#include <algorithm>

namespace convlens {
namespace {

SheetRequest sheet_of(const ExportWork& work) {
    const Texts texts(work.request.options.language);
    SheetRequest sheet{work.request, {}, title_of(work.request, texts)};
    sheet.picture.needs_room = false;
    return sheet;
}

std::vector<SheetFigure> figures_of(const ExportWork& work) {
    if (work.content == ExportContent::steps_sheet)
        return {};
    return swept_figures(work.sweeps, work.request.document, Texts(work.request.options.language));
}

/// Of a folder. Throws Error, the first one's that failed; the other files are there.
bool write_files(const ExportWork& work, const Progress& progress) {
    const std::vector<SheetFigure> figures = figures_of(work);
    BatchRequest batch;
    batch.folder = work.request.path;
    batch.jobs = jobs_of_figures(work.sweeps, figures, work.request);
    const BatchResult result = write_batch(batch, progress);
    if (!result.failures.empty())
        std::rethrow_exception(result.failures.front().error);
    return result.came_to_end;
}

/// One of the files, times so many.
std::optional<ExportEstimate> estimate_files(const ExportWork& work, const Progress& progress) {
    const std::vector<BatchJob> jobs = jobs_of_figures(work.sweeps, figures_of(work), work.request);
    std::optional<ExportEstimate> result = estimate(jobs.front().request(), progress);
    const auto count = static_cast<int64_t>(jobs.size());
    if (result)
        *result = {count, 0, result->bytes * count, result->writing_s * static_cast<double>(count)};
    return result;
}

} // namespace

bool write_export(const ExportWork& work, JobControl& control) {
    constexpr double seconds_between_bars = 0.05; // the window draws the bar only so often
    double last = 0;
    const Progress progress = [&](int64_t done, int64_t all) {
        control.done = done;
        control.all = all;
        if (platform_seconds() - last > seconds_between_bars) {
            last = platform_seconds();
            wake_platform();
        }
        return !control.cancelled;
    };
    switch (work.content) {
    case ExportContent::single:
        return work.max_bytes > 0 ? run_within(work.request, work.max_bytes, progress)
                                  : run(work.request, progress);
    case ExportContent::steps_sheet:
        return write_step_sheet(sheet_of(work), progress);
    case ExportContent::values_sheet:
        return write_figure_sheet(sheet_of(work), figures_of(work), progress);
    case ExportContent::values_files:
        return write_files(work, progress);
    }
    return false;
}

std::optional<ExportEstimate> estimate_export(const ExportWork& work, JobControl& control) {
    const Progress progress = [&](int64_t, int64_t) { return !control.cancelled; };
    std::optional<ExportEstimate> result;
    switch (work.content) {
    case ExportContent::single:
        result = estimate(work.request, progress);
        break;
    case ExportContent::steps_sheet:
    case ExportContent::values_sheet:
        result = estimate_sheet(sheet_of(work), figures_of(work), progress);
        break;
    case ExportContent::values_files:
        result = estimate_files(work, progress);
        break;
    }
    wake_platform();
    return result;
}

} // namespace convlens
