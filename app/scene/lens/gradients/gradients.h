// The gradients lens: how the gradients of X, W and the bias come about from that of Y.
#pragma once

#include "scene/lens/lens.h"

namespace convlens {

void draw_gradients_lens(Canvas& canvas, const LensScene& scene, const Rect& area);
float gradients_height(Canvas& canvas, const LensScene& scene, float width, float room);
ColorPairs gradients_pairs(const Theme& theme);
/// The order that an operation has, where another one is asked for: a pool has no weights to go along, and an
/// unpooling gives each element one term only.
GradientOrder possible_order(Kind kind, GradientOrder order);
/// A GradientOrder; behind them numbers, names.
void choose_in_gradients(Document& document, int64_t choice);

} // namespace convlens
