// What an average is divided by. Private to the engine.
#pragma once

#include "convlens/operation.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace convlens::detail {

/// Divisor of avg_pool's window `y` (spatial, made three by zeros in front): the window's elements, with
/// count_include_pad also its padding, but never positions past the padded end, where ceil mode puts them.
/// Cost O(D)
int64_t pool_divisor(const Operation& operation, const std::array<int64_t, 3>& y);

/// The factor of one axis in it, of the window that starts at the axis's `y`-th place.
int64_t pool_divisor_of_axis(const Operation& operation, std::size_t axis, int64_t y);

} // namespace convlens::detail
