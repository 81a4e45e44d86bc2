// A composition for paper has 144 px an inch: its text of 14 px is 7 pt high.
#include "export/paper.h"

#include "input/limits.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr double mm_an_inch = 25.4;

Vec2 usual_size(double width_mm) {
    constexpr double px_an_inch = 144;
    constexpr double min_width = 480, max_width = 1920;
    const double width = std::clamp(std::round(width_mm / mm_an_inch * px_an_inch), min_width, max_width);
    return {static_cast<float>(width), static_cast<float>(std::round(width * 3 / 4))};
}

} // namespace

PaperPicture paper_picture(const PaperWidth& paper, const ExportFormat& format,
                           std::optional<Vec2> composed) {
    const PaperPicture as_composed{composed.value_or(usual_size(paper.width_mm)), {}};
    if (format.is_page)
        return as_composed;
    const int dpi = format.is_painted ? paper.dpi : usual_dpi;
    PaperPicture picture = as_composed;
    picture.file_width = static_cast<float>(std::round(paper.width_mm / mm_an_inch * dpi));
    const Vec2 file = file_size(picture);
    const bool is_too_fine = std::max(file.x, file.y) > static_cast<float>(limits::picture_side);
    return is_too_fine && !format.is_painted ? as_composed : picture;
}

Vec2 file_size(const PaperPicture& picture) {
    if (!picture.file_width)
        return picture.size;
    return {*picture.file_width, std::round(picture.size.y * (*picture.file_width / picture.size.x))};
}

} // namespace convlens
