// How one cell of a figure looks, by what it is.
#pragma once

#include "scene/figure/figure.h"

#include <algorithm>
#include <string>
#include <vector>

namespace convlens {

struct FigureDrawing::CellStyle {
    Color fill, line, ink, text_color;
    Dash dash = Dash::solid;
    Pattern pattern = Pattern::none;
    std::string text;
    Tag tag;
    bool real = false; // an element; these are drawn over the dashed cells, so that their outlines are whole
};

/// An arc with a head. A colour without alpha: it is not shown.
struct FigureDrawing::Arrow {
    Vec2 from, over, to;
    float begin = 0, end = 0; // px that are left out at its ends
    float drawn = 1;          // of the way
    Color color{0, 0, 0, 0};
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

} // namespace convlens
