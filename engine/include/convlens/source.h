// Which input element stands at a position of one stretched and padded axis: the one place where padding
// modes and inserted zeros are known.
#pragma once

#include "convlens/operation.h"

#include <cstdint>

namespace convlens {

inline constexpr int64_t source_padding = -1;
inline constexpr int64_t source_hole = -2;

/// Index of the input element at `position` (0 is the first element, before it lies the padding), folded back
/// for the padding modes; source_padding or source_hole where there is none. Conv and pools; check(operation)
/// is empty.
inline int64_t source_index(const Operation& operation, std::size_t axis, int64_t position) {
    const int64_t size = operation.input_size[axis];
    const int64_t spacing = operation.input_dilation[axis];
    if (position >= 0 && position <= (size - 1) * spacing)
        return position % spacing == 0 ? position / spacing : source_hole;
    switch (operation.padding_mode) {
    case PaddingMode::zeros:
        break;
    case PaddingMode::reflect:
        return position < 0 ? -position : 2 * (size - 1) - position;
    case PaddingMode::replicate:
        return position < 0 ? 0 : size - 1;
    case PaddingMode::circular:
        return position < 0 ? position + size : position - size;
    }
    return source_padding;
}

} // namespace convlens
