// A set of cells as a small picture of their plane: what a list of names does not show.
#pragma once

#include "scene/base/canvas.h"
#include "scene/page/page_input.h"

namespace convlens {

/// Whether the page asks for cells of one plane.
bool has_cell_map(const PageInput& input);
/// At the left of `place`; returns its width.
float draw_cell_map(Canvas& canvas, const PageInput& input, const CellSet& cells, const Rect& place);

} // namespace convlens
