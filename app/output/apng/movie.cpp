// The file is gone back to once, for the number of pictures in its header.
#include "output/apng/movie.h"

#include "output/apng/apng.h"
#include "output/files/atomic_file.h"

#include <optional>

namespace convlens {
namespace {

class ApngMovie : public MovieWriter {
public:
    ApngMovie(const std::string& path, const MovieFacts& facts)
        : file_(path, FileOrder::any, facts.file.makes_folder), facts_(facts) {}

    void add(const PaintedFrame& frame) override {
        if (!apng_)
            apng_.emplace(ApngFacts{frame.width, frame.height, frame.transparent, facts_.rate, facts_.loops,
                                    facts_.file.scene, facts_.file.width_mm},
                          [this](std::string_view bytes) { file_.write(bytes); });
        frames_ = frame.number + 1;
        apng_->add(frame.pixels, frame.touched, frame.number);
    }
    void commit() override {
        const ApngWriter::Patch patch = apng_->finish(frames_);
        file_.overwrite(patch.offset, patch.bytes);
        file_.commit();
    }

private:
    AtomicFile file_;
    MovieFacts facts_;
    std::optional<ApngWriter> apng_; // from the first frame on
    int64_t frames_ = 0;
};

} // namespace

std::unique_ptr<MovieWriter> open_apng(const std::string& path, const MovieFacts& facts) {
    return std::make_unique<ApngMovie>(path, facts);
}

} // namespace convlens
