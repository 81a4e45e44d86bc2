// The card at the bottom: the element that is chosen or pointed at, its formula with its number, and what can
// be done with it.
#pragma once

#include "scene/base/canvas.h"
#include "scene/network/lit.h"

#include <string>

namespace convlens {

float selection_card_height(const NetworkSceneInput& input, float unit);
void draw_selection_card(Canvas& canvas, const NetworkSceneInput& input, const LitElement& lit,
                         const Rect& area);

/// The same from the top of `area` and as wide, as high as its lines need, without what can be done. Returns
/// its bottom.
float draw_selection_column(Canvas& canvas, const NetworkSceneInput& input, const LitElement& lit,
                            const Rect& area);

/// "ReLU(Σ of 72 terms + b)": how the element's value comes about, without the value.
std::string element_formula(const NetworkSceneInput& input, int layer);
/// What the element is made of and whom it feeds, in one or two sentences.
std::string element_sentence(const NetworkSceneInput& input, const LitElement& lit);

} // namespace convlens
