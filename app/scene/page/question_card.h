// The card of a page's question: what is asked, what is chosen from or typed; after the reveal the truth with
// its formula, and the guesses beside it.
#pragma once

#include "scene/base/canvas.h"
#include "scene/page/page_input.h"

namespace convlens {

/// Units of height, after the reveal, of a card that leaves room for a lens below it.
float low_card_height(const PageInput& input);

/// Of a page with a question.
void draw_question_card(Canvas& canvas, const PageInput& input, const Rect& card);

} // namespace convlens
