// A dense array of numbers with a shape: row-major, in PyTorch's layouts. Knows nothing of operations.
#pragma once

#include "convlens/sizes.h"

#include <cstdint>
#include <vector>

namespace convlens {

/// Row-major array of `T` (float, double, or int64_t for indices), the last axis fastest.
/// Shapes  [N, C, spatial...] for maps, [O, C/G, kernel...] for weights; data.size() == shape.product()
template <class T> struct Tensor {
    Sizes shape;
    std::vector<T> data; // [shape.product()]

    Tensor() = default;
    /// Of zeros.
    explicit Tensor(const Sizes& shape_) : shape(shape_), data(static_cast<std::size_t>(shape_.product())) {}
    Tensor(const Sizes& shape_, std::vector<T> data_) : shape(shape_), data(std::move(data_)) {}

    int64_t count() const { return static_cast<int64_t>(data.size()); }
    /// By flat index, which unravel_index takes to coordinates; 0 <= flat < count().
    T operator[](int64_t flat) const { return data[static_cast<std::size_t>(flat)]; }
    T& operator[](int64_t flat) { return data[static_cast<std::size_t>(flat)]; }
    bool operator==(const Tensor&) const = default;
};

} // namespace convlens
