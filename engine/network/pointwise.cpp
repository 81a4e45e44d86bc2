// Layers that give each number from one number.
#include "engine/network/pointwise.h"

#include "engine/network/leaky.h"

#include <cmath>

namespace convlens::detail {

namespace {

template <class F> void each(const Tensor<float>& x, const Crew& crew, Tensor<float>& y, F f) {
    const float* const from = x.data.data();
    float* const to = y.data.data();
    // By value: a number of f that lay in memory might be what is written to, and no vectors would be used.
    for_each_piece(x.count(), crew, [from, to, f](int64_t begin, int64_t end) {
        const F local = f;
        for (int64_t i = begin; i < end; ++i)
            to[i] = local(from[i]);
    });
}

/// f(what arrives, x or y)
template <class F>
void each_of_two(const Tensor<float>& arriving, const Tensor<float>& by, const Crew& crew,
                 Tensor<float>& result, F f) {
    const float* const r = arriving.data.data();
    const float* const other = by.data.data();
    float* const to = result.data.data();
    for_each_piece(result.count(), crew, [r, other, to, f](int64_t begin, int64_t end) {
        const F local = f;
        for (int64_t i = begin; i < end; ++i)
            to[i] = local(r[i], other[i]);
    });
}

/// A ReLU (slope 0) or a leaky one. Which side of 0 a number was on is asked of x: with a slope below 0, y
/// does not tell.
void relu_back(float slope, const Tensor<float>& x, const Tensor<float>& arriving, BackRule rule,
               const Crew& crew, Tensor<float>& dx) {
    switch (rule) {
    case BackRule::backprop:
        break;
    case BackRule::deconvnet:
        return each_of_two(arriving, x, crew, dx, [](float r, float) { return r > 0 ? r : 0.0F; });
    case BackRule::guided:
        return each_of_two(arriving, x, crew, dx,
                           [](float r, float in) { return r > 0 && in > 0 ? r : 0.0F; });
    }
    if (slope == 0)
        return each_of_two(arriving, x, crew, dx, [](float r, float in) { return in > 0 ? r : 0.0F; });
    return each_of_two(arriving, x, crew, dx, [slope](float r, float in) { return leaky(r, in, slope); });
}

} // namespace

bool is_pointwise(LayerKind kind) {
    return kind == LayerKind::relu || kind == LayerKind::leaky_relu || kind == LayerKind::clip ||
           kind == LayerKind::sigmoid || kind == LayerKind::tanh || kind == LayerKind::cast;
}

void pointwise(const Layer& layer, const Tensor<float>& x, const Crew& crew, Tensor<float>& y) {
    const auto alpha = static_cast<float>(layer.alpha);
    const auto low = static_cast<float>(layer.low);
    const auto high = static_cast<float>(layer.high);
    switch (layer.kind) {
    case LayerKind::relu:
        return each(x, crew, y, [](float in) { return in <= 0 ? 0.0F : in; });
    case LayerKind::leaky_relu:
        return each(x, crew, y, [alpha](float in) { return leaky(in, in, alpha); });
    case LayerKind::clip:
        return each(x, crew, y, [low, high](float in) {
            const float raised = in < low ? low : in;
            return raised > high ? high : raised;
        });
    case LayerKind::sigmoid:
        return each(x, crew, y, [](float in) { return 1 / (1 + std::exp(-in)); });
    case LayerKind::cast:
        return each(x, crew, y,
                    [to = layer.cast_to](float in) { return narrowed(static_cast<double>(in), to); });
    default:
        return each(x, crew, y, [](float in) { return std::tanh(in); });
    }
}

void pointwise_back(const Layer& layer, const Tensor<float>& x, const Tensor<float>& y,
                    const Tensor<float>& arriving, BackRule rule, const Crew& crew, Tensor<float>& dx) {
    const auto low = static_cast<float>(layer.low);
    const auto high = static_cast<float>(layer.high);
    switch (layer.kind) {
    case LayerKind::relu:
        return relu_back(0, x, arriving, rule, crew, dx);
    case LayerKind::leaky_relu:
        return relu_back(static_cast<float>(layer.alpha), x, arriving, rule, crew, dx);
    case LayerKind::clip:
        return each_of_two(arriving, x, crew, dx,
                           [low, high](float r, float in) { return in >= low && in <= high ? r : 0.0F; });
    case LayerKind::cast: {
        const bool is_float = layer.cast_to == NarrowType::float16 || layer.cast_to == NarrowType::bfloat16;
        return each(arriving, crew, dx, [is_float](float r) { return is_float ? r : 0.0F; });
    }
    case LayerKind::sigmoid:
        return each_of_two(arriving, y, crew, dx, [](float r, float out) { return r * out * (1 - out); });
    default:
        return each_of_two(arriving, y, crew, dx, [](float r, float out) { return r * (1 - out * out); });
    }
}

} // namespace convlens::detail
