// Where the cards of lenses lie within their place, each as high as it needs.
#pragma once

#include "scene/base/canvas.h"
#include "scene/base/scene_input.h"
#include "scene/lens_plan.h"

#include <vector>

namespace convlens {

/// Cards from the right edge, column by column, each from its top; as LensPlan::shown. A card is as high as
/// what it shows, where a column has room for all of its cards; else they share it. The same at every cursor.
std::vector<Rect> lens_cards(Canvas& canvas, const SceneInput& input, const LensPlan& plan, const Rect& area);

/// Height of a card for the lens that lies below the figure, at most `room`. The sum has one as well.
float lens_card_height(Canvas& canvas, const SceneInput& input, Lens lens, float width, float room);

/// Below the cards of the last column, where the sum has room there; else empty.
Rect sum_below_cards(Canvas& canvas, const SceneInput& input, const LensPlan& plan,
                     const std::vector<Rect>& cards, const Rect& area);

} // namespace convlens
