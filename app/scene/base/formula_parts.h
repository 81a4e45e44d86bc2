// A size formula taken apart, so that it can be set as on paper: a fraction within floor or ceil brackets.
#pragma once

#include <string>
#include <string_view>

namespace convlens {

/// "⌊(5 + 2·1 − 3) / 2⌋ + 1" is before "", above "5 + 2·1 − 3", below "2", after " + 1".
struct FormulaParts {
    std::string before, above, below, after;
    bool brackets = false; // none: all lies in `before`
    bool ceil = false;     // ⌈ ⌉ instead of ⌊ ⌋
    bool operator==(const FormulaParts&) const = default;
};
FormulaParts parts_of(std::string_view formula);

} // namespace convlens
