// The two weights of the surface are the ends of the middle row, where kernels of edges differ most.
#include "network/learning/kernel_walk.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr int surface_side = 49;
constexpr double beyond = 1; // of the largest weights that are walked

std::vector<double> steps_between(double from, double to, int count) {
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        values.push_back(from + (to - from) * i / (count - 1));
    return values;
}

void add_surface(KernelWalk& walk) {
    const int64_t columns = walk.kernel.shape.back(), rows = walk.kernel.shape[2];
    walk.first = rows / 2 * columns;
    walk.second = walk.first + columns - 1;
    double largest = 0;
    for (const double weight : walk.kernel.data)
        largest = std::max(largest, std::abs(weight));
    walk.high = largest + beyond;
    walk.low = -walk.high;
    walk.side = surface_side;
    const Tensor<double> loss =
        loss_surface(walk.fit, walk.first, walk.second, steps_between(walk.low, walk.high, surface_side),
                     steps_between(walk.high, walk.low, surface_side));
    walk.surface = std::make_shared<const std::vector<float>>(loss.data.begin(), loss.data.end());
}

} // namespace

KernelWalk start_walk(const KernelFit& fit, const Tensor<double>& kernel) {
    KernelWalk walk;
    walk.fit = fit;
    walk.kernel = kernel;
    walk.gradient = Tensor<double>(fit.weight.shape);
    walk.before = fit.weight;
    walk.velocity_before = fit.velocity;
    walk.losses = {loss(fit)};
    walk.walked = {fit.weight.data};
    add_surface(walk);
    return walk;
}

void walk_step(KernelWalk& walk) {
    walk.before = walk.fit.weight;
    walk.velocity_before = walk.fit.velocity;
    walk.gradient = step(walk.fit);
    walk.losses.push_back(loss(walk.fit));
    walk.walked.push_back(walk.fit.weight.data);
}

} // namespace convlens
