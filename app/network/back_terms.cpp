// Kernels turned: the element is where tap k of the window at q lies, so q is found from it.
#include "network/back_terms.h"

namespace convlens {
namespace {

/// The place of the window whose tap `tap` lies at `place`; empty: there is none.
Sizes window_at(const Operation& operation, const Sizes& output, const Sizes& place, const Sizes& tap) {
    Sizes window;
    for (std::size_t axis = 0; axis < place.size(); ++axis) {
        const int64_t begin =
            place[axis] + operation.padding_begin[axis] - tap[axis] * operation.dilation[axis];
        const int64_t at = begin / operation.stride[axis];
        if (begin < 0 || begin % operation.stride[axis] != 0 || at >= output[axis])
            return {};
        window.push_back(at);
    }
    return window;
}

void add_product(BackTerm& term, float r, float w) {
    term.products.push_back({r, w});
    term.sum += static_cast<double>(r) * static_cast<double>(w);
}

std::vector<BackTerm> terms_of_dense(const Layer& layer, const Tensor<float>& arriving, int64_t flat) {
    std::vector<BackTerm> terms;
    const int64_t read = layer.weight.shape[1];
    for (int64_t unit = 0; unit < layer.weight.shape[0]; ++unit) {
        terms.push_back({unit, {}, 0});
        add_product(terms.back(), arriving[unit], layer.weight[unit * read + flat]);
    }
    return terms;
}

std::vector<BackTerm> terms_of_conv(const Layer& layer, const Tensor<float>& arriving, int64_t flat) {
    const Operation& operation = layer.operation;
    const Sizes& input = operation.input_size;
    Sizes output;
    for (std::size_t axis = 2; axis < layer.shape.size(); ++axis)
        output.push_back(layer.shape[axis]);
    const int64_t channel = flat / input.product(), taps = operation.kernel_size.product();
    const Sizes place = unravel_index(flat % input.product(), input);
    const int64_t read = operation.in_channels / operation.groups;
    const int64_t made = operation.out_channels / operation.groups;
    const int64_t first = channel / read * made;
    std::vector<BackTerm> terms;
    for (int64_t out = first; out < first + made; ++out) {
        BackTerm term{out, {}, 0};
        for (int64_t tap = 0; tap < taps; ++tap) {
            const Sizes window =
                window_at(operation, output, place, unravel_index(tap, operation.kernel_size));
            if (window.empty())
                continue;
            add_product(term, arriving[out * output.product() + ravel_index(window, output)],
                        layer.weight[(out * read + channel % read) * taps + tap]);
        }
        terms.push_back(std::move(term));
    }
    return terms;
}

} // namespace

std::vector<BackTerm> back_terms(const Network& network, const WayBack& way, int layer, int64_t flat) {
    const Layer& of = network.layers[static_cast<std::size_t>(layer)];
    const Tensor<float>& arriving = way.arriving[static_cast<std::size_t>(layer)];
    if (arriving.data.empty())
        return {};
    if (of.kind == LayerKind::dense && of.shape.size() == 2)
        return terms_of_dense(of, arriving, flat);
    const bool has_zeros = of.operation.padding_mode == PaddingMode::zeros;
    return of.kind == LayerKind::conv && has_zeros ? terms_of_conv(of, arriving, flat)
                                                   : std::vector<BackTerm>();
}

std::optional<double> back_scale(const Network& network, int layer, int64_t channel) {
    const Layer& of = network.layers[static_cast<std::size_t>(layer)];
    if (of.kind != LayerKind::affine || of.weight.data.empty())
        return std::nullopt;
    const int64_t count = of.weight.count();
    if (count != 1 && (count != of.shape[1] || of.weight.shape[of.weight.shape.size() - 1] == count))
        return std::nullopt;
    return static_cast<double>(of.weight[count == 1 ? 0 : channel]);
}

} // namespace convlens
