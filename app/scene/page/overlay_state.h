// What a teacher makes of the class's picture by hand, whatever it shows.
#pragma once

#include "picture/geometry.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace convlens {

enum class PenColor { red, blue, green, black };
struct PenStroke {
    PenColor color = PenColor::red;
    std::vector<Vec2> points; // as parts of the picture's width and height, 0..1
    bool operator==(const PenStroke&) const = default;
};
/// What the teacher makes of the picture.
struct PageOverlay {
    enum class Blank { none, black, white };
    Blank blank = Blank::none;
    std::vector<PenStroke> strokes;
    std::optional<Vec2> spotlight; // its middle, as parts of the picture
    std::optional<int64_t> clock_seconds;
};

} // namespace convlens
