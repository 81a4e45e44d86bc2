// The figure of a question for an element of dX or dW: what it is computed from, and the gradient with the
// asked element.
#pragma once

#include "lesson/question.h"
#include "scene/base/canvas.h"
#include "scene/page/page_input.h"

namespace convlens {

bool is_about_gradient(const Question& question);

/// Of a page with such a question; `scene` is the page's own, or what is compared with it.
void draw_gradient_figure(Canvas& canvas, const PageInput& input, const Document& scene, const Rect& area);

/// What a played idea answers, as the figure that it would be right for; none where that figure's gradient
/// has another number there.
const Document* played_gradient(const PageInput& input);

/// px, of the side of its cells.
float gradient_figure_cell(Canvas& canvas, const PageInput& input, const Rect& area);

} // namespace convlens
