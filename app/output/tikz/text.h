// The small change of a TikZ file: numbers, places, colours, text that TeX sets.
#pragma once

#include "picture/frame.h"

#include <optional>
#include <string>

namespace convlens {

/// Without the zeros at its end, always finite.
std::string tikz_number(double value, int decimals = 2);
std::string tikz_point(Vec2 p); // "(x,y)"
std::string tikz_line(std::string before, Vec2 from, Vec2 to);

/// Name of an opaque colour: "c" and its six hexadecimal digits.
std::string tikz_color(Color color);
/// `KEY=NAME`, with `,opacity=..` where it is not opaque: of a path that is either filled or drawn.
std::string tikz_paint(const char* key, Color color);

/// The character for LaTeX, in any font encoding; none where LaTeX has no fonts for it.
std::optional<std::string> tex_character(char32_t character);

} // namespace convlens
