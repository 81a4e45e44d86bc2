// Shapes that go together as in numpy: axes are counted from the last one, and an axis of size 1 is repeated.
// Private to the engine.
#pragma once

#include "convlens/sizes.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace convlens::detail {

/// The shape that both give together, put into `shape`; false where they do not go together.
bool broadcast_into(Sizes& shape, const Sizes& other);

/// Where an operand's elements lie for a row (along the last axis) of the whole that it is repeated to.
/// Shapes  whole: at least one axis; operand: broadcast_into(whole, operand) leaves `whole` as it is
class RepeatedRows {
public:
    RepeatedRows(const Sizes& operand, const Sizes& whole);

    /// From one element of a row to the next: 1, or 0 for one that is repeated.
    int64_t step() const { return steps_[axes_ - 1]; }
    /// Flat index in the operand of the first element of row `row`.
    int64_t first(int64_t row) const {
        int64_t at = 0;
        for (std::size_t axis = axes_ - 1; axis-- > 0; row /= sizes_[axis])
            at += row % sizes_[axis] * steps_[axis];
        return at;
    }

private:
    std::size_t axes_;
    Sizes sizes_; // of the whole
    std::array<int64_t, Sizes::capacity> steps_{};
};

} // namespace convlens::detail
