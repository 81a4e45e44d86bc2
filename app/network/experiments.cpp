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
    const Activations whole = forward(network, x, options);
    go_on(options.is_cancelled);
    HarmMap map;
    map.output = wanted.output >= 0 ? std::min(wanted.output, whole.values.back().count() - 1)
                                    : strongest_element(network, whole.values.back(), last).flat;
    Chosen output;
    output.layer = last;
    output.flat = map.output;
    const Chosen score = score_of(network, whole, output);
    const auto measured_in = [&](const Activations& activations) {
        return activations.values[static_cast<std::size_t>(score.layer)][score.flat];
    };
    map.is_of_score = score.layer != last;
    map.value = static_cast<double>(whole.values.back()[map.output]);
    map.measured = static_cast<double>(measured_in(whole));
    map.side =
        wanted.side > 0 ? std::min(wanted.side, std::max(height, width)) : std::max<int64_t>(1, shorter / 4);
    map.stride = wanted.stride > 0 ? wanted.stride : std::max<int64_t>(1, map.side / 4);
    map.grey = grey;
    map.harm = Tensor<float>({places(height, map.side, map.stride), places(width, map.side, map.stride)});
    map.with_square = Tensor<float>(map.harm.shape);
    const int64_t columns = map.harm.shape[1];
    for (int64_t place = 0; place < map.harm.count(); ++place) {
        const int64_t top = place / columns * map.stride, left = place % columns * map.stride;
        const Activations covered_up = forward(network, covered(x, top, left, map.side, grey), options);
        go_on(options.is_cancelled);
        map.harm[place] = measured_in(whole) - measured_in(covered_up);
        map.with_square[place] = covered_up.values.back()[map.output];
    }
    return map;
}

} // namespace convlens
