// Which input element lies at a position of one stretched and padded axis: the place where padding modes and
// inserted zeros are defined.
#pragma once

#include "convlens/operation.h"

#include <cstdint>

namespace convlens {

inline constexpr int64_t source_padding = -1; // a zero of the padding
inline constexpr int64_t source_hole = -2;    // a zero between two elements

/// Index of the element of an axis that a padding mode shows at `position`; source_padding where there is
/// none.
/// Range   not beyond the ends by more than check(operation) lets the padding be
/// Cost    O(1)
/// Source  torch.nn.functional.pad
inline int64_t folded_position(PaddingMode mode, int64_t position, int64_t size) {
    if (position >= 0 && position < size)
        return position;
    switch (mode) {
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

/// Index of the input element at `position` (0 is the first element, before it lies the padding), folded back
/// for the padding modes; source_padding or source_hole where there is none. For conv and pools.
/// Range   axis < D; -padding_begin <= position < stretched input + padding_end
/// Errors  none: check(operation) is empty
/// Cost    O(1)
/// Source  torch.nn.functional.pad
inline int64_t source_index(const Operation& operation, std::size_t axis, int64_t position) {
    const int64_t size = operation.input_size[axis];
    const int64_t spacing = operation.input_dilation[axis];
    if (position >= 0 && position <= (size - 1) * spacing)
        return position % spacing == 0 ? position / spacing : source_hole;
    return folded_position(operation.padding_mode, position, size);
}

} // namespace convlens
