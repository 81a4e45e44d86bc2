// One picture to a file of any format.
#include "output/atomic_file.h"
#include "output/export.h"
#include "output/painter.h"
#include "output/pdf.h"
#include "output/png.h"
#include "output/svg.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

int pixels_of(float length) {
    return static_cast<int>(std::lround(std::max(length, 1.0F)));
}

std::string png_of(const Frame& frame, const FontSet& fonts) {
    Painter painter(pixels_of(frame.size.x), pixels_of(frame.size.y), fonts);
    painter.paint(frame);
    const std::vector<std::byte> bytes =
        encode_png(painter.pixels(), painter.width(), painter.height(), frame.background.a != 255);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string encoded(const Frame& frame, PictureFormat format, const FontSet& fonts,
                    const SpaceName& space_name) {
    switch (format) {
    case PictureFormat::png:
        return png_of(frame, fonts);
    case PictureFormat::svg:
        return svg_of(frame, fonts, space_name);
    case PictureFormat::pdf:
        return pdf_of(frame, fonts);
    }
    return {};
}

} // namespace

void write_picture(const Frame& frame, PictureFormat format, const std::string& path, const FontSet& fonts,
                   const SpaceName& space_name) {
    const std::string bytes = encoded(frame, format, fonts, space_name);
    AtomicFile file(path);
    file.write(bytes);
    file.commit();
}

std::vector<uint32_t> paint(const Frame& frame, const FontSet& fonts) {
    Painter painter(pixels_of(frame.size.x), pixels_of(frame.size.y), fonts);
    painter.paint(frame);
    return {painter.pixels().begin(), painter.pixels().end()};
}

} // namespace convlens
