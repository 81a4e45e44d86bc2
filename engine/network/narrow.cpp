// A float of fewer bits is a whole number of steps, whose size follows from the exponent.
#include "convlens/network.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace convlens {

namespace {

/// The nearest number with `bits` binary digits behind the first one; below 2^min_exponent the steps stay as
/// they are there.
float rounded(double number, int bits, int min_exponent) {
    if (!std::isfinite(number) || number == 0)
        return static_cast<float>(number);
    const int exponent = std::max(std::ilogb(number), min_exponent) - bits;
    return static_cast<float>(std::ldexp(std::nearbyint(std::ldexp(number, -exponent)), exponent));
}

/// Cut towards zero.
int64_t whole(double number) {
    constexpr double limit = 9.2e18;
    return std::abs(number) < limit ? static_cast<int64_t>(number) : 0;
}

} // namespace

float narrowed(double number, NarrowType type) {
    constexpr double beyond_float16 = 65520; // halfway to what would be next
    switch (type) {
    case NarrowType::float16:
        if (std::abs(number) >= beyond_float16)
            return static_cast<float>(std::copysign(std::numeric_limits<double>::infinity(), number));
        return rounded(number, 10, -14);
    case NarrowType::bfloat16:
        return rounded(number, 7, -126);
    case NarrowType::uint8:
        return static_cast<float>(static_cast<uint8_t>(whole(number)));
    case NarrowType::int8:
        return static_cast<float>(static_cast<int8_t>(whole(number)));
    }
    return static_cast<float>(number);
}

} // namespace convlens
