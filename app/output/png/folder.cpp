// What did not change since the frame before is not encoded again.
#include "output/png/folder.h"

#include "encoding/png_series.h"
#include "output/files/atomic_folder.h"
#include "output/png/png.h"

#include <optional>
#include <span>

namespace convlens {
namespace {

class PngFolder : public MovieWriter {
public:
    PngFolder(const std::string& path, const FileFacts& facts)
        : folder_(path, ".png", facts.makes_folder), facts_(facts) {}

    void add(const PaintedFrame& frame) override {
        if (!series_)
            series_.emplace(frame.width, frame.height, frame.transparent, png_chunks(facts_, frame.width));
        const auto width = static_cast<std::size_t>(frame.width);
        const auto put_row = [&](int y, std::span<uint32_t> row) {
            put_straight(frame.pixels.subspan(static_cast<std::size_t>(y) * width, width), frame.transparent,
                         row);
        };
        folder_.add(series_->encode(frame.touched.y0, frame.touched.y1, put_row));
    }
    void commit() override { folder_.commit(); }

private:
    AtomicFolder folder_;
    FileFacts facts_;
    std::optional<PngSeries> series_;
};

} // namespace

std::unique_ptr<MovieWriter> open_png_folder(const std::string& path, const MovieFacts& facts) {
    return std::make_unique<PngFolder>(path, facts.file);
}

} // namespace convlens
