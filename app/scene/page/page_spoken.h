// A page in words, for the clipboard and screen readers: nothing that its picture does not show.
#pragma once

#include "scene/page/page_input.h"

#include <string>

namespace convlens {

/// Title, words, figure, question, choices; after the reveal the answer and the step that the figure shows.
/// Lines, the last one ended.
std::string spoken_page(const PageInput& input);

} // namespace convlens
