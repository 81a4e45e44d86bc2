// What did not change since the frame before is not encoded again.
#include "output/png/folder.h"

#include "encoding/png_series.h"
#include "output/files/atomic_folder.h"
#include "output/png/png.h"

#include <optional>
#include <span>
#include <vector>

namespace convlens {
namespace {

class PngFolder : public MovieWriter {
public:
    explicit PngFolder(const std::string& path) : folder_(path) {}

    void add(const PaintedFrame& frame) override {
        if (!series_) {
            series_.emplace(frame.width, frame.height, frame.transparent);
            straight_.resize(frame.pixels.size());
        }
        const auto width = static_cast<std::size_t>(frame.width);
        const auto first = static_cast<std::size_t>(frame.touched.y0) * width;
        const auto count = static_cast<std::size_t>(frame.touched.y1 - frame.touched.y0) * width;
        put_straight(frame.pixels.subspan(first, count), frame.transparent,
                     std::span(straight_).subspan(first, count));
        folder_.add(series_->encode(straight_, frame.touched.y0, frame.touched.y1));
    }
    void commit() override { folder_.commit(); }

private:
    AtomicFolder folder_;
    std::optional<PngSeries> series_;
    std::vector<uint32_t> straight_; // the frame's pixels as PNG has them
};

} // namespace

std::unique_ptr<MovieWriter> open_png_folder(const std::string& path, const MovieFacts&) {
    return std::make_unique<PngFolder>(path);
}

} // namespace convlens
