// The card of a page's question: what is asked, what is chosen from or typed; after the reveal the truth with
// its formula, and the guesses beside it.
#pragma once

#include "scene/base/canvas.h"
#include "scene/page/page_input.h"

namespace convlens {

/// Height in px, after the reveal, of a card of this width that leaves room for a lens below it.
float low_card_height(Canvas& canvas, const PageInput& input, float width);

/// Height in px, in its present phase, of a card of this width with nothing below it.
float card_height_in_column(Canvas& canvas, const PageInput& input, float width);

/// Of a page with a question; `is_low`: there is a lens below it.
void draw_question_card(Canvas& canvas, const PageInput& input, const Rect& card, bool is_low);

} // namespace convlens
