// The sum of a step with its numbers: one chip a term, what they add up to so far, and a word on the zeros.
#pragma once

#include "document/evaluate/results.h"
#include "scene/base/canvas.h"
#include "scene/base/scene_input.h"
#include "scene/model/model.h"

namespace convlens {

/// Draws into `area` from its top; what does not fit is shown in pages that follow the terms. `column`:
/// narrow, one row of chips for each row of the kernel. Returns the height used.
float draw_sum(Canvas& canvas, const SceneInput& input, const FigureModel& model, const Step& step,
               const Rect& area, bool column);

/// Height in px of a sum that is shown whole, or as well as the room lets it be; the same at every cursor.
float needed_sum_height(Canvas& canvas, const SceneInput& input, const FigureModel& model, const Step& step,
                        Vec2 room);

/// Height of a sum in a column that shows all its terms at once, for up to five rows of the kernel; in units.
float min_sum_height(const FigureModel& model);

} // namespace convlens
