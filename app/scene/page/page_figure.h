// The figure of a page in the room that its words and its card leave: what is asked about is marked, what
// would tell the answer is not drawn; after the reveal truth and guess side by side.
#pragma once

#include "scene/base/canvas.h"
#include "scene/page/page_input.h"

namespace convlens {

/// How well a figure is seen.
struct FigureSight {
    float cell = 0;        // px, the smallest of X and Y; 0: of a figure that has no such cells
    bool is_whole = false; // with all of its cells
    bool has_numbers = false;
};
/// Of a page with a scene, in a rectangle.
FigureSight page_figure_sight(Canvas& canvas, const PageInput& input, const Rect& area);

/// Of a page with a scene.
void draw_page_figure(Canvas& canvas, const PageInput& input, const Rect& area);

} // namespace convlens
