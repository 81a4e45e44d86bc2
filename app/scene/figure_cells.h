// How one cell of a figure looks, by what it is.
#pragma once

#include "scene/figure.h"

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

/// Which cells of the current plane of an unpooling have got their value up to the cursor.
std::vector<bool> unpooled_cells(const FigureModel& model, const Cursor& cursor);

inline Tag tag_of(TagSpace space, int64_t index) {
    return {static_cast<uint32_t>(space), index};
}

} // namespace convlens
