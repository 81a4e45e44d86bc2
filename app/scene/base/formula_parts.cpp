// Finds the brackets and the fraction of the engine's size formulas.
#include "scene/base/formula_parts.h"

#include <cstddef>

namespace convlens {

FormulaParts parts_of(std::string_view text) {
    constexpr std::size_t length = std::string_view("⌊").size(); // of each bracket
    FormulaParts parts;
    parts.ceil = text.find("⌈") != std::string_view::npos;
    const std::size_t open = text.find(parts.ceil ? "⌈" : "⌊");
    const std::size_t close = text.find(parts.ceil ? "⌉" : "⌋");
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
        parts.before = text;
        return parts;
    }
    parts.brackets = true;
    parts.before = text.substr(0, open);
    parts.after = text.substr(close + length);
    const std::string_view inside = text.substr(open + length, close - open - length);
    const std::size_t slash = inside.rfind(" / ");
    std::string_view above = inside.substr(0, slash);
    if (slash != std::string_view::npos)
        parts.below = inside.substr(slash + 3);
    if (above.size() > 1 && above.front() == '(' && above.back() == ')')
        above = above.substr(1, above.size() - 2);
    parts.above = above;
    return parts;
}

} // namespace convlens
