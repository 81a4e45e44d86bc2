// Layers that bring numbers to other places, or repeat them, and their adjoints.
#include "engine/network/arrange.h"

#include "convlens/source.h"
#include "engine/network/broadcast.h"

#include <algorithm>

namespace convlens::detail {

namespace {

/// Calls visit(row, flat index of its first number) for every row along the last axis, on the crew's threads.
template <class Visit> void for_each_row(const Sizes& shape, const Crew& crew, Visit visit) {
    const int64_t width = shape.back();
    const int64_t rows = shape.product() / width;
    const int64_t together = std::max<int64_t>(1, (int64_t{1} << 14) / width);
    parallel_for(crew, (rows + together - 1) / together, [&](int64_t number, int) {
        for (int64_t row = number * together; row < std::min(rows, (number + 1) * together); ++row)
            visit(row, row * width);
    });
}

/// Calls change(number of y, number of x) for every number of y and what of x, repeated to its shape, lies
/// there.
template <class Change>
void with_each(const Tensor<float>& x, const Crew& crew, Tensor<float>& y, Change change) {
    const RepeatedRows of_x(x.shape, y.shape);
    const int64_t width = y.shape.back();
    for_each_row(y.shape, crew, [&](int64_t row, int64_t first) {
        const float* const from = x.data.data() + of_x.first(row);
        float* const to = y.data.data() + first;
        for (int64_t i = 0; i < width; ++i)
            change(to[i], from[i * of_x.step()]);
    });
}

/// Numbers before the axis, and in one step along it.
struct Blocks {
    int64_t outer = 1;
    int64_t inner = 1;
};

Blocks blocks_at(const Sizes& shape, int axis) {
    Blocks blocks;
    for (std::size_t i = 0; i < shape.size(); ++i)
        (static_cast<int>(i) < axis ? blocks.outer : blocks.inner) *=
            static_cast<int>(i) == axis ? 1 : shape[i];
    return blocks;
}

/// Calls visit(index in the padded tensor, index in x, or -1) for all of the padded one.
template <class Visit>
void for_each_padded(const Layer& layer, const Sizes& x, const Sizes& padded, Visit visit) {
    std::vector<std::vector<int64_t>> sources;
    for (std::size_t axis = 0; axis < x.size(); ++axis)
        sources.push_back(pad_sources(layer, axis, x[axis], padded[axis]));
    const std::size_t last = x.size() - 1;
    const int64_t width = padded[last];
    for (int64_t row = 0; row < padded.product() / width; ++row) {
        int64_t from = 0; // of the row in x
        int64_t rest = row;
        int64_t step = 1;
        for (std::size_t axis = last; axis-- > 0; rest /= padded[axis]) {
            const int64_t source = sources[axis][static_cast<std::size_t>(rest % padded[axis])];
            from = source < 0 || from < 0 ? -1 : from + source * step;
            step *= x[axis];
        }
        for (int64_t i = 0; i < width; ++i) {
            const int64_t source = sources[last][static_cast<std::size_t>(i)];
            visit(row * width + i, from < 0 || source < 0 ? -1 : from * x[last] + source);
        }
    }
}

} // namespace

void affine(const Tensor<float>& x, const Tensor<float>& weight, const Tensor<float>& bias, const Crew& crew,
            Tensor<float>& y) {
    static const Tensor<float> one(Sizes{1}, {1.0F});
    static const Tensor<float> zero(Sizes{1}, {0.0F});
    const Tensor<float>& w = weight.data.empty() ? one : weight;
    const Tensor<float>& b = bias.data.empty() ? zero : bias;
    const RepeatedRows of_x(x.shape, y.shape);
    const RepeatedRows of_w(w.shape, y.shape);
    const RepeatedRows of_b(b.shape, y.shape);
    const int64_t width = y.shape.back();
    for_each_row(y.shape, crew, [&](int64_t row, int64_t first) {
        const float* const from = x.data.data() + of_x.first(row);
        const float* const factor = w.data.data() + of_w.first(row);
        const float* const added = b.data.data() + of_b.first(row);
        float* const to = y.data.data() + first;
        if (of_x.step() == 1 && of_w.step() == 0 && of_b.step() == 0) {
            for (int64_t i = 0; i < width; ++i)
                to[i] = from[i] * *factor + *added;
            return;
        }
        for (int64_t i = 0; i < width; ++i)
            to[i] = from[i * of_x.step()] * factor[i * of_w.step()] + added[i * of_b.step()];
    });
}

Tensor<float> affine_back(const Sizes& x, const Tensor<float>& weight, const Tensor<float>& arriving) {
    const Tensor<float> one(Sizes{1}, {1.0F});
    const Tensor<float>& w = weight.data.empty() ? one : weight;
    const RepeatedRows of_x(x, arriving.shape);
    const RepeatedRows of_w(w.shape, arriving.shape);
    const int64_t width = arriving.shape.back();
    Tensor<float> result(x);
    for_each_row(arriving.shape, Crew{}, [&](int64_t row, int64_t first) { // on one thread, for it sums
        float* const to = result.data.data() + of_x.first(row);
        const float* const factor = w.data.data() + of_w.first(row);
        const float* const from = arriving.data.data() + first;
        for (int64_t i = 0; i < width; ++i)
            to[i * of_x.step()] += from[i] * factor[i * of_w.step()];
    });
    return result;
}

void add_repeated(const Tensor<float>& x, const Crew& crew, Tensor<float>& y) {
    with_each(x, crew, y, [](float& to, float from) { to += from; });
}

void multiply_repeated(const Tensor<float>& x, const Crew& crew, Tensor<float>& y) {
    with_each(x, crew, y, [](float& to, float from) { to *= from; });
}

void divide_repeated(const Tensor<float>& x, const Crew& crew, Tensor<float>& y) {
    with_each(x, crew, y, [](float& to, float from) { to /= from; });
}

Tensor<float> by_channel(const Tensor<float>& numbers, const Sizes& shape) {
    if (numbers.data.empty())
        return {};
    Sizes spread = Sizes::filled(shape.size() - 1, 1);
    spread[0] = numbers.count();
    return {spread, numbers.data};
}

void put_along(const Tensor<float>& x, int axis, int64_t begin, Tensor<float>& y) {
    const Blocks blocks = blocks_at(y.shape, axis);
    const int64_t run = x.shape[static_cast<std::size_t>(axis)] * blocks.inner;
    const int64_t pitch = y.shape[static_cast<std::size_t>(axis)] * blocks.inner;
    for (int64_t i = 0; i < blocks.outer; ++i)
        std::copy_n(x.data.data() + i * run, run, y.data.data() + i * pitch + begin * blocks.inner);
}

Tensor<float> part_along(const Tensor<float>& y, int axis, int64_t begin, const Sizes& x) {
    Tensor<float> part(x);
    const Blocks blocks = blocks_at(y.shape, axis);
    const int64_t run = x[static_cast<std::size_t>(axis)] * blocks.inner;
    const int64_t pitch = y.shape[static_cast<std::size_t>(axis)] * blocks.inner;
    for (int64_t i = 0; i < blocks.outer; ++i)
        std::copy_n(y.data.data() + i * pitch + begin * blocks.inner, run, part.data.data() + i * run);
    return part;
}

std::vector<int64_t> pad_sources(const Layer& layer, std::size_t axis, int64_t size, int64_t padded) {
    std::vector<int64_t> sources(static_cast<std::size_t>(padded));
    for (int64_t i = 0; i < padded; ++i)
        sources[static_cast<std::size_t>(i)] =
            folded_position(layer.padding_mode, i - layer.pad_begin[axis], size);
    return sources;
}

void pad(const Layer& layer, const Tensor<float>& x, Tensor<float>& y) {
    const auto filling = static_cast<float>(layer.pad_value);
    for_each_padded(layer, x.shape, y.shape,
                    [&](int64_t to, int64_t from) { y[to] = from < 0 ? filling : x[from]; });
}

Tensor<float> pad_back(const Layer& layer, const Sizes& x, const Tensor<float>& arriving) {
    Tensor<float> result(x);
    for_each_padded(layer, x, arriving.shape, [&](int64_t from, int64_t to) {
        if (to >= 0)
            result[to] += arriving[from];
    });
    return result;
}

} // namespace convlens::detail
