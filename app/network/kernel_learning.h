// One kernel of 3 x 3 that learns what another one does, from a picture before and after it: gradient descent
// on the mean squared difference, every number of it at hand.
#pragma once

#include "convlens/tensor.h"

#include <array>
#include <cstdint>
#include <vector>

namespace convlens {

using Kernel3 = std::array<double, 9>;

/// loss(w) = (w - target)' A (w - target): A is the mean of x_i x_j over all windows of the picture.
struct KernelTask {
    Kernel3 target{};
    std::array<Kernel3, 9> products{}; // A

    double loss(const Kernel3& w) const;
    Kernel3 gradient(const Kernel3& w) const; // 2 A (w - target)
};
/// The picture is brought to mean 0 and variance 1 first, so that a learning rate means the same for any.
/// Shapes  picture [rows, columns], at least 3 x 3, at the end of its shape
KernelTask kernel_task(const Tensor<float>& picture, const Kernel3& target);

/// Where the kernel is and how it came there.
struct KernelLearning {
    Kernel3 w{}, gradient{}, velocity{}; // gradient: of the last step
    Kernel3 before{}, velocity_before{};
    double learning_rate = 0.05, momentum = 0.9;
    std::vector<double> losses;  // at the start and after each step
    std::vector<Kernel3> walked; // likewise

    int64_t steps() const { return static_cast<int64_t>(losses.size()) - 1; }
};
/// Small random numbers of a seed, the same on every machine.
KernelLearning start_kernel(const KernelTask& task, uint64_t seed, double learning_rate, double momentum);
/// velocity = momentum * velocity + gradient; w = w - learning_rate * velocity.
void learn_step(KernelLearning& learning, const KernelTask& task);

/// The loss over two of the weights, the others as they are.
struct LossSurface {
    int across = 0, down = 2;  // places in the kernel
    double low = -3, high = 3; // of both
    int side = 0;
    std::vector<float> loss; // [side * side], rows from high to low of `down`
};
LossSurface loss_surface(const KernelTask& task, const Kernel3& w, int across, int down, double low,
                         double high, int side);

} // namespace convlens
