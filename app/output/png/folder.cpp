// A frame that does not differ from the one before is not encoded again.
#include "output/png/folder.h"

#include "output/files/atomic_folder.h"
#include "output/png/png.h"

namespace convlens {
namespace {

class PngFolder : public MovieWriter {
public:
    explicit PngFolder(const std::string& path) : folder_(path) {}

    void add(const PaintedFrame& frame) override {
        if (png_.empty() || !frame.touched.empty())
            png_ = png_of_pixels(frame.pixels, frame.width, frame.height, frame.transparent);
        folder_.add(png_);
    }
    void commit() override { folder_.commit(); }

private:
    AtomicFolder folder_;
    std::string png_; // of the frame before
};

} // namespace

std::unique_ptr<MovieWriter> open_png_folder(const std::string& path, const MovieFacts&) {
    return std::make_unique<PngFolder>(path);
}

} // namespace convlens
