// The photograph is decoded on first use.
#include "network/learning_task.h"

#include "document/named_kernels.h"
#include "network/built_in.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr int64_t side = 64;

Tensor<double> normalized(Tensor<double> picture) {
    const auto count = static_cast<double>(picture.count());
    double mean = 0, squares = 0;
    for (const double value : picture.data)
        mean += value / count;
    for (const double value : picture.data)
        squares += (value - mean) * (value - mean) / count;
    const double deviation = squares > 0 ? std::sqrt(squares) : 1;
    for (double& value : picture.data)
        value = (value - mean) / deviation;
    return picture;
}

/// The middle of the photograph, as it is.
Tensor<double> middle_of_photograph() {
    const std::shared_ptr<const Image> image = photograph("camera");
    Tensor<double> grey(Sizes{1, 1, side, side});
    const int64_t top = (image->height - side) / 2, left = (image->width - side) / 2;
    for (int64_t row = 0; row < side; ++row)
        for (int64_t column = 0; column < side; ++column) {
            const int64_t pixel = (top + row) * image->width + left + column;
            grey[row * side + column] = image->pixels[static_cast<std::size_t>(pixel * image->channels)];
        }
    return normalized(std::move(grey));
}

} // namespace

KernelWalk photograph_walk(const LearningView& view) {
    static const Tensor<double> picture = middle_of_photograph();
    const Tensor<double> kernel(Sizes{1, 1, 3, 3}, named_kernel(view.target, 3));
    KernelFit fit =
        make_kernel_fit(make_operation(Kind::conv, {side, side}, {3, 3}), picture, kernel, view.seed);
    fit.learning_rate = view.learning_rate;
    fit.momentum = view.momentum;
    return start_walk(fit, kernel);
}

} // namespace convlens
