// Frames a second to delays of hundredths of a second.
#include "output/gif/movie.h"

#include "output/files/atomic_file.h"
#include "output/gif/gif.h"

#include <optional>

namespace convlens {
namespace {

// When the frame begins, in 1/100 s: each is rounded by itself, so that errors never add up.
int64_t hundredths(int64_t frame, int64_t frames_per_second) {
    return (frame * 200 + frames_per_second) / (2 * frames_per_second);
}

class GifMovie : public MovieWriter {
public:
    GifMovie(const std::string& path, const MovieFacts& facts) : file_(path), facts_(facts) {}

    void add(const PaintedFrame& frame) override {
        if (!gif_)
            gif_.emplace(frame.width, frame.height, facts_.palette_pairs,
                         [this](std::string_view bytes) { file_.write(bytes); });
        const int64_t begin = hundredths(frame.number, facts_.frames_per_second);
        const int64_t end = hundredths(frame.number + 1, facts_.frames_per_second);
        gif_->add(frame.pixels, frame.touched, end - begin);
    }
    void commit() override {
        gif_->finish();
        file_.commit();
    }

private:
    AtomicFile file_;
    MovieFacts facts_;
    std::optional<GifWriter> gif_; // from the first frame on
};

} // namespace

std::unique_ptr<MovieWriter> open_gif(const std::string& path, const MovieFacts& facts) {
    return std::make_unique<GifMovie>(path, facts);
}

} // namespace convlens
