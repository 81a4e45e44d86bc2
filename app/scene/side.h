// Texts around a figure: title and caption, parameters with the size formula, the legend of patterns, the
// progress bar.
#pragma once

#include "scene/base/canvas.h"
#include "scene/base/scene_input.h"
#include "scene/model/model.h"

#include <optional>
#include <string>

namespace convlens {

/// Title and as many whole sentences of the caption as fit into `area`.
void draw_title(Canvas& canvas, const SceneInput& input, const Rect& area);
/// Height of a place for both.
float title_height(Canvas& canvas, const SceneInput& input, float width);
/// The same beside lenses, where the figure needs the height: the caption's first sentence, and others that
/// fit into two lines with it.
float brief_title_height(Canvas& canvas, const SceneInput& input, float width);
/// Of the title alone.
float bare_title_height(Canvas& canvas, const SceneInput& input, float width);

/// "i = 5  k = 3  s = 2  p = 1": the guide's letters with their values; "5 × 4" where axes differ. What is
/// asked for is "?".
std::string size_letters(const Operation& operation, std::optional<Parameter> asked = {});

/// "i = 5  k = 3  s = 2  p = 1" and the formula with its numbers; returns the height used.
float draw_formula(Canvas& canvas, const SceneInput& input, const Rect& area);

/// A swatch and a word for each pattern that the figure has; returns the height used.
float draw_legend(Canvas& canvas, const SceneInput& input, const FigureModel& model, const Rect& area);

/// Its height with at least a row, px.
float legend_height(Canvas& canvas, const SceneInput& input, float width);

/// A bar and "step 6 of 9" along the bottom of `area`.
void draw_progress(Canvas& canvas, const SceneInput& input, const Rect& area);

} // namespace convlens
