// Every frame is passed on, equal ones too: an encoder writes those in a few bytes, and players know their
// rate.
#include "output/video/movie.h"

#include "encoding/packed_text.h"
#include "encoding/scene_names.h"
#include "i18n/error.h"
#include "output/files/atomic_file.h"
#include "output/video/ffmpeg.h"
#include "output/video/whole_file.h"
#include "output/video/yuv.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

namespace convlens {
namespace {

constexpr int default_quality = 66; // of 0..100: a constant rate factor of 18 for H.264

using Arguments = std::vector<std::string>;

void append(Arguments& to, const Arguments& more) {
    to.insert(to.end(), more.begin(), more.end());
}

/// The rate factor of an encoder whose best is `best` and whose worst is `worst`.
std::string rate_factor(const MovieFacts& facts, int best, int worst) {
    const int quality = std::clamp(facts.quality.value_or(default_quality), 0, 100);
    return std::to_string(worst - (worst - best) * quality / 100);
}

struct VideoFormat {
    bool has_alpha;        // may have it
    bool has_exact_length; // given the units that it is counted in; else milliseconds
    Arguments (*encoder)(const MovieFacts& facts, bool alpha);
    bool (*is_whole)(int descriptor);
};

Arguments h264(const MovieFacts& facts, bool) {
    return {
        "-c:v",  "libx264",   "-preset",   "medium",
        "-tune", "animation", "-crf",      rate_factor(facts, 1, 51), // 0 is a profile that few players have
        "-f",    "mp4",       "-movflags", "+faststart+use_metadata_tags"};
}

Arguments vp9(const MovieFacts& facts, bool alpha) {
    Arguments arguments{"-c:v",          "libvpx-vp9", "-deadline", "good",
                        "-cpu-used",     "4",          "-row-mt",   "1",
                        "-b:v",          "0",          "-crf",      rate_factor(facts, 0, 63),
                        "-tune-content", "screen",     "-f",        "webm"};
    if (alpha) // alpha is a picture of its own, which must not be put off
        append(arguments, {"-auto-alt-ref", "0"});
    return arguments;
}

class VideoMovie : public MovieWriter {
public:
    VideoMovie(const std::string& path, const MovieFacts& facts, const VideoFormat& format)
        : path_(path), file_(path, FileOrder::any, facts.file.makes_folder), facts_(facts), format_(format) {}

    void add(const PaintedFrame& frame) override {
        if (!encoder_)
            begin(frame);
        for (const PixelRect& part : frame.parts.empty() ? std::span(&frame.touched, 1) : frame.parts)
            picture_->take(frame.pixels, part);
        write();
    }
    /// The last picture is held for a second: players stop, or begin again, on what it shows.
    void commit() override {
        const auto held = static_cast<int64_t>(std::ceil(facts_.rate.per_second()));
        for (int64_t i = 0; i < held; ++i)
            write();
        run([this] { encoder_->finish(); });
        if (!format_.is_whole(file_.descriptor()))
            throw Error(Error::Fault::work, "error.encoder_broken", {}, path_);
        file_.commit();
    }

private:
    void begin(const PaintedFrame& frame) {
        const bool alpha = frame.transparent && format_.has_alpha;
        picture_.emplace(frame.width, frame.height, alpha);
        FfmpegRequest request;
        request.input = {
            "-pixel_format", alpha ? "yuva420p" : "yuv420p",
            "-video_size",   std::to_string(picture_->width()) + "x" + std::to_string(picture_->height()),
            "-framerate",    std::to_string(facts_.rate.frames) + "/" + std::to_string(facts_.rate.seconds)};
        request.output = format_.encoder(facts_, alpha);
        append(request.output, {"-pix_fmt", alpha ? "yuva420p" : "yuv420p", "-color_range", "tv",
                                "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"});
        append(request.output, {"-fflags", "+bitexact", "-flags:v", "+bitexact"}); // no random names
        if (format_.has_exact_length)
            append(request.output, {"-movie_timescale", std::to_string(facts_.rate.frames)});
        if (facts_.file.deterministic) // whatever number of processors there is
            append(request.output, {"-threads", "4"});
        if (!facts_.file.title.empty())
            request.metadata.emplace_back("title", facts_.file.title);
        if (!facts_.file.scene.empty())
            request.metadata.emplace_back("comment",
                                          std::string(scene_names::prefix) + pack_text(facts_.file.scene));
        request.path = path_;
        request.goes_on = facts_.goes_on;
        encoder_.emplace(request, file_);
    }
    void write() {
        run([this] { encoder_->write(picture_->bytes()); });
    }
    template <class Work> void run(const Work& work) {
        try {
            work();
        } catch (const FfmpegGivenUp&) {
            throw MovieGivenUp();
        }
    }

    std::string path_;
    AtomicFile file_;
    MovieFacts facts_;
    const VideoFormat& format_;
    std::optional<YuvPicture> picture_;
    std::optional<Ffmpeg> encoder_; // from the first frame on
};

const VideoFormat mp4{false, true, h264, is_whole_mp4};
const VideoFormat webm{true, false, vp9, is_whole_webm};

} // namespace

std::unique_ptr<MovieWriter> open_mp4(const std::string& path, const MovieFacts& facts) {
    return std::make_unique<VideoMovie>(path, facts, mp4);
}

std::unique_ptr<MovieWriter> open_webm(const std::string& path, const MovieFacts& facts) {
    return std::make_unique<VideoMovie>(path, facts, webm);
}

} // namespace convlens
