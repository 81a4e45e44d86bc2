// A composition for paper has 144 px an inch: its text of 14 px is 7 pt high.
#include "export/paper.h"

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
    const Vec2 size = composed.value_or(usual_size(paper.width_mm));
    if (!format.is_painted)
        return {size, 1};
    const double by = paper.width_mm / mm_an_inch * paper.dpi / static_cast<double>(size.x);
    const auto part = [by](float side) {
        return static_cast<float>(std::round(static_cast<double>(side) * by));
    };
    return {{part(size.x), part(size.y)}, static_cast<float>(by)};
}

} // namespace convlens
