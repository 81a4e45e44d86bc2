// The figure of a page about a network: while its question is open the picture that goes in, with nothing
// that tells the answer; after the reveal the view that shows it.
#pragma once

#include "scene/base/canvas.h"
#include "scene/page/page_input.h"

namespace convlens {

/// Of a page about a network.
void draw_network_figure(Canvas& canvas, const PageInput& input, const Rect& area);

} // namespace convlens
