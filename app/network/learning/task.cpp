// Sheet and data are made on first use.
#include "network/learning/task.h"

#include "document/named_kernels.h"
#include "network/built_in.h"
#include "network/learning/training.h"

#include <algorithm>
#include <cmath>
#include <utility>

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

/// The first digits side by side.
Tensor<double> sheet_of_digits() {
    const NetworkData& data = digits_data();
    const int64_t size = data.item.back(), across = side / size;
    Tensor<double> sheet(Sizes{1, 1, side, side});
    for (int64_t i = 0; i < across * across; ++i) {
        const Tensor<float> digit = data.picture(i);
        for (int64_t pixel = 0; pixel < digit.count(); ++pixel)
            sheet[(i / across * size + pixel / size) * side + i % across * size + pixel % size] =
                static_cast<double>(digit[pixel]);
    }
    return normalized(std::move(sheet));
}

} // namespace

KernelWalk digits_walk(const LearningView& view) {
    static const Tensor<double> picture = sheet_of_digits();
    const Tensor<double> kernel(Sizes{1, 1, 3, 3}, named_kernel(view.target, 3));
    KernelFit fit =
        make_kernel_fit(make_operation(Kind::conv, {side, side}, {3, 3}), picture, kernel, view.seed);
    fit.learning_rate = view.learning_rate;
    fit.momentum = view.momentum;
    return start_walk(fit, kernel);
}

Trainer digits_trainer(const LearningView& view) {
    const NetworkData& data = digits_data();
    static const std::shared_ptr<const LabelledImages> images = labelled_images(data, false);
    Network network = *layers_of("digits");
    Sizes shape{1};
    for (const int64_t size : data.item)
        shape.push_back(size);
    fit(network, shape);
    start_weights(network, view.seed);
    const UsualTraining usual = usual_training(data);
    TrainingOptions options = usual.options;
    options.learning_rate = view.learning_rate;
    options.momentum = view.momentum;
    options.batch = view.batch;
    options.seed = view.seed;
    options.falls_for = usual.epochs;
    options.measures_flow = true;
    return {std::move(network), images, options};
}

} // namespace convlens
