// The answers after the reveal: what was offered or guessed, with what each would be right for, the hands,
// and which is right.
#pragma once

#include "scene/base/canvas.h"
#include "scene/page/page_input.h"

namespace convlens {

/// From the top of `area`; where it is low, in two columns. Nothing where nobody chose or guessed.
void draw_answer_rows(Canvas& canvas, const PageInput& input, const Answer& truth, const Rect& area,
                      bool is_low);
/// As low as they can be read; px.
float answer_rows_height(Canvas& canvas, const PageInput& input, const Answer& truth, float width);

} // namespace convlens
