// A second, slow and plain implementation of every operation, on arrays that are really padded and stretched.
// Written from the definitions; shares nothing with the engine but the types.
#pragma once

#include "convlens/operation.h"
#include "convlens/tensor.h"

#include <functional>
#include <optional>

namespace convlens::reference {

using Index = std::vector<int64_t>;

/// All index vectors below `sizes`, in row order.
void for_each_index(const Index& sizes, const std::function<void(const Index&)>& visit);

/// A dense array that is read and written by index vectors.
struct Array {
    Index sizes;
    std::vector<double> data;
    explicit Array(const Index& sizes_);
    double& at(const Index& index);
};

/// How many windows fit on one axis, by laying them one after the other; of transposes the places that are
/// written.
int64_t output_size(const Operation& operation, std::size_t axis);

/// Whether the operation can be computed, by looking at every window.
bool is_possible(const Operation& operation);

/// The result; `w` is not used by pools. Shapes as the engine's.
Tensor<double> compute(const Operation& operation, const Tensor<double>& x, const Tensor<double>& w);

} // namespace convlens::reference
