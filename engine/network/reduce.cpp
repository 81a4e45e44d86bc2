// Layers that read many numbers for each one along an axis or of a plane.
#include "engine/network/reduce.h"

#include <algorithm>
#include <cmath>

namespace convlens::detail {

namespace {

/// The runs of numbers along an axis: run (o, i) has its numbers at (o * size + k) * inner + i.
struct Runs {
    int64_t outer = 1;
    int64_t size = 1;
    int64_t inner = 1;
};

Runs runs_along(const Sizes& shape, int axis) {
    Runs runs;
    for (std::size_t i = 0; i < shape.size(); ++i)
        (static_cast<int>(i) < axis    ? runs.outer
         : static_cast<int>(i) == axis ? runs.size
                                       : runs.inner) *= shape[i];
    return runs;
}

/// Calls visit(flat index of the run's first number) for every run, on the crew's threads.
template <class Visit> void for_each_run(const Runs& runs, const Crew& crew, Visit visit) {
    const int64_t together = std::max<int64_t>(1, (int64_t{1} << 13) / runs.size);
    const int64_t count = runs.outer * runs.inner;
    parallel_for(crew, (count + together - 1) / together, [&](int64_t number, int) {
        for (int64_t run = number * together; run < std::min(count, (number + 1) * together); ++run)
            visit(run / runs.inner * runs.size * runs.inner + run % runs.inner);
    });
}

} // namespace

void softmax(const Layer& layer, const Tensor<float>& x, const Crew& crew, Tensor<float>& y) {
    const Runs runs = runs_along(x.shape, layer.axis);
    const bool of_logarithms = layer.kind == LayerKind::log_softmax;
    for_each_run(runs, crew, [&](int64_t first) {
        const int64_t step = runs.inner;
        float largest = x[first];
        for (int64_t k = 1; k < runs.size; ++k)
            largest = std::max(largest, x[first + k * step]);
        double sum = 0;
        for (int64_t k = 0; k < runs.size; ++k)
            sum += std::exp(static_cast<double>(x[first + k * step] - largest));
        // cppcheck-suppress invalidFunctionArg // one power is 1
        const double logarithm = std::log(sum);
        for (int64_t k = 0; k < runs.size; ++k) {
            const double above = static_cast<double>(x[first + k * step] - largest);
            y[first + k * step] =
                static_cast<float>(of_logarithms ? above - logarithm : std::exp(above) / sum);
        }
    });
}

Tensor<float> softmax_back(const Layer& layer, const Tensor<float>& y, const Tensor<float>& arriving,
                           const Crew& crew) {
    const Runs runs = runs_along(y.shape, layer.axis);
    const bool of_logarithms = layer.kind == LayerKind::log_softmax;
    Tensor<float> result(y.shape);
    for_each_run(runs, crew, [&](int64_t first) {
        const int64_t behind = first + runs.size * runs.inner;
        double sum = 0;
        for (int64_t at = first; at < behind; at += runs.inner)
            sum += of_logarithms ? static_cast<double>(arriving[at])
                                 : static_cast<double>(arriving[at]) * static_cast<double>(y[at]);
        for (int64_t at = first; at < behind; at += runs.inner) {
            const auto r = static_cast<double>(arriving[at]);
            const auto out = static_cast<double>(y[at]);
            result[at] = static_cast<float>(of_logarithms ? r - std::exp(out) * sum : out * (r - sum));
        }
    });
    return result;
}

void global_average(const Tensor<float>& x, const Crew& crew, Tensor<float>& y) {
    const int64_t plane = x.count() / y.count();
    parallel_for(crew, y.count(), [&](int64_t number, int) {
        double sum = 0;
        for (int64_t i = number * plane; i < (number + 1) * plane; ++i)
            sum += static_cast<double>(x[i]);
        y[number] = static_cast<float>(sum / static_cast<double>(plane));
    });
}

Tensor<float> global_average_back(const Sizes& x, const Tensor<float>& arriving) {
    Tensor<float> result(x);
    const int64_t plane = result.count() / arriving.count();
    for (int64_t number = 0; number < arriving.count(); ++number)
        std::fill_n(result.data.begin() + number * plane, plane,
                    arriving[number] / static_cast<float>(plane));
    return result;
}

} // namespace convlens::detail
