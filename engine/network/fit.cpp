// Shapes of layers: each from the shapes of what it reads, or why it has none.
#include "engine/network/fit.h"

#include "convlens/arithmetic.h"
#include "engine/network/broadcast.h"

#include <limits>

namespace convlens {

using namespace detail;

namespace detail {

namespace {

using Found = std::optional<NetworkIssue>;

/// One layer and what comes to it.
struct Place {
    const Network& network;
    int number;
    const std::vector<Sizes>& shapes;

    const Layer& layer() const { return network.layers[static_cast<std::size_t>(number)]; }
    int read_number(std::size_t i) const { return layer().reads[i]; }
    const Sizes& read(std::size_t i = 0) const { return shapes[static_cast<std::size_t>(read_number(i))]; }
    NetworkIssue issue(NetworkIssueCode code, int64_t value = 0, int64_t limit = 0) const {
        return {code, number, value, limit, {}};
    }
};

bool reads_as_many_as_it_may(const Layer& layer) {
    switch (layer.kind) {
    case LayerKind::input:
        return layer.reads.empty();
    case LayerKind::max_unpool:
    case LayerKind::div:
        return layer.reads.size() == 2;
    case LayerKind::add:
    case LayerKind::mul:
    case LayerKind::concat:
        return !layer.reads.empty();
    default:
        return layer.reads.size() == 1;
    }
}

Found order_issue(const Place& place) {
    const Layer& layer = place.layer();
    const bool is_first = place.number == 0;
    bool is_ordered = reads_as_many_as_it_may(layer) && is_first == (layer.kind == LayerKind::input);
    for (const int read : layer.reads)
        is_ordered = is_ordered && read >= 0 && read < place.number;
    if (is_ordered && layer.kind == LayerKind::max_unpool)
        is_ordered =
            place.network.layers[static_cast<std::size_t>(layer.reads[1])].kind == LayerKind::max_pool;
    return is_ordered ? Found{} : place.issue(NetworkIssueCode::bad_order);
}

/// A pad along one axis that cannot be, as the issue that a convolution would have.
Found pad_issue(const Place& place, int axis, IssueCode code, int64_t value, int64_t limit) {
    NetworkIssue issue = place.issue(NetworkIssueCode::impossible);
    issue.issue = Issue{code, Parameter::padding, axis, value, limit, {}};
    return issue;
}

bool has_shape_or_is_empty(const Tensor<float>& tensor, const Sizes& shape) {
    return tensor.data.empty() || tensor.shape == shape;
}

Kind kind_of(LayerKind kind) {
    switch (kind) {
    case LayerKind::conv_transpose:
        return Kind::conv_transpose;
    case LayerKind::max_pool:
        return Kind::max_pool;
    case LayerKind::avg_pool:
        return Kind::avg_pool;
    case LayerKind::lp_pool:
        return Kind::lp_pool;
    case LayerKind::max_unpool:
        return Kind::max_unpool;
    default:
        return Kind::conv;
    }
}

/// The unpooling gives what its pool read: the output padding follows.
Found match_pool(const Place& place, Operation& operation) {
    const Layer& pool = place.network.layers[static_cast<std::size_t>(place.read_number(1))];
    const Sizes& pooled = place.read(1);
    const Sizes& source = place.shapes[static_cast<std::size_t>(pool.reads[0])];
    if (pooled != place.read(0))
        return place.issue(NetworkIssueCode::shapes_differ);
    const std::size_t dims = operation.dims();
    operation.output_padding = Sizes::filled(dims, 0);
    const Sizes without = output_size(operation);
    for (std::size_t axis = 0; axis < dims; ++axis)
        operation.output_padding[axis] = source[axis + 2] - without[axis];
    return {};
}

Found fit_operation(const Place& place, Fitted& fitted) {
    const Layer& layer = place.layer();
    const Sizes& from = place.read();
    Operation& operation = fitted.operation;
    operation = layer.operation;
    const std::size_t dims = operation.kernel_size.size();
    if (from.size() != dims + 2 || operation.kind != kind_of(layer.kind))
        return place.issue(NetworkIssueCode::wrong_axes, static_cast<int64_t>(from.size()),
                           static_cast<int64_t>(dims + 2));
    operation.batch = from[0];
    operation.input_size = Sizes::filled(dims, 1);
    for (std::size_t axis = 0; axis < dims; ++axis)
        operation.input_size[axis] = from[axis + 2];
    if (has_weight(operation.kind)) {
        if (from[1] != operation.in_channels)
            return place.issue(NetworkIssueCode::wrong_channels, from[1], operation.in_channels);
    } else {
        operation.in_channels = operation.out_channels = from[1];
    }
    if (layer.auto_padding != AutoPadding::none) {
        operation.padding_begin = operation.padding_end = Sizes::filled(dims, 0);
        set_padding(operation, layer.auto_padding == AutoPadding::same_upper ? NamedPadding::same_upper
                                                                             : NamedPadding::same_lower);
    }
    if (layer.kind == LayerKind::max_unpool)
        if (const Found differs = match_pool(place, operation))
            return differs;
    if (const std::vector<Issue> issues = check(operation); !issues.empty()) {
        NetworkIssue issue = place.issue(NetworkIssueCode::impossible);
        issue.issue = issues.front();
        return issue;
    }
    if (!has_shape_or_is_empty(layer.weight, weight_shape(operation)) ||
        !has_shape_or_is_empty(layer.bias, {operation.out_channels}))
        return place.issue(NetworkIssueCode::wrong_weights);
    fitted.shape = output_shape(operation);
    return {};
}

Found fit_dense(const Place& place, Sizes& shape) {
    const Layer& layer = place.layer();
    shape = place.read();
    if (layer.weight.shape.size() != 2 || !has_shape_or_is_empty(layer.bias, {layer.weight.shape[0]}))
        return place.issue(NetworkIssueCode::wrong_weights);
    if (shape.back() != layer.weight.shape[1])
        return place.issue(NetworkIssueCode::wrong_count, shape.back(), layer.weight.shape[1]);
    shape[shape.size() - 1] = layer.weight.shape[0];
    return {};
}

Found fit_batch_norm(const Place& place, Sizes& shape) {
    const Layer& layer = place.layer();
    shape = place.read();
    if (shape.size() < 2)
        return place.issue(NetworkIssueCode::wrong_axes, static_cast<int64_t>(shape.size()), 2);
    for (const Tensor<float>* numbers : {&layer.weight, &layer.bias}) {
        if (numbers->data.empty())
            continue;
        if (numbers->shape.size() != 1)
            return place.issue(NetworkIssueCode::wrong_weights);
        if (numbers->shape[0] != shape[1])
            return place.issue(NetworkIssueCode::wrong_channels, shape[1], numbers->shape[0]);
    }
    return {};
}

Found fit_affine(const Place& place, Sizes& shape) {
    shape = place.read();
    for (const Tensor<float>* numbers : {&place.layer().weight, &place.layer().bias})
        if (!numbers->data.empty() && !broadcast_into(shape, numbers->shape))
            return place.issue(NetworkIssueCode::wrong_weights);
    return {};
}

Found fit_global_pool(const Place& place, Sizes& shape) {
    const Sizes& from = place.read();
    if (from.size() < 3)
        return place.issue(NetworkIssueCode::wrong_axes, static_cast<int64_t>(from.size()), 3);
    shape = {from[0], from[1]};
    for (std::size_t axis = 2; axis < from.size() && place.layer().keep_axes; ++axis)
        shape.push_back(1);
    return {};
}

Found fit_flatten(const Place& place, Sizes& shape) {
    const Sizes& from = place.read();
    const int axis = place.layer().axis;
    if (axis < 0 || axis > static_cast<int>(from.size()))
        return place.issue(NetworkIssueCode::wrong_axes, static_cast<int64_t>(from.size()), axis);
    shape = {1, 1};
    for (std::size_t i = 0; i < from.size(); ++i)
        shape[static_cast<int>(i) < axis ? 0 : 1] *= from[i];
    return {};
}

Found fit_reshape(const Place& place, Sizes& shape) {
    const Sizes& from = place.read();
    shape = place.layer().target;
    std::optional<std::size_t> open;
    __int128 known = 1; // at most a step beyond max_number at a time
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        if (axis < from.size() && shape[axis] == 0)
            shape[axis] = from[axis];
        if (shape[axis] == -1 && !open)
            open = axis;
        else if (shape[axis] < 1)
            return place.issue(NetworkIssueCode::wrong_axes, shape[axis], 1);
        else
            known = std::min<__int128>(known * shape[axis], std::numeric_limits<int64_t>::max());
    }
    const int64_t count = from.product();
    const auto wanted = static_cast<int64_t>(known);
    if (open && count % wanted == 0)
        shape[*open] = count / wanted;
    else if (open || wanted != count)
        return place.issue(NetworkIssueCode::wrong_count, count, wanted);
    return {};
}

Found fit_along_axis(const Place& place, Sizes& shape) {
    shape = place.read();
    const int axis = place.layer().axis;
    if (axis < 0 || axis >= static_cast<int>(shape.size()))
        return place.issue(NetworkIssueCode::wrong_axes, static_cast<int64_t>(shape.size()), axis + 1);
    return {};
}

/// Of sums, products and quotients.
Found fit_together(const Place& place, Sizes& shape) {
    shape = place.read();
    for (std::size_t i = 1; i < place.layer().reads.size(); ++i)
        if (!broadcast_into(shape, place.read(i)))
            return place.issue(NetworkIssueCode::shapes_differ);
    return {};
}

Found fit_concat(const Place& place, Sizes& shape) {
    if (const Found wrong = fit_along_axis(place, shape))
        return wrong;
    const auto axis = static_cast<std::size_t>(place.layer().axis);
    for (std::size_t i = 1; i < place.layer().reads.size(); ++i) {
        Sizes other = place.read(i);
        if (other.size() != shape.size())
            return place.issue(NetworkIssueCode::shapes_differ);
        const int64_t along = other[axis];
        other[axis] = shape[axis];
        if (other != shape)
            return place.issue(NetworkIssueCode::shapes_differ);
        shape[axis] += along;
        if (checked_count(shape) > max_number)
            return place.issue(NetworkIssueCode::too_large);
    }
    return {};
}

Found fit_pad(const Place& place, Sizes& shape) {
    const Layer& layer = place.layer();
    shape = place.read();
    if (layer.pad_begin.size() != shape.size() || layer.pad_end.size() != shape.size())
        return place.issue(NetworkIssueCode::wrong_axes, static_cast<int64_t>(shape.size()),
                           static_cast<int64_t>(layer.pad_begin.size()));
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        const int64_t size = shape[axis];
        const int at = static_cast<int>(axis) - 2;
        for (const int64_t side : {layer.pad_begin[axis], layer.pad_end[axis]}) {
            if (side > max_number || side < -max_number)
                return place.issue(NetworkIssueCode::too_large);
            if (layer.padding_mode == PaddingMode::reflect && side >= size)
                return pad_issue(place, at, IssueCode::padding_not_below_input, side, size);
            if (layer.padding_mode == PaddingMode::circular && side > size)
                return pad_issue(place, at, IssueCode::padding_exceeds_input, side, size);
        }
        shape[axis] = size + layer.pad_begin[axis] + layer.pad_end[axis];
        if (shape[axis] < 1)
            return pad_issue(place, at, IssueCode::output_empty, shape[axis], 1);
    }
    return {};
}

Found fit_kind(const Place& place, Fitted& fitted) {
    switch (place.layer().kind) {
    case LayerKind::conv:
    case LayerKind::conv_transpose:
    case LayerKind::max_pool:
    case LayerKind::avg_pool:
    case LayerKind::lp_pool:
    case LayerKind::max_unpool:
        return fit_operation(place, fitted);
    case LayerKind::dense:
        return fit_dense(place, fitted.shape);
    case LayerKind::batch_norm:
        return fit_batch_norm(place, fitted.shape);
    case LayerKind::affine:
        return fit_affine(place, fitted.shape);
    case LayerKind::global_avg_pool:
        return fit_global_pool(place, fitted.shape);
    case LayerKind::flatten:
        return fit_flatten(place, fitted.shape);
    case LayerKind::reshape:
        return fit_reshape(place, fitted.shape);
    case LayerKind::softmax:
    case LayerKind::log_softmax:
        return fit_along_axis(place, fitted.shape);
    case LayerKind::add:
    case LayerKind::mul:
    case LayerKind::div:
        return fit_together(place, fitted.shape);
    case LayerKind::concat:
        return fit_concat(place, fitted.shape);
    case LayerKind::pad:
        return fit_pad(place, fitted.shape);
    case LayerKind::input:
    case LayerKind::relu:
    case LayerKind::leaky_relu:
    case LayerKind::clip:
    case LayerKind::sigmoid:
    case LayerKind::tanh:
    case LayerKind::cast:
    case LayerKind::identity:
        break;
    }
    fitted.shape = place.layer().kind == LayerKind::input ? place.shapes.front() : place.read();
    return {};
}

} // namespace

int64_t checked_count(const Sizes& shape) {
    int64_t count = 1;
    for (const int64_t size : shape) {
        if (size < 1 || size > max_number)
            return max_number + 1;
        count *= size; // below 2^62
        if (count > max_number)
            return max_number + 1;
    }
    return count;
}

std::optional<NetworkIssue> fit_layer(const Network& network, int number, const std::vector<Sizes>& shapes,
                                      Fitted& fitted) {
    const Place place{network, number, shapes};
    if (const Found wrong = order_issue(place))
        return wrong;
    if (const Found wrong = fit_kind(place, fitted))
        return wrong;
    if (fitted.shape.empty())
        return place.issue(NetworkIssueCode::wrong_axes, 0, 1);
    if (checked_count(fitted.shape) > max_number)
        return place.issue(NetworkIssueCode::too_large);
    return {};
}

} // namespace detail

namespace {

/// Layer `number` by the shapes of those before it; the input's own is the first of them.
std::optional<NetworkIssue> fit_at(Network& network, int number, const std::vector<Sizes>& shapes) {
    Fitted fitted;
    if (std::optional<NetworkIssue> wrong = fit_layer(network, number, shapes, fitted))
        return wrong;
    Layer& layer = network.layers[static_cast<std::size_t>(number)];
    layer.shape = fitted.shape;
    if (is_operation(layer.kind))
        layer.operation = fitted.operation;
    return {};
}

} // namespace

std::optional<NetworkIssue> fit(Network& network, const Sizes& input_shape) {
    std::vector<Sizes> shapes{input_shape};
    for (int number = 0; number < static_cast<int>(network.layers.size()); ++number) {
        if (std::optional<NetworkIssue> wrong = fit_at(network, number, shapes))
            return wrong;
        if (number > 0)
            shapes.push_back(network.layers[static_cast<std::size_t>(number)].shape);
    }
    return {};
}

std::optional<NetworkIssue> fit_last(Network& network) {
    std::vector<Sizes> shapes;
    for (std::size_t i = 0; i + 1 < network.layers.size(); ++i)
        shapes.push_back(network.layers[i].shape);
    return fit_at(network, static_cast<int>(network.layers.size()) - 1, shapes);
}

} // namespace convlens
