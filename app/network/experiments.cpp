// One forward pass after the other; a cancel is noticed between them.
#include "network/experiments.h"

#include "document/evaluate/cancelled.h"
#include "network/element.h"
#include "network/picture_change.h"

#include <algorithm>

namespace convlens {
namespace {

/// What the layer gives for a picture.
Tensor<float> given(const Network& network, const Tensor<float>& x, int layer,
                    const NetworkOptions& options) {
    Activations activations = forward(network, x, options, layer);
    go_on(options.is_cancelled);
    return std::move(activations.values[static_cast<std::size_t>(layer)]);
}

/// x with a square of `grey` from (top, left) on, cut off at the borders.
Tensor<float> covered(Tensor<float> x, int64_t top, int64_t left, int64_t side, float grey) {
    const int64_t height = x.shape[2], width = x.shape[3];
    for (int64_t plane = 0; plane < x.shape[1]; ++plane)
        for (int64_t row = top; row < std::min(top + side, height); ++row) {
            float* const begin = x.data.data() + (plane * height + row) * width;
            std::fill(begin + left, begin + std::min(left + side, width), grey);
        }
    return x;
}

int64_t places(int64_t size, int64_t side, int64_t stride) {
    return side >= size ? 1 : (size - side + stride - 1) / stride + 1;
}

} // namespace

InvarianceCurve invariance_curve(const Network& network, const Tensor<float>& x, const Chosen& element,
                                 PictureChange change, const NetworkOptions& options) {
    InvarianceCurve curve;
    curve.change = change;
    curve.amounts = change_amounts(change, {x.shape[2], x.shape[3]});
    for (const double amount : curve.amounts) {
        const Tensor<float> values = given(network, changed(x, change, amount), element.layer, options);
        curve.at_place.push_back(values[element.flat]);
        curve.of_map.push_back(strongest_element(network, values, element.layer, element.channel).value);
    }
    return curve;
}

HarmMap harm_map(const Network& network, const Tensor<float>& x, OcclusionView wanted, float grey,
                 const NetworkOptions& options) {
    const int last = static_cast<int>(network.layers.size()) - 1;
    const int64_t height = x.shape[2], width = x.shape[3], shorter = std::min(height, width);
    const Tensor<float> whole = given(network, x, last, options);
    HarmMap map;
    map.output = wanted.output >= 0 ? std::min(wanted.output, whole.count() - 1)
                                    : strongest_element(network, whole, last).flat;
    map.value = static_cast<double>(whole[map.output]);
    map.side =
        wanted.side > 0 ? std::min(wanted.side, std::max(height, width)) : std::max<int64_t>(1, shorter / 4);
    map.stride = wanted.stride > 0 ? wanted.stride : std::max<int64_t>(1, map.side / 4);
    map.grey = grey;
    map.harm = Tensor<float>({places(height, map.side, map.stride), places(width, map.side, map.stride)});
    for (int64_t row = 0; row < map.harm.shape[0]; ++row)
        for (int64_t column = 0; column < map.harm.shape[1]; ++column) {
            const Tensor<float> picture = covered(x, row * map.stride, column * map.stride, map.side, grey);
            map.harm[row * map.harm.shape[1] + column] =
                whole[map.output] - given(network, picture, last, options)[map.output];
        }
    return map;
}

} // namespace convlens
