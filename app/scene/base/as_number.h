// Counts and indices as numbers that places are computed with.
#pragma once

#include <cstdint>

namespace convlens {

inline float as_float(int64_t value) {
    return static_cast<float>(value);
}

inline double as_double(int64_t value) {
    return static_cast<double>(value);
}

} // namespace convlens
