// The loss is a square form of the nine weights, so that no step needs the picture again.
#include "network/kernel_learning.h"

#include "convlens/assert.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

/// SplitMix64, to -0.5 .. 0.5.
double next_random(uint64_t& state) {
    uint64_t z = (state += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    z ^= z >> 31U;
    return static_cast<double>(z >> 11U) / 9007199254740992.0 - 0.5;
}

Kernel3 differences(const Kernel3& a, const Kernel3& b) {
    Kernel3 d{};
    for (std::size_t i = 0; i < d.size(); ++i)
        d[i] = a[i] - b[i];
    return d;
}

std::vector<double> normalized(const Tensor<float>& picture, int64_t count) {
    std::vector<double> values(picture.data.begin(),
                               picture.data.begin() + static_cast<std::ptrdiff_t>(count));
    double mean = 0, squares = 0;
    for (const double value : values)
        mean += value / static_cast<double>(count);
    for (const double value : values)
        squares += (value - mean) * (value - mean) / static_cast<double>(count);
    const double deviation = squares > 0 ? std::sqrt(squares) : 1;
    for (double& value : values)
        value = (value - mean) / deviation;
    return values;
}

} // namespace

double KernelTask::loss(const Kernel3& w) const {
    const Kernel3 d = differences(w, target);
    double sum = 0;
    for (std::size_t i = 0; i < d.size(); ++i)
        for (std::size_t j = 0; j < d.size(); ++j)
            sum += d[i] * products[i][j] * d[j];
    return sum;
}

Kernel3 KernelTask::gradient(const Kernel3& w) const {
    const Kernel3 d = differences(w, target);
    Kernel3 gradient{};
    for (std::size_t i = 0; i < d.size(); ++i)
        for (std::size_t j = 0; j < d.size(); ++j)
            gradient[i] += 2 * products[i][j] * d[j];
    return gradient;
}

KernelTask kernel_task(const Tensor<float>& picture, const Kernel3& target) {
    CONVLENS_ASSERT(picture.shape.size() >= 2);
    const int64_t columns = picture.shape.back(), rows = picture.shape[picture.shape.size() - 2];
    CONVLENS_ASSERT(rows >= 3 && columns >= 3);
    const std::vector<double> x = normalized(picture, rows * columns);
    KernelTask task;
    task.target = target;
    const auto windows = static_cast<double>((rows - 2) * (columns - 2));
    for (int64_t y = 0; y + 2 < rows; ++y)
        for (int64_t c = 0; c + 2 < columns; ++c)
            for (std::size_t i = 0; i < 9; ++i)
                for (std::size_t j = 0; j < 9; ++j) {
                    const auto at = [&](std::size_t k) {
                        const auto place = static_cast<int64_t>(k);
                        return x[static_cast<std::size_t>((y + place / 3) * columns + c + place % 3)];
                    };
                    task.products[i][j] += at(i) * at(j) / windows;
                }
    return task;
}

KernelLearning start_kernel(const KernelTask& task, uint64_t seed, double learning_rate, double momentum) {
    KernelLearning learning;
    uint64_t state = seed;
    for (double& weight : learning.w)
        weight = next_random(state);
    learning.before = learning.w;
    learning.learning_rate = learning_rate;
    learning.momentum = momentum;
    learning.losses = {task.loss(learning.w)};
    learning.walked = {learning.w};
    return learning;
}

void learn_step(KernelLearning& learning, const KernelTask& task) {
    learning.before = learning.w;
    learning.velocity_before = learning.velocity;
    learning.gradient = task.gradient(learning.w);
    for (std::size_t i = 0; i < learning.w.size(); ++i) {
        learning.velocity[i] = learning.momentum * learning.velocity[i] + learning.gradient[i];
        learning.w[i] -= learning.learning_rate * learning.velocity[i];
    }
    learning.losses.push_back(task.loss(learning.w));
    learning.walked.push_back(learning.w);
}

LossSurface loss_surface(const KernelTask& task, const Kernel3& w, int across, int down, double low,
                         double high, int side) {
    LossSurface surface{across, down, low, high, side, {}};
    const double step = side > 1 ? (high - low) / (side - 1) : 0;
    Kernel3 at = w;
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column) {
            at[static_cast<std::size_t>(across)] = low + step * column;
            at[static_cast<std::size_t>(down)] = high - step * row;
            surface.loss.push_back(static_cast<float>(task.loss(at)));
        }
    return surface;
}

} // namespace convlens
