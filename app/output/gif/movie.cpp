// Frames a second to delays of hundredths of a second.
#include "output/gif/movie.h"

#include "output/files/atomic_file.h"
#include "output/gif/gif.h"

#include <optional>

namespace convlens {
namespace {

class GifMovie : public MovieWriter {
public:
    GifMovie(const std::string& path, const MovieFacts& facts)
        : file_(path, FileOrder::straight, facts.file.makes_folder), facts_(facts) {}

    void add(const PaintedFrame& frame) override {
        if (!gif_)
            gif_.emplace(
                frame.width, frame.height, facts_.palette_pairs,
                [this](std::string_view bytes) { file_.write(bytes); },
                GifWriter::Settings{facts_.loops, facts_.file.scene, frame.transparent});
        const int64_t begin = facts_.rate.begin_of(frame.number, 100);
        const int64_t end = facts_.rate.begin_of(frame.number + 1, 100);
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
