// Figures side by side: before and after a change, those to order, those to choose from.
#pragma once

#include "scene/base/canvas.h"
#include "scene/base/scene_input.h"
#include "scene/page/page_content.h"

#include <vector>

namespace convlens {

/// In a grid, each on a card under its letter; the one that is right has a frame once it is revealed.
void draw_several_figures(Canvas& canvas, const PageInput& input, const std::vector<ShownFigure>& figures,
                          const Veil& veil, const Rect& area);

} // namespace convlens
