// A dense array of numbers with a shape: row-major, PyTorch's layouts.
#pragma once

#include "convlens/sizes.h"

#include <cstdint>
#include <vector>

namespace convlens {

/// Row-major array of `T` (float, double, or int64_t for indices). `data.size() == shape.product()`.
template <class T> struct Tensor {
    Sizes shape;         // [N, C, spatial...] for maps, [O, C/G, kernel...] for weights
    std::vector<T> data; // [shape.product()]

    Tensor() = default;
    explicit Tensor(const Sizes& shape_) : shape(shape_), data(static_cast<std::size_t>(shape_.product())) {}
    Tensor(const Sizes& shape_, std::vector<T> data_) : shape(shape_), data(std::move(data_)) {}

    int64_t count() const { return static_cast<int64_t>(data.size()); }
    T operator[](int64_t flat) const { return data[static_cast<std::size_t>(flat)]; }
    T& operator[](int64_t flat) { return data[static_cast<std::size_t>(flat)]; }
    bool operator==(const Tensor&) const = default;
};

} // namespace convlens
