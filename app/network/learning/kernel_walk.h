// One kernel that learns what another one does, with the way that it went: what a picture of learning shows.
#pragma once

#include "convlens/kernel_fit.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace convlens {

/// More points than a chart shows apart.
inline constexpr std::size_t max_kept_steps = 1024;

/// A value of bounded size, however long it goes on; what is shared is never changed once made.
struct KernelWalk {
    KernelFit fit;
    Tensor<double> kernel;                  // what it is to become
    Tensor<double> start;                   // the weights as they began
    Tensor<double> gradient;                // of the last step
    Tensor<double> before, velocity_before; // the last step
    // At the start, after the last step, and after every `every` steps between: at most max_kept_steps.
    std::vector<int64_t> kept_steps; // how many steps were made
    std::vector<double> losses;
    std::vector<std::array<double, 2>> walked; // the two weights of the surface
    int64_t every = 1;
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
