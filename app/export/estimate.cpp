// A part of the animation is representative: steps differ in numbers, hardly in what moves.
#include "export/estimate.h"

#include "document/embedded_scene.h"
#include "i18n/error.h"
#include "output/files/staged_files.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace convlens {
namespace {

/// A folder that goes with its content.
class ScratchFolder {
public:
    ScratchFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "convlens-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr)
            throw Error(Error::Fault::work, "error.cannot_write",
                        {{"reason", std::system_category().message(errno)}}, name);
        path_ = name;
    }
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    std::string operator/(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

int64_t bytes_of(const std::string& path) {
    if (!path.ends_with('/'))
        return static_cast<int64_t>(std::filesystem::file_size(path));
    int64_t bytes = 0;
    for (const auto& entry : std::filesystem::directory_iterator(path))
        bytes += static_cast<int64_t>(entry.file_size());
    return bytes;
}

/// The first steps: so few that they are written within moments, enough for one whole step.
void take_sample(ExportRequest& sample, int64_t steps) {
    constexpr int64_t max_frames = 60;
    const int64_t frames_a_step = std::max<int64_t>(1, frames_of(steps, sample.pace) / steps);
    const int64_t taken = std::clamp<int64_t>(max_frames / frames_a_step, 1, steps);
    sample.pace.last_step = sample.pace.first_step + taken - 1;
}

} // namespace

std::optional<ExportEstimate> estimate(const ExportRequest& request, const Progress& progress) {
    validate(request);
    ExportEstimate estimate;
    ExportRequest sample = request;
    const ScratchFolder folder;
    sample.path = folder / ("a" + std::string(request.format->ending));
    sample.pace = pace_in(*request.format, request.pace);
    double share = 1; // of the whole
    if (request.format->is_movie()) {
        const int64_t all = steps_of(request);
        estimate.frames = frames_of(all, sample.pace);
        estimate.seconds = static_cast<double>(estimate.frames) / sample.pace.rate.per_second();
        take_sample(sample, sample.pace.steps_of(all));
        share = static_cast<double>(frames_of(all, sample.pace)) / static_cast<double>(estimate.frames);
        sample.holds_scene = false; // it is there once, however long the animation is
        estimate.bytes = packed_bytes(held_scene(request, 0));
    } else {
        estimate.frames = 1;
    }
    const auto begin = std::chrono::steady_clock::now();
    if (!run(sample, progress))
        return std::nullopt;
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    estimate.bytes += std::llround(static_cast<double>(bytes_of(sample.path)) / share);
    estimate.writing_s = taken.count() / share;
    return estimate;
}

bool run_within(const ExportRequest& request, int64_t max_bytes, const Progress& progress) {
    constexpr double min_width = 160; // px
    constexpr int max_tries = 8;
    const Vec2 whole = request.options.composition.size;
    const std::size_t slash = request.path.rfind('/');
    StagedFiles staged(slash == std::string::npos ? "./" : request.path.substr(0, slash + 1));
    ExportRequest attempt = request;
    attempt.path = staged.add(request.path.substr(slash + 1)); // npos + 1 is 0
    double by = 1;
    for (int tries = 0; tries < max_tries; ++tries) {
        attempt.options.composition.size = {std::round(whole.x * static_cast<float>(by) / 2) * 2,
                                            std::round(whole.y * static_cast<float>(by) / 2) * 2};
        if (!run(attempt, progress))
            return false;
        const auto bytes = static_cast<double>(bytes_of(attempt.path));
        if (bytes <= static_cast<double>(max_bytes)) {
            staged.commit();
            return true;
        }
        if (static_cast<double>(attempt.options.composition.size.x) <= min_width)
            break;
        // Bytes grow about as the area does; a little less, so that few tries are needed.
        const double area = 0.92 * static_cast<double>(max_bytes) / bytes;
        by = std::max(by * std::sqrt(area), min_width / static_cast<double>(whole.x));
    }
    throw Error(Error::Fault::request, "error.too_many_bytes", {{"most", std::to_string(max_bytes)}},
                request.path);
}

} // namespace convlens
