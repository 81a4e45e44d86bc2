// Where the cards of lenses lie within their place, each as high as it needs.
#pragma once

#include "scene/base/canvas.h"
#include "scene/base/scene_input.h"
#include "scene/lens_plan.h"

#include <vector>

namespace convlens {

/// What cards are drawn with: on the stage their type is larger than the figure's.
Canvas card_canvas(const Canvas& canvas, const LensPlan& plan);

/// Cards from the left edge, column by column, each from its top; as LensPlan::shown. A row is as high as
/// what its cards show, where all rows have room; else they share it. The same at every cursor.
std::vector<Rect> lens_cards(Canvas& canvas, const SceneInput& input, const LensPlan& plan, const Rect& area);

/// Width that they need, at most that of the area.
float lens_cards_width(Canvas& canvas, const SceneInput& input, const LensPlan& plan, const Rect& area);

/// Height of a card for the lens that lies below the figure, at most `room`. The sum has one as well.
float lens_card_height(Canvas& canvas, const SceneInput& input, Lens lens, float width, float room);

/// Below the cards of the last column, where the sum has room there; else empty.
Rect sum_below_cards(Canvas& canvas, const SceneInput& input, const LensPlan& plan,
                     const std::vector<Rect>& cards, const Rect& area);

} // namespace convlens
