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

/// The newest takes the last one's place where that is not to stay.
void keep(KernelWalk& walk, int64_t step) {
    if (!walk.kept_steps.empty() && walk.kept_steps.back() % walk.every != 0) {
        walk.kept_steps.pop_back();
        walk.losses.pop_back();
        walk.walked.pop_back();
    }
    walk.kept_steps.push_back(step);
    walk.losses.push_back(loss(walk.fit));
    walk.walked.push_back({walk.fit.weight[walk.first], walk.fit.weight[walk.second]});
}

/// Without every second one, but for the newest.
void thin_out(KernelWalk& walk) {
    walk.every *= 2;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < walk.kept_steps.size(); ++i) {
        if (walk.kept_steps[i] % walk.every != 0 && i + 1 < walk.kept_steps.size())
            continue;
        walk.kept_steps[kept] = walk.kept_steps[i];
        walk.losses[kept] = walk.losses[i];
        walk.walked[kept++] = walk.walked[i];
    }
    walk.kept_steps.resize(kept);
    walk.losses.resize(kept);
    walk.walked.resize(kept);
}

} // namespace

KernelWalk start_walk(const KernelFit& fit, const Tensor<double>& kernel) {
    KernelWalk walk;
    walk.fit = fit;
    walk.kernel = kernel;
    walk.start = fit.weight;
    walk.gradient = Tensor<double>(fit.weight.shape);
    walk.before = fit.weight;
    walk.velocity_before = fit.velocity;
    add_surface(walk);
    keep(walk, 0);
    return walk;
}

void walk_step(KernelWalk& walk) {
    walk.before = walk.fit.weight;
    walk.velocity_before = walk.fit.velocity;
    walk.gradient = step(walk.fit);
    keep(walk, walk.kept_steps.back() + 1);
    if (walk.kept_steps.size() > max_kept_steps)
        thin_out(walk);
}

} // namespace convlens
