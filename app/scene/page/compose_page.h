// A lesson's page to a Frame: title, words, formulas, the figure, the question with what was guessed, and
// where in the lesson one is. Pure, as compose is. While the question is open nothing in the Frame tells its
// answer.
#pragma once

#include "picture/frame.h"
#include "scene/page/page_input.h"

namespace convlens {

Frame compose_page(const PageInput& input);

} // namespace convlens
