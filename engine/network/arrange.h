// Layers that bring numbers to other places, or repeat them: add, mul, div, affine, concat, pad; and their
// adjoints, which add up what comes back. Private to the engine.
#pragma once

#include "convlens/network.h"
#include "engine/detail/fast/threads.h"

#include <vector>

namespace convlens::detail {

/// x * weight + bias, each repeated to the shape of y; empty ones are left out.
void affine(const Tensor<float>& x, const Tensor<float>& weight, const Tensor<float>& bias, const Crew& crew,
            Tensor<float>& y);
/// What arrives before it: times the weight, and summed where x was repeated.
Tensor<float> affine_back(const Sizes& x, const Tensor<float>& weight, const Tensor<float>& arriving);

/// Adds `x`, repeated to the shape of y; multiplies y by it; divides y by it.
void add_repeated(const Tensor<float>& x, const Crew& crew, Tensor<float>& y);
void multiply_repeated(const Tensor<float>& x, const Crew& crew, Tensor<float>& y);
void divide_repeated(const Tensor<float>& x, const Crew& crew, Tensor<float>& y);

/// Weight and bias of each channel: those of a batch norm as those of an affine layer, [C, 1, ..].
Tensor<float> by_channel(const Tensor<float>& numbers, const Sizes& shape);

/// Puts `x` into `y` from `begin` on along `axis`; and takes it out again.
void put_along(const Tensor<float>& x, int axis, int64_t begin, Tensor<float>& y);
Tensor<float> part_along(const Tensor<float>& y, int axis, int64_t begin, const Sizes& x);

/// For each position of the padded axis where its number comes from along the axis, or -1: a new number.
std::vector<int64_t> pad_sources(const Layer& layer, std::size_t axis, int64_t size, int64_t padded);
void pad(const Layer& layer, const Tensor<float>& x, Tensor<float>& y);
Tensor<float> pad_back(const Layer& layer, const Sizes& x, const Tensor<float>& arriving);

} // namespace convlens::detail
