// A part of the animation is representative: steps differ in numbers, hardly in what moves.
#include "export/estimate.h"

#include "document/scene_file/embedded_scene.h"
#include "i18n/error.h"
#include "input/limits.h"
#include "output/files/atomic_file.h"
#include "output/files/nameless.h"
#include "output/files/write_path.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <functional>
#include <string>
#include <sys/stat.h>

namespace convlens {
namespace {

int64_t bytes_of(int descriptor) {
    struct stat written = {};
    return fstat(descriptor, &written) == 0 ? written.st_size : 0;
}

/// Writes by the path of an open file; errors about that name the path that is `meant`.
bool write_into(int descriptor, const std::string& meant,
                const std::function<bool(const std::string& path)>& write) {
    const std::string path = descriptor_path(descriptor);
    try {
        return write(path);
    } catch (Error& error) {
        if (error.where == path)
            error.where = meant;
        throw;
    }
}

bool run_into(const ExportRequest& request, int descriptor, const Progress& progress) {
    return write_into(descriptor, request.path, [&](const std::string& path) {
        ExportRequest into = request;
        into.path = path;
        return run(into, progress);
    });
}

/// A file for trying; its descriptor.
int opened(const ScratchFile& file, const std::string& path) {
    if (file.descriptor() < 0)
        throw_cannot_write(path, errno);
    return file.descriptor();
}

/// The first of the steps that are asked for: so few that they are written within moments, enough for one
/// whole step. `all`: those that there are.
void take_sample(ExportRequest& sample, int64_t all) {
    constexpr int64_t max_frames = 60;
    const int64_t steps = sample.pace.steps_of(all);
    const int64_t frames_a_step = std::max<int64_t>(1, frames_of(all, sample.pace) / steps);
    const int64_t taken = std::clamp<int64_t>(max_frames / frames_a_step, 1, steps);
    sample.pace.last_step = sample.pace.first_step + taken - 1;
}

/// Sides of whole pixels, even ones, which every format takes.
ExportRequest smaller(ExportRequest request, double by) {
    const auto part = [by](float side) { return static_cast<float>(std::round(double{side} * by / 2) * 2); };
    Vec2& size = request.options.composition.size;
    if (request.file_width)
        request.file_width = part(*request.file_width);
    else
        size = {part(size.x), part(size.y)};
    return request;
}

} // namespace

std::optional<ExportEstimate> estimate(const ExportRequest& request, const Progress& progress) {
    validate(request);
    ExportEstimate estimate;
    ExportRequest sample = request;
    const ScratchFile file;
    const int descriptor = opened(file, request.path);
    sample.pace = pace_in(*request.format, request.pace);
    double share = 1; // of the whole
    if (request.format->is_movie()) {
        const int64_t all = steps_of(request);
        estimate.frames = frames_of(all, sample.pace);
        estimate.seconds = static_cast<double>(estimate.frames) / sample.pace.rate.per_second();
        take_sample(sample, all);
        share = static_cast<double>(frames_of(all, sample.pace)) / static_cast<double>(estimate.frames);
        sample.holds_scene = false; // it is there once, however long the animation is
        estimate.bytes = packed_bytes(held_scene(request, 0));
    } else {
        estimate.frames = 1;
    }
    const auto begin = std::chrono::steady_clock::now();
    if (!run_into(sample, descriptor, progress))
        return std::nullopt;
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    estimate.bytes += std::llround(static_cast<double>(bytes_of(descriptor)) / share);
    estimate.writing_s = taken.count() / share;
    return estimate;
}

std::optional<ExportEstimate> estimate_sheet(const SheetRequest& request,
                                             const std::vector<SheetFigure>& figures,
                                             const Progress& progress) {
    constexpr int64_t max_pictures = 6;
    const Pace& pace = request.picture.pace;
    ExportEstimate estimate;
    estimate.frames =
        figures.empty() ? pace.steps_of(steps_of(request.picture)) : static_cast<int64_t>(figures.size());
    const bool is_refused = estimate.frames > limits::sheet_pictures; // the whole says so at once
    const int64_t taken = is_refused ? estimate.frames : std::min(estimate.frames, max_pictures);
    const ScratchFile file;
    const int descriptor = opened(file, request.picture.path);
    SheetRequest sample = request;
    sample.picture.holds_scene = false;
    if (figures.empty())
        sample.picture.pace.last_step = pace.first_step + taken - 1;
    const auto begin = std::chrono::steady_clock::now();
    const bool came_to_end = write_into(descriptor, request.picture.path, [&](const std::string& path) {
        sample.picture.path = path;
        return figures.empty()
                   ? write_step_sheet(sample, progress)
                   : write_figure_sheet(sample, {figures.begin(), figures.begin() + taken}, progress);
    });
    if (!came_to_end)
        return std::nullopt;
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
    const double share = static_cast<double>(taken) / static_cast<double>(estimate.frames);
    estimate.bytes = packed_bytes(held_scene(request.picture, 0)) +
                     std::llround(static_cast<double>(bytes_of(descriptor)) / share);
    estimate.writing_s = time.count() / share;
    return estimate;
}

bool run_within(const ExportRequest& request, int64_t max_bytes, const Progress& progress) {
    constexpr double min_width = 160; // px
    constexpr int max_tries = 8;
    const auto width_of = [](const ExportRequest& file) {
        return static_cast<double>(file.file_width.value_or(file.options.composition.size.x));
    };
    AtomicFile file(request.path); // a wrong path is refused before the work
    double by = 1;
    for (int tries = 0; tries < max_tries; ++tries) {
        const ExportRequest attempt = smaller(request, by);
        const ScratchFile tried;
        const int descriptor = opened(tried, request.path);
        if (!run_into(attempt, descriptor, progress))
            return false;
        const auto bytes = static_cast<double>(bytes_of(descriptor));
        if (bytes <= static_cast<double>(max_bytes)) {
            file.copy(descriptor);
            file.commit();
            return true;
        }
        if (width_of(attempt) <= min_width)
            break;
        // Bytes grow about as the area does; a little less, so that few tries are needed.
        const double area = 0.92 * static_cast<double>(max_bytes) / bytes;
        by = std::max(by * std::sqrt(area), min_width / width_of(request));
    }
    throw Error(Error::Fault::request, "error.too_many_bytes", {{"most", std::to_string(max_bytes)}},
                request.path);
}

} // namespace convlens
