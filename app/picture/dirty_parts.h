// The parts of a picture that must be painted again: few rectangles instead of one around them all, for a
// window that moves at one end and a number that changes at the other leave most between them as it is.
#pragma once

#include "picture/pixel_rect.h"

#include <array>
#include <cstddef>
#include <span>

namespace convlens {

/// Covers every rectangle added. The parts may overlap; each is painted by itself.
class DirtyParts {
public:
    static constexpr std::size_t max_parts = 12;

    void add(PixelRect rect);
    std::span<const PixelRect> parts() const { return {parts_.data(), count_}; }
    PixelRect all() const; // around all parts
    double area() const;   // px of all parts; where they overlap, of each

private:
    std::array<PixelRect, max_parts> parts_;
    std::size_t count_ = 0;
};

} // namespace convlens
