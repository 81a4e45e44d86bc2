// How large and how small a tensor's numbers are: what its cells are written by.
#pragma once

#include "convlens/tensor.h"

namespace convlens {

/// The smallest and the largest magnitude of the finite numbers that are not zero; those a million times
/// smaller than the largest do not count. 0, 0: there are none.
struct Magnitudes {
    double smallest = 0, largest = 0;
    bool operator==(const Magnitudes&) const = default;
};

/// Of large tensors every so-manieth element. Cost: bounded, whatever the tensor's size.
Magnitudes magnitudes_of(const Tensor<double>& tensor);

} // namespace convlens
