// What guesses at a question fit, as a page holds it: sealed, by the guess.
#pragma once

#include "scene/page/page_content.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

/// How many numbers a typed guess has; 0: none can be typed.
std::size_t typed_numbers(const Answer& truth);

/// The texts by which typed guesses at a number or a size are looked up: hundredths, joined by "x". Several,
/// where the answer lies between two; none of what is not typed.
std::vector<std::string> typed_guesses(const Answer& answer);

/// The text by which cells that were chosen are looked up: "#" and their flat indices in the shape, joined by
/// "," (a set's sorted). Empty: the answer is of another kind, or the shape is empty.
std::string chosen_guess(const Answer& answer, const Sizes& shape);

/// {"HASH": SEALED, ..} of letters, typed and chosen guesses: "=" for what is right, for others the idea's
/// sentence. `salt` is before each guess and "/".
std::string fits_json(const PageContent& content, const std::vector<Offer>& offers, std::string_view salt,
                      const Texts& texts);

} // namespace convlens
