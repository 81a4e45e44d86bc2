// One kernel that is fitted to what another one does.
#include "convlens/kernel_fit.h"

#include "convlens/arithmetic.h"
#include "convlens/assert.h"
#include "convlens/fast.h"
#include "engine/network/random.h"

#include <cmath>

namespace convlens {

using namespace detail;

namespace {

double dot(const Tensor<double>& a, const Tensor<double>& b) {
    double sum = 0;
    for (int64_t i = 0; i < a.count(); ++i)
        sum += a[i] * b[i];
    return sum;
}

Tensor<double> difference(const KernelFit& fit) {
    Tensor<double> result = fast_forward(fit.operation, fit.x, fit.weight);
    for (int64_t i = 0; i < result.count(); ++i)
        result[i] -= fit.target[i];
    return result;
}

/// What the kernel gives that is 1 at `weight` and else 0: what y grows by with it.
Tensor<double> response(const KernelFit& fit, int64_t weight) {
    Tensor<double> one(fit.weight.shape);
    one[weight] = 1;
    return fast_forward(fit.operation, fit.x, one);
}

} // namespace

KernelFit make_kernel_fit(const Operation& operation, const Tensor<double>& x, const Tensor<double>& kernel,
                          uint64_t seed) {
    KernelFit fit;
    fit.operation = operation;
    fit.x = x;
    fit.target = fast_forward(operation, x, kernel);
    fit.weight = fit.velocity = Tensor<double>(kernel.shape);
    const int64_t terms = operation.in_channels / operation.groups * operation.kernel_size.product();
    const double bound = std::sqrt(6.0 / static_cast<double>(terms));
    Generator generator(seed);
    for (double& number : fit.weight.data)
        number = (2 * generator.fraction() - 1) * bound;
    fit.learning_rate = half_way_rate(fit);
    return fit;
}

double loss(const KernelFit& fit) {
    const Tensor<double> apart = difference(fit);
    return dot(apart, apart) / static_cast<double>(apart.count());
}

Tensor<double> gradient(const KernelFit& fit) {
    const Tensor<double> apart = difference(fit);
    Tensor<double> result = fast_grad_weight(fit.operation, fit.x, apart);
    for (double& number : result.data)
        number *= 2 / static_cast<double>(apart.count());
    return result;
}

Tensor<double> step(KernelFit& fit) {
    Tensor<double> used = gradient(fit);
    for (int64_t i = 0; i < used.count(); ++i) {
        fit.velocity[i] = fit.momentum * fit.velocity[i] + used[i];
        fit.weight[i] -= fit.learning_rate * fit.velocity[i];
    }
    ++fit.steps;
    return used;
}

double largest_curvature(const KernelFit& fit) {
    constexpr int max_rounds = 200;
    Tensor<double> direction(fit.weight.shape);
    for (int64_t i = 0; i < direction.count(); ++i) // of every direction some, so of the largest one too
        direction[i] = 1 + 0.1 * static_cast<double>(i % 7);
    double curvature = 0;
    for (int round = 0; round < max_rounds; ++round) {
        const double length = std::sqrt(dot(direction, direction));
        if (length == 0)
            break;
        for (double& number : direction.data)
            number /= length;
        const Tensor<double> y = fast_forward(fit.operation, fit.x, direction);
        const double before = curvature;
        curvature = 2 * dot(y, y) / static_cast<double>(y.count());
        direction = fast_grad_weight(fit.operation, fit.x, y);
        if (std::abs(curvature - before) <= 1e-9 * curvature)
            break;
    }
    return curvature;
}

double half_way_rate(const KernelFit& fit) {
    const double curvature = largest_curvature(fit);
    return curvature > 0 ? 1 / curvature : 1;
}

Tensor<double> loss_surface(const KernelFit& fit, int64_t first, int64_t second,
                            const std::vector<double>& firsts, const std::vector<double>& seconds) {
    CONVLENS_ASSERT(first != second && first >= 0 && second >= 0 && first < fit.weight.count() &&
                    second < fit.weight.count());
    const Tensor<double> apart = difference(fit);
    const Tensor<double> by_first = response(fit, first);
    const Tensor<double> by_second = response(fit, second);
    const auto count = static_cast<double>(apart.count());
    const double here = dot(apart, apart) / count;
    const double slopes[] = {2 * dot(apart, by_first) / count, 2 * dot(apart, by_second) / count};
    const double squares[] = {dot(by_first, by_first) / count, dot(by_second, by_second) / count};
    const double mixed = 2 * dot(by_first, by_second) / count;
    Tensor<double> surface(Sizes{static_cast<int64_t>(seconds.size()), static_cast<int64_t>(firsts.size())});
    int64_t at = 0;
    for (const double to_second : seconds)
        for (const double to_first : firsts) {
            const double a = to_first - fit.weight[first];
            const double b = to_second - fit.weight[second];
            surface[at++] = here + a * slopes[0] + b * slopes[1] + a * a * squares[0] + b * b * squares[1] +
                            a * b * mixed;
        }
    return surface;
}

} // namespace convlens
