// A short list of whole numbers: a tensor's shape, coordinates, or one parameter's value for each spatial
// axis; and how coordinates become one flat index. Lies on the stack; knows nothing of tensors.
#pragma once

#include "convlens/assert.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace convlens {

/// At most `capacity` numbers. A value with ==; nothing here allocates.
/// Errors  none: at most `capacity` numbers, which push_back asserts, and indices below size()
class Sizes {
public:
    static constexpr std::size_t capacity = 8;

    Sizes() = default;
    Sizes(std::initializer_list<int64_t> values) {
        for (const int64_t value : values)
            push_back(value);
    }

    /// `count` times `value`; count <= capacity.
    static Sizes filled(std::size_t count, int64_t value) {
        Sizes sizes;
        for (std::size_t i = 0; i < count; ++i)
            sizes.push_back(value);
        return sizes;
    }

    std::size_t size() const { return count_; }
    bool empty() const { return count_ == 0; }
    const int64_t& operator[](std::size_t i) const { return values_[i]; }
    int64_t& operator[](std::size_t i) { return values_[i]; }
    const int64_t* begin() const { return values_.data(); }
    const int64_t* end() const { return values_.data() + count_; }
    const int64_t& back() const { return values_[count_ - 1]; }

    /// Appends; size() < capacity, asserted.
    void push_back(int64_t value) {
        CONVLENS_ASSERT(count_ < capacity);
        values_[count_++] = value;
    }

    /// Product of all numbers, 1 for an empty list. The caller keeps it within int64.
    int64_t product() const {
        int64_t result = 1;
        for (const int64_t value : *this)
            result *= value;
        return result;
    }

    bool operator==(const Sizes& other) const = default;

private:
    std::array<int64_t, capacity> values_{}; // unused places stay 0, so that == may compare them
    std::size_t count_ = 0;
};

/// The coordinates of the flat index `flat` in a row-major array: the last axis is the fastest.
///   flat = ((i0 * shape[1] + i1) * shape[2] + i2) ..
/// Shapes  shape [axes] -> [axes]
/// Range   sizes of at least 1, 0 <= flat < shape.product()
/// Cost    one division for each axis
/// Source  numpy.unravel_index
inline Sizes unravel_index(int64_t flat, const Sizes& shape) {
    Sizes index = shape;
    for (std::size_t axis = shape.size(); axis-- > 0;) {
        index[axis] = flat % shape[axis];
        flat /= shape[axis];
    }
    return index;
}

/// The flat index of the coordinates `index` in a row-major array: the inverse of unravel_index.
/// Shapes  index [axes], shape [axes]
/// Range   0 <= index[axis] < shape[axis], but for the first axis, whose size is not read
/// Errors  none: as many coordinates as axes, asserted
/// Source  numpy.ravel_multi_index
inline int64_t ravel_index(const Sizes& index, const Sizes& shape) {
    CONVLENS_ASSERT(index.size() == shape.size());
    int64_t flat = 0;
    for (std::size_t axis = 0; axis < shape.size(); ++axis)
        flat = flat * shape[axis] + index[axis];
    return flat;
}

} // namespace convlens
