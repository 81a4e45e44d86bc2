// Pictures on paper: how large one is composed for a width in millimetres, and how many pixels it has there.
#pragma once

#include "export/formats.h"
#include "picture/geometry.h"

#include <optional>

namespace convlens {

inline constexpr int usual_dpi = 300;

/// Where a picture lies on paper.
struct PaperWidth {
    double width_mm = 85; // limits::min_paper_mm to limits::paper_mm
    int dpi = usual_dpi;  // of formats that are painted
};

struct PaperPicture {
    Vec2 size;                       // px of the composition
    std::optional<float> file_width; // px, a whole number; absent: as composed
};
/// The file's size, px, where nothing is cut from it.
Vec2 file_size(const PaperPicture& picture);

/// `composed`: the size of the composition, px; absent: one whose small type is about 7 pt on that paper.
/// Drawings have the dots of usual_dpi, so that their lines lie where those of the painted picture do.
PaperPicture paper_picture(const PaperWidth& paper, const ExportFormat& format, std::optional<Vec2> composed);

} // namespace convlens
