// One kernel that is fitted to what another one does: pairs of pictures before and after, squared error,
// gradient descent with momentum. Small enough that its loss can be drawn as a surface.
#pragma once

#include "convlens/operation.h"
#include "convlens/tensor.h"

#include <cstdint>
#include <vector>

namespace convlens {

/// A kernel on its way. A value; `weight` may be put anywhere.
///   loss = mean over all elements of (forward(operation, x, weight) - target)^2
/// Shapes  x [N, C, in...], target [N, O, out...], weight and velocity as weight_shape(operation)
struct KernelFit {
    Operation operation; // a convolution or a transposed one
    Tensor<double> x, target;
    Tensor<double> weight, velocity;
    double learning_rate = 0.1, momentum = 0;
    int64_t steps = 0; // that were made
    bool operator==(const KernelFit&) const = default;
};

/// The fit whose target is what `kernel` makes of x; it begins with He's numbers of the seed, and with the
/// learning rate of half_way_rate.
/// Errors  none: `check(operation)` is empty and the shapes fit, asserted
KernelFit make_kernel_fit(const Operation& operation, const Tensor<double>& x, const Tensor<double>& kernel,
                          uint64_t seed);

double loss(const KernelFit& fit);
/// dloss/dweight = 2 / elements * grad_weight(operation, x, y - target)
Tensor<double> gradient(const KernelFit& fit);
/// velocity = momentum * velocity + gradient; weight = weight - learning_rate * velocity
/// Shapes  -> the gradient that was used
Tensor<double> step(KernelFit& fit);

/// The largest curvature of the loss, the largest eigenvalue of its second derivatives: without momentum a
/// learning rate below 2 / curvature converges, one above it does not. By power iteration.
double largest_curvature(const KernelFit& fit);
/// 1 / curvature: no direction overshoots.
double half_way_rate(const KernelFit& fit);

/// The loss where two of the weights are others, everything else as it is. The loss is a square function of
/// the weights, so three convolutions give all of it.
/// Shapes  first, second: flat indices of weights; values of them -> [seconds, firsts]
/// Errors  none: two different weights, asserted
Tensor<double> loss_surface(const KernelFit& fit, int64_t first, int64_t second,
                            const std::vector<double>& firsts, const std::vector<double>& seconds);

} // namespace convlens
