// The sentences that a page says of itself: the truth, what to do, which key leads on.
#pragma once

#include "scene/base/canvas.h"
#include "scene/page/page_input.h"

#include <string>

namespace convlens {

/// Whether there is something to choose from: the truth alone would tell itself.
bool has_offers(const PageInput& input);

/// An answer as it is offered: of a figure the letters of its sizes.
/// What the page asks.
std::string asked_text(const PageInput& input);
std::string offer_text(const PageInput& input, const Answer& answer);

/// "Y is 3 × 3"
std::string truth_text(const PageInput& input, const Answer& truth);
/// Of a guess that fits no idea: where to look.
std::string not_this_text(const PageInput& input);
/// How a guess or a show of hands is given; empty where no keys do it.
std::string asking_hint(const PageInput& input);
/// What the key for the next thing does; empty where there is none.
std::string next_text(const PageInput& input);

/// The style's size, smaller where the text has no room.
float fitting_size(Canvas& canvas, const std::string& text, const TextStyle& style, float width);

} // namespace convlens
