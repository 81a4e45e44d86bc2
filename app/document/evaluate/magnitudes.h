// How large and how small a tensor's numbers are: what its cells are written by.
#pragma once

#include "document/evaluate/evaluate_options.h"
#include "document/evaluate/lazy_tensor.h"

namespace convlens {

/// The smallest and the largest magnitude of the finite numbers that are not zero; those a million times
/// smaller than the largest do not count. 0, 0: there are none.
struct Magnitudes {
    double smallest = 0, largest = 0;
    bool operator==(const Magnitudes&) const = default;
};

/// Of the elements in `range`; of many every so-manieth. Cost: bounded, whatever the tensor's size.
Magnitudes magnitudes_of(const LazyTensor<double>& tensor, const OutputRange& range = {});
Magnitudes magnitudes_of(const Tensor<double>& tensor);

} // namespace convlens
