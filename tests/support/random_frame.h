// Frames of random shapes, for comparing one way of painting with another.
#pragma once

#include "picture/frame.h"

#include <random>

namespace convlens::test {

/// Any shape, partly outside of the frame.
Item random_item(std::mt19937& random, Vec2 size);
/// With two clips; every third item is cut by one.
Frame random_frame(std::mt19937& random, Vec2 size, int items);

} // namespace convlens::test
