// The figure of a page in the room that its words and its card leave: what is asked about is marked, what
// would tell the answer is not drawn; after the reveal truth and guess side by side.
#pragma once

#include "scene/base/canvas.h"
#include "scene/page/page_input.h"

namespace convlens {

/// Of a page with a scene.
void draw_page_figure(Canvas& canvas, const PageInput& input, const Rect& area);

} // namespace convlens
