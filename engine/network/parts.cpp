// What a part of a layer sees and whom it feeds: boxes, from layer to layer.
#include "convlens/arithmetic.h"
#include "convlens/assert.h"
#include "convlens/network.h"
#include "engine/network/arrange.h"
#include "engine/network/span.h"

namespace convlens {

using namespace detail;

namespace {

Span span(const LayerPart& part, std::size_t axis) {
    return {part.begin[axis], part.end[axis]};
}

void set(LayerPart& part, std::size_t axis, Span to) {
    part.begin[axis] = to.begin;
    part.end[axis] = to.end;
}

LayerPart whole(const Sizes& shape) {
    return {Sizes::filled(shape.size(), 0), shape};
}

LayerPart nothing(const Sizes& shape) {
    return {Sizes::filled(shape.size(), 0), Sizes::filled(shape.size(), 0)};
}

void add(LayerPart& part, const LayerPart& more) {
    if (more.is_empty())
        return;
    if (part.is_empty()) {
        part = more;
        return;
    }
    for (std::size_t axis = 0; axis < part.begin.size(); ++axis) {
        Span both = span(part, axis);
        both.add(span(more, axis));
        set(part, axis, both);
    }
}

/// The box around the elements first <= flat < behind of a tensor.
LayerPart around_run(int64_t first, int64_t behind, const Sizes& shape) {
    LayerPart part{unravel_index(first, shape), unravel_index(behind - 1, shape)};
    bool goes_over = false; // to the next one of an axis before: then all of those behind it are met
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        if (goes_over)
            set(part, axis, {0, shape[axis]});
        else
            ++part.end[axis];
        goes_over = goes_over || part.end[axis] - part.begin[axis] > 1;
    }
    return part;
}

/// The box in `to` around the elements of a box in `from`, the same numbers under another shape. Row by row,
/// and where those are too many around the run from the first to the last.
LayerPart reshaped(const LayerPart& part, const Sizes& from, const Sizes& to) {
    constexpr int64_t max_rows = int64_t{1} << 16;
    if (part == whole(from))
        return whole(to);
    Sizes rows;
    for (std::size_t axis = 0; axis < from.size(); ++axis)
        rows.push_back(axis + 1 < from.size() ? part.end[axis] - part.begin[axis] : 1);
    Sizes last = part.end;
    for (std::size_t axis = 0; axis < last.size(); ++axis)
        --last[axis];
    if (rows.product() > max_rows)
        return around_run(ravel_index(part.begin, from), ravel_index(last, from) + 1, to);
    LayerPart found = nothing(to);
    for (int64_t row = 0; row < rows.product(); ++row) {
        Sizes index = unravel_index(row, rows);
        for (std::size_t axis = 0; axis < index.size(); ++axis)
            index[axis] += part.begin[axis];
        const int64_t first = ravel_index(index, from);
        add(found, around_run(first, first + part.end.back() - part.begin.back(), to));
    }
    return found;
}

/// From a box of what shapes give together to the one in the shape that was repeated, or back.
LayerPart unrepeated(const LayerPart& part, const Sizes& shape) {
    LayerPart found = whole(shape);
    const std::size_t more = part.begin.size() - shape.size();
    for (std::size_t axis = 0; axis < shape.size(); ++axis)
        if (shape[axis] > 1)
            set(found, axis, span(part, axis + more));
    return found;
}

LayerPart repeated(const LayerPart& part, const Sizes& from, const Sizes& to) {
    LayerPart found = whole(to);
    const std::size_t more = to.size() - from.size();
    for (std::size_t axis = 0; axis < from.size(); ++axis)
        if (from[axis] > 1)
            set(found, axis + more, span(part, axis));
    return found;
}

/// Channels of the groups that the channels belong to: `per` of them to a group here, `there` on the other
/// side.
Span channels_in_groups(Span channels, int64_t per, int64_t there) {
    return {channels.begin / per * there, ((channels.end - 1) / per + 1) * there};
}

/// The other side of an operation; `forwards`: from what it reads to what it gives.
LayerPart through_operation(const Operation& operation, const LayerPart& part, bool forwards) {
    LayerPart found = part;
    if (has_weight(operation.kind)) {
        const int64_t in = operation.in_channels / operation.groups;
        const int64_t out = operation.out_channels / operation.groups;
        set(found, 1, channels_in_groups(span(part, 1), forwards ? in : out, forwards ? out : in));
    }
    for (std::size_t axis = 0; axis < operation.dims(); ++axis)
        set(found, axis + 2,
            forwards ? outputs_of(operation, axis, span(part, axis + 2))
                     : inputs_of(operation, axis, span(part, axis + 2)));
    return found;
}

/// The other side of a pad, axis by axis.
LayerPart through_pad(const Layer& layer, const Sizes& x, const LayerPart& part, bool forwards) {
    LayerPart found = nothing(x);
    for (std::size_t axis = 0; axis < x.size(); ++axis) {
        const std::vector<int64_t> sources = pad_sources(layer, axis, x[axis], layer.shape[axis]);
        Span met;
        for (int64_t i = 0; i < layer.shape[axis]; ++i) {
            const int64_t source = sources[static_cast<std::size_t>(i)];
            const int64_t here = forwards ? source : i;
            const int64_t there = forwards ? i : source;
            if (source >= 0 && here >= part.begin[axis] && here < part.end[axis])
                met.add({there, there + 1});
        }
        set(found, axis, met);
    }
    return found;
}

LayerPart with_whole_axis(LayerPart part, std::size_t axis, const Sizes& shape) {
    set(part, axis, {0, shape[axis]});
    return part;
}

/// Of a concat: where the numbers of what it reads begin.
int64_t begin_of(const Network& network, const Layer& layer, std::size_t i) {
    int64_t begin = 0;
    for (std::size_t before = 0; before < i; ++before)
        begin += network.layers[static_cast<std::size_t>(layer.reads[before])]
                     .shape[static_cast<std::size_t>(layer.axis)];
    return begin;
}

LayerPart through_concat(const Network& network, const Layer& layer, std::size_t i, const LayerPart& part,
                         bool forwards) {
    const auto axis = static_cast<std::size_t>(layer.axis);
    const int64_t begin = begin_of(network, layer, i);
    const int64_t size = network.layers[static_cast<std::size_t>(layer.reads[i])].shape[axis];
    const Span here = span(part, axis);
    LayerPart found = part;
    set(found, axis,
        forwards ? Span{here.begin + begin, here.end + begin}
                 : Span{here.begin - begin, here.end - begin}.within(size));
    return found;
}

LayerPart through_global_pool(const Sizes& to, const LayerPart& part) {
    LayerPart found = whole(to);
    for (std::size_t axis = 0; axis < 2; ++axis)
        set(found, axis, span(part, axis));
    return found;
}

/// The other side of layer `number` and its read `i`: of what it gives (or `forwards`: of what it reads).
LayerPart through(const Network& network, const Layer& layer, std::size_t i, const LayerPart& part,
                  bool forwards) {
    const Sizes& x = network.layers[static_cast<std::size_t>(layer.reads[i])].shape;
    const Sizes& from = forwards ? x : layer.shape;
    const Sizes& to = forwards ? layer.shape : x;
    if (part.is_empty())
        return nothing(to);
    if (is_operation(layer.kind))
        return through_operation(layer.operation, part, forwards);
    switch (layer.kind) {
    case LayerKind::dense:
        return with_whole_axis(part, to.size() - 1, to);
    case LayerKind::softmax:
    case LayerKind::log_softmax:
        return with_whole_axis(part, static_cast<std::size_t>(layer.axis), to);
    case LayerKind::affine:
    case LayerKind::add:
    case LayerKind::mul:
    case LayerKind::div:
        return forwards ? repeated(part, from, to) : unrepeated(part, to);
    case LayerKind::global_avg_pool:
        return through_global_pool(to, part);
    case LayerKind::flatten:
    case LayerKind::reshape:
        return reshaped(part, from, to);
    case LayerKind::concat:
        return through_concat(network, layer, i, part, forwards);
    case LayerKind::pad: {
        LayerPart found = through_pad(layer, x, part, forwards);
        return found.is_empty() ? nothing(to) : found;
    }
    default:
        return part;
    }
}

std::vector<LayerPart> nothing_of(const Network& network, int layer, const LayerPart& part) {
    std::vector<LayerPart> parts;
    for (const Layer& each : network.layers)
        parts.push_back(nothing(each.shape));
    CONVLENS_ASSERT(part.begin.size() == parts[static_cast<std::size_t>(layer)].begin.size());
    parts[static_cast<std::size_t>(layer)] = part;
    return parts;
}

} // namespace

bool LayerPart::is_empty() const {
    for (std::size_t axis = 0; axis < begin.size(); ++axis)
        if (end[axis] <= begin[axis])
            return true;
    return begin.empty();
}

std::vector<LayerPart> seen_by(const Network& network, int layer, const LayerPart& part) {
    std::vector<LayerPart> parts = nothing_of(network, layer, part);
    for (int number = layer; number > 0; --number) {
        const Layer& here = network.layers[static_cast<std::size_t>(number)];
        for (std::size_t i = 0; i < here.reads.size(); ++i)
            add(parts[static_cast<std::size_t>(here.reads[i])],
                through(network, here, i, parts[static_cast<std::size_t>(number)], false));
    }
    return parts;
}

std::vector<LayerPart> fed_by(const Network& network, int layer, const LayerPart& part) {
    std::vector<LayerPart> parts = nothing_of(network, layer, part);
    for (std::size_t number = static_cast<std::size_t>(layer) + 1; number < network.layers.size(); ++number) {
        const Layer& here = network.layers[number];
        for (std::size_t i = 0; i < here.reads.size(); ++i)
            add(parts[number],
                through(network, here, i, parts[static_cast<std::size_t>(here.reads[i])], true));
    }
    return parts;
}

} // namespace convlens
