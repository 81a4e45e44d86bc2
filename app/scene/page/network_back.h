// Of a page about a network, after the reveal: one activation on its way back to the pixels, and the three
// rules side by side on it, each number from the network itself.
#pragma once

#include "scene/base/canvas.h"
#include "scene/page/page_input.h"

namespace convlens {

/// Of a question by whose rule something is sent down; the pixels that are the answer are marked.
void draw_way_back(Canvas& canvas, const PageInput& input, const Rect& area);

/// Of a question about a cell where the rules differ.
void draw_three_rules(Canvas& canvas, const PageInput& input, const Rect& area);

} // namespace convlens
