// Input sizes that a network takes, and how far one of its elements sees.
#include "convlens/network.h"
#include "engine/network/fit.h"
#include "engine/network/span.h"

#include <algorithm>
#include <cstdlib>

namespace convlens {

using namespace detail;

namespace {

bool takes(const Network& network, const Sizes& input_shape) {
    std::vector<Sizes> shapes{input_shape};
    for (int number = 0; number < static_cast<int>(network.layers.size()); ++number) {
        Fitted fitted;
        if (fit_layer(network, number, shapes, fitted))
            return false;
        if (number > 0)
            shapes.push_back(fitted.shape);
    }
    return true;
}

/// Channels of the input: those it had, else those of the first layer with a kernel that reads it.
int64_t channels_of_input(const Network& network) {
    if (network.layers.front().shape.size() > 1)
        return network.layers.front().shape[1];
    for (const Layer& layer : network.layers)
        if (layer.kind == LayerKind::conv || layer.kind == LayerKind::conv_transpose)
            return layer.operation.in_channels;
    return 1;
}

class SizeSearch {
public:
    SizeSearch(const Network& network, int count)
        : network_(network), channels_(channels_of_input(network)), count_(static_cast<std::size_t>(count)) {}

    void try_size(const Sizes& size) {
        if (is_done() || std::find(found_.begin(), found_.end(), size) != found_.end())
            return;
        Sizes shape{1, channels_};
        for (const int64_t side : size) {
            if (side < 1 || side > max_number)
                return;
            shape.push_back(side);
        }
        if (takes(network_, shape))
            found_.push_back(size);
    }
    bool is_done() const { return found_.size() >= count_; }
    std::vector<Sizes> found() { return std::move(found_); }

private:
    const Network& network_;
    int64_t channels_;
    std::size_t count_;
    std::vector<Sizes> found_;
};

Sizes grown(const Sizes& size, int64_t by) {
    Sizes result = size;
    for (std::size_t axis = 0; axis < result.size(); ++axis)
        result[axis] += by;
    return result;
}

} // namespace

std::vector<Sizes> sizes_that_fit(const Network& network, const Sizes& wanted, int count) {
    constexpr int64_t max_steps = 1024;
    constexpr int64_t max_square = 1024;
    if (network.layers.empty() || wanted.empty() || wanted.size() + 2 > Sizes::capacity)
        return {};
    SizeSearch search(network, count);
    const int64_t smallest = *std::min_element(wanted.begin(), wanted.end());
    const int64_t largest = *std::max_element(wanted.begin(), wanted.end());
    for (int64_t by = 0; by <= std::min(largest, max_steps) && !search.is_done(); ++by) {
        search.try_size(grown(wanted, by));
        if (by <= smallest / 2)
            search.try_size(grown(wanted, -by));
    }
    const int64_t middle = std::min((smallest + largest) / 2, max_square);
    for (int64_t by = 0; by <= max_square && !search.is_done(); ++by)
        for (const int64_t side : {middle + by, middle - by})
            if (side <= max_square)
                search.try_size(Sizes::filled(wanted.size(), side));
    return search.found();
}

namespace {

constexpr int64_t no_end = int64_t{1} << 52; // beyond every position that is computed with

/// What an element sees along one spatial axis when no layer has a border.
class Field {
public:
    Field(const Network& network, std::size_t axis) : network_(network), axis_(axis) {}

    /// Positions of the input that element `at` of the layer sees.
    Span of(int layer, int64_t at) const {
        std::vector<Span> spans(network_.layers.size());
        spans[static_cast<std::size_t>(layer)] = {at, at + 1};
        for (int number = layer; number > 0; --number) {
            const Layer& here = network_.layers[static_cast<std::size_t>(number)];
            const Span span = spans[static_cast<std::size_t>(number)];
            for (std::size_t i = 0; i < here.reads.size() && !span.is_empty(); ++i)
                spans[static_cast<std::size_t>(here.reads[i])].add(before(here, i, span));
        }
        return spans.front();
    }

private:
    static Span everything() { return {-no_end, no_end}; }

    Span before(const Layer& layer, std::size_t i, Span span) const {
        const Sizes& from = network_.layers[static_cast<std::size_t>(layer.reads[i])].shape;
        if (span.begin <= -no_end || span.end >= no_end || from.size() <= axis_ + 2)
            return everything();
        if (is_operation(layer.kind))
            return before_operation(layer.operation, span);
        switch (layer.kind) {
        case LayerKind::dense:
            return axis_ + 3 == from.size() ? everything() : span;
        case LayerKind::softmax:
        case LayerKind::log_softmax:
        case LayerKind::concat:
            return layer.axis == static_cast<int>(axis_) + 2 ? everything() : span;
        case LayerKind::global_avg_pool:
        case LayerKind::flatten:
        case LayerKind::reshape:
            return everything();
        case LayerKind::affine:
        case LayerKind::add:
        case LayerKind::mul:
        case LayerKind::div:
            return from.size() == layer.shape.size() && from[axis_ + 2] == layer.shape[axis_ + 2]
                       ? span
                       : everything();
        case LayerKind::pad:
            return {span.begin - layer.pad_begin[axis_ + 2], span.end - layer.pad_begin[axis_ + 2]};
        default:
            return span;
        }
    }

    Span before_operation(const Operation& operation, Span span) const {
        const int64_t s = operation.stride[axis_];
        const int64_t window = operation.dilation[axis_] * (operation.kernel_size[axis_] - 1) + 1;
        const int64_t p = operation.padding_begin[axis_];
        if (std::max(-span.begin, span.end) >= no_end / s)
            return everything();
        if (!is_swapped(operation.kind))
            return {span.begin * s - p, (span.end - 1) * s - p + window};
        // Positions stay far above 0, where division rounds down.
        const int64_t first = (span.begin + p - window + s) / s;
        const int64_t last = (span.end - 1 + p) / s;
        return first <= last ? Span{first, last + 1} : Span{};
    }

    const Network& network_;
    std::size_t axis_;
};

/// So many neighbours may see differently much: the strides of transposed operations.
int64_t neighbours(const Network& network, std::size_t axis) {
    constexpr int64_t max_neighbours = 64;
    int64_t product = 1;
    for (const Layer& layer : network.layers)
        if (is_operation(layer.kind) && is_swapped(layer.operation.kind) && layer.operation.dims() > axis)
            product =
                std::min(max_neighbours, product * std::min(max_neighbours, layer.operation.stride[axis]));
    return product;
}

} // namespace

Sizes receptive_field(const Network& network, int number) {
    constexpr int64_t far = int64_t{1} << 24;
    const Layer& layer = network.layers[static_cast<std::size_t>(number)];
    const Sizes& input = network.layers.front().shape;
    Sizes field;
    for (std::size_t axis = 0; axis + 2 < layer.shape.size() && axis + 2 < input.size(); ++axis) {
        int64_t widest = 0;
        for (int64_t i = 0; i < neighbours(network, axis); ++i) {
            const Span seen = Field(network, axis).of(number, far + i);
            widest = std::max(widest, seen.end - seen.begin);
        }
        field.push_back(widest >= no_end ? input[axis + 2] : widest);
    }
    return field;
}

} // namespace convlens
