// The small change of an SVG file: numbers, colours, escaped text, ids.
#pragma once

#include "picture/geometry.h"

#include <set>
#include <string>
#include <string_view>

namespace convlens {

/// At most two decimals, always finite.
std::string svg_number(float value);
std::string svg_point(Vec2 p); // "x y"
/// ` NAME="#rrggbb"`, with ` NAME-opacity` where it is not opaque; "none" where it has no ink.
std::string svg_paint(std::string_view name, Color color);

/// UTF-8 made fit for XML: markup escaped, malformed bytes and characters that XML forbids replaced by
/// U+FFFD.
std::string svg_escaped(std::string_view text);
/// The character, or U+FFFD where XML forbids it.
char32_t allowed_in_xml(char32_t character);

/// Names made unique and fit for `id`.
class SvgIds {
public:
    std::string unique(std::string_view name);

private:
    std::set<std::string> used_;
};

} // namespace convlens
