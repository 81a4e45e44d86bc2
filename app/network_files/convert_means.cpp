// Means over axes: over all of a map, or over a run of axes as an average pooling.
#include "network_files/converters.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace convlens {

void convert_global_average_pool(NodeReader& node) {
    Layer layer;
    layer.kind = LayerKind::global_avg_pool;
    node.give_layer(node.add(std::move(layer), node.layer(0)));
}

namespace {

/// Axes of a ReduceMean, in order, each once; whether they are a run without a gap.
struct Reduced {
    std::vector<int64_t> axes;
    bool is_run() const { return axes.back() - axes.front() + 1 == static_cast<int64_t>(axes.size()); }
};

Reduced reduced_axes(const NodeReader& node, std::size_t count) {
    std::vector<int64_t> axes;
    if (node.opset() >= 18 && node.has(1))
        axes = node.integers(1, Sizes::capacity);
    else if (const auto list = node.integers("axes", Sizes::capacity))
        axes = *list;
    if (axes.empty() && node.integer("noop_with_empty_axes", 0) == 0)
        for (std::size_t axis = 0; axis < count; ++axis)
            axes.push_back(static_cast<int64_t>(axis));
    for (int64_t& axis : axes)
        axis = axis_within(node, axis, count);
    std::sort(axes.begin(), axes.end());
    axes.erase(std::unique(axes.begin(), axes.end()), axes.end());
    return {axes};
}

/// The shape with those axes gone, or 1.
Sizes without(const Sizes& shape, const Reduced& reduced, bool keeps) {
    Sizes left;
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        const bool goes =
            std::binary_search(reduced.axes.begin(), reduced.axes.end(), static_cast<int64_t>(axis));
        if (!goes)
            left.push_back(shape[axis]);
        else if (keeps)
            left.push_back(1);
    }
    return left;
}

/// A mean over a run of axes as an average pooling: [before, 1, run, after].
int add_run_mean(NodeReader& node, int from, const Reduced& reduced) {
    const Sizes& shape = node.shape(from);
    std::array<int64_t, 3> parts{1, 1, 1};
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        const auto at = static_cast<int64_t>(axis);
        parts[at < reduced.axes.front() ? 0 : at <= reduced.axes.back() ? 1 : 2] *= shape[axis];
    }
    const int flat = add_reshape(node, from, {parts[0], 1, parts[1], parts[2]});
    Layer pool;
    pool.kind = LayerKind::avg_pool;
    pool.operation = make_operation(Kind::avg_pool, {parts[1], parts[2]}, {parts[1], 1});
    return node.add(std::move(pool), flat);
}

} // namespace

void convert_reduce_mean(NodeReader& node) {
    const int from = node.layer(0);
    const Sizes shape = node.shape(from);
    const Reduced reduced = reduced_axes(node, shape.size());
    const bool keeps = node.integer("keepdims", 1) != 0;
    Layer layer;
    if (reduced.axes.empty()) {
        layer.kind = LayerKind::identity;
        node.give_layer(node.add(std::move(layer), from));
        return;
    }
    const bool is_spatial =
        reduced.axes.front() == 2 && reduced.axes.back() + 1 == static_cast<int64_t>(shape.size());
    if (!reduced.is_run())
        node.refuse_attribute("axes", "");
    if (is_spatial) {
        layer.kind = LayerKind::global_avg_pool;
        layer.keep_axes = keeps;
        node.give_layer(node.add(std::move(layer), from));
        return;
    }
    Sizes left = without(shape, reduced, keeps);
    if (left.empty())
        left.push_back(1);
    node.give_layer(add_reshape(node, add_run_mean(node, from, reduced), left));
}

} // namespace convlens
