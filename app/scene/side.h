// Texts around a figure: title and caption, parameters with the size formula, the legend of patterns, the
// progress bar.
#pragma once

#include "scene/base/canvas.h"
#include "scene/base/scene_input.h"
#include "scene/model/model.h"

namespace convlens {

/// Title and as much of the caption as fits, at the top of `area`; returns the height of both.
float draw_title(Canvas& canvas, const SceneInput& input, const Rect& area);
/// Without drawing: how high draw_title would be.
float title_height(Canvas& canvas, const SceneInput& input, float width);

/// "i = 5  k = 3  s = 2  p = 1" and the formula with its numbers; returns the height used.
float draw_formula(Canvas& canvas, const SceneInput& input, const Rect& area);

/// A swatch and a word for each pattern that the figure has; returns the height used.
float draw_legend(Canvas& canvas, const SceneInput& input, const FigureModel& model, const Rect& area);

/// A bar and "step 6 of 9" along the bottom of `area`.
void draw_progress(Canvas& canvas, const SceneInput& input, const Rect& area);

} // namespace convlens
