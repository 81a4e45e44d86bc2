// One kernel that learns what another one does, with the way that it went: what a picture of learning shows.
#pragma once

#include "convlens/kernel_fit.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace convlens {

/// A value; what is shared is never changed once made.
struct KernelWalk {
    KernelFit fit;
    Tensor<double> kernel;                   // what it is to become
    Tensor<double> gradient;                 // of the last step
    Tensor<double> before, velocity_before;  // the last step
    std::vector<double> losses;              // at the start and after each step
    std::vector<std::vector<double>> walked; // the weights, likewise
    // The loss over two of the weights, the others as they are at the start.
    int64_t first = 0, second = 0; // flat indices
    double low = 0, high = 0;      // of both
    int side = 0;
    std::shared_ptr<const std::vector<float>> surface; // [side * side], rows from high to low of `second`
};

/// Of two dimensions and one channel.
KernelWalk start_walk(const KernelFit& fit, const Tensor<double>& kernel);
void walk_step(KernelWalk& walk);

} // namespace convlens
