// How one cell of a figure looks, by what it is.
#pragma once

#include "scene/figure.h"

#include <algorithm>
#include <string>
#include <vector>

namespace convlens {

struct FigureDrawing::CellLook {
    Color fill, line, ink, text_color;
    Dash dash = Dash::solid;
    Pattern pattern = Pattern::none;
    std::string text;
    Tag tag;
    bool real = false; // an element; these are drawn over the dashed cells, so that their outlines are whole
};

/// The name of a plane with its size behind it, or below it in the tilted view.
struct FigureDrawing::Heading {
    std::string name, details;
    TextStyle name_style, details_style;
    Vec2 at, details_at; // baselines
    Rect bounds;         // of both
};

/// Which cells of the current plane of an unpooling have got their value up to the cursor.
std::vector<bool> unpooled_cells(const FigureModel& model, const Cursor& cursor);

/// Grid lines of a raster: the smaller its cells (px), the fainter.
inline Color raster_grid(Color line, float cell) {
    return with_alpha(line, std::clamp((cell - 3) / 16, 0.08F, 0.5F));
}

inline Tag tag_of(TagSpace space, int64_t index) {
    return {static_cast<uint32_t>(space), index};
}

} // namespace convlens
