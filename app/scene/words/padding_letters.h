// Padding in the guide's letters, in one notation everywhere: p of an operation, p′ of the convolution that a
// transposed one is equal to, whose ring is what the figure shows.
#pragma once

#include "convlens/operation.h"
#include "i18n/catalogue.h"

#include <string>
#include <string_view>

namespace convlens {

/// "1"; "1 × 2" where axes differ; a true minus.
std::string value_text(const Sizes& sizes);

/// "p = 1"; "p₁ = 0, p₂ = 1" where begin and end differ. `gap`: between the two.
std::string padding_letters(const Operation& operation, std::string_view gap = ", ");

/// The ring around the stretched input of a transposed convolution, without the a at its end: d(k − 1) − p.
struct TurnedPadding {
    Sizes begin, end;
};
TurnedPadding turned_padding(const Operation& transposed);
/// "p′ = 2"; "p′₁ = 2, p′₂ = 1".
std::string turned_letters(const Operation& transposed);

/// "s′ = 1   p′ = k − p − 1 = 2   (p = 0)"; empty for others than transposed convolutions.
std::string turned_rule(const Operation& operation);
/// The ring of a transposed convolution while it is pulled: "p = 0 → 1, p′ = 2 → 1"; "p = 0, p′ = 2" where
/// nothing has changed yet.
std::string ring_change(const Operation& before, const Operation& now);

/// What a transposed convolution is equal to: the zeros between, the ring p′ or the crop, a at the end.
std::string stretched_words(const Texts& texts, const Operation& transposed);

} // namespace convlens
