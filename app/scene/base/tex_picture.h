// A formula that has been set: shapes around the left end of its baseline.
#pragma once

#include "picture/frame.h"

#include <cstddef>
#include <vector>

namespace convlens {

/// y 0 is the (first) baseline.
struct TexPicture {
    std::vector<Shape> shapes;
    float width = 0, ascent = 0, descent = 0; // px
    float size = 0;                           // em that it came to
    std::size_t lines = 1;
    float height() const { return ascent + descent; }
    bool operator==(const TexPicture&) const = default;
};

} // namespace convlens
