// Shapes of dense layers become those of convolutions; flat indices stay, so that steps are elements.
#include "network/layer_figure.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/reverse.h"
#include "document/evaluate/unpooling.h"

#include <algorithm>

namespace convlens {
namespace {

Source source_of(const Sizes& shape, const Tensor<float>& tensor) {
    return values_source(shape, {tensor.data.begin(), tensor.data.end()});
}

/// What is done to each number alone, or moves none.
bool keeps_elements(LayerKind kind) {
    using enum LayerKind;
    return kind == relu || kind == leaky_relu || kind == clip || kind == sigmoid || kind == LayerKind::tanh ||
           kind == batch_norm || kind == affine || kind == cast || kind == identity || kind == softmax ||
           kind == log_softmax;
}

/// The layer below whose maps a dense layer reads as one list; else what it reads.
const Layer& read_as_maps(const Network& network, const Layer& dense) {
    const Layer* read = &network.layers[static_cast<std::size_t>(dense.reads.front())];
    while ((read->kind == LayerKind::flatten || read->kind == LayerKind::reshape ||
            read->kind == LayerKind::identity) &&
           read->shape.size() < 3)
        read = &network.layers[static_cast<std::size_t>(read->reads.front())];
    return *read;
}

constexpr std::size_t max_dims = 3;

Sizes spatial_of(const Sizes& shape) {
    Sizes spatial;
    for (std::size_t axis = 2; axis < shape.size(); ++axis)
        spatial.push_back(shape[axis]);
    if (spatial.empty())
        spatial.push_back(1);
    return spatial;
}

/// The operation of a layer as a figure has it; null: it is none.
std::optional<Operation> operation_of_layer(const Network& network, const Layer& layer) {
    if (layer.kind == LayerKind::max_unpool) // its switches are another layer's
        return std::nullopt;
    if (is_operation(layer.kind))
        return layer.operation;
    const bool dense = layer.kind == LayerKind::dense;
    if (!dense && layer.kind != LayerKind::global_avg_pool)
        return std::nullopt;
    const Layer& read =
        dense ? read_as_maps(network, layer) : network.layers[static_cast<std::size_t>(layer.reads.front())];
    if (dense && layer.shape.size() != 2) // over the last axis of several
        return std::nullopt;
    const Sizes spatial = spatial_of(read.shape);
    if (read.shape.size() < 2 || spatial.size() > max_dims)
        return std::nullopt;
    Operation operation = make_operation(dense ? Kind::conv : Kind::avg_pool, spatial, spatial);
    operation.batch = read.shape[0];
    operation.in_channels = read.shape[1];
    operation.out_channels = dense ? layer.shape[1] : read.shape[1];
    return operation;
}

const Tensor<float>& values_below(const NetworkResults& results, const Layer& layer) {
    return results.activations->values[static_cast<std::size_t>(layer.reads.front())];
}

/// A figure of few channels is readable with its sums at once.
void look_at(Document& document) {
    document.view = opening_view(document.operation);
    document.lenses = {Lens::sum};
}

} // namespace

int figure_layer(const Network& fitted, int layer) {
    while (layer > 0) {
        const Layer& here = fitted.layers[static_cast<std::size_t>(layer)];
        const auto operation = operation_of_layer(fitted, here);
        if (operation && check(*operation).empty())
            return layer;
        if (!keeps_elements(here.kind))
            return -1;
        layer = here.reads.front();
    }
    return -1;
}

std::optional<LayerFigure> figure_of_layer(const NetworkResults& results, int layer, int64_t flat) {
    if (results.misfit)
        return std::nullopt;
    LayerFigure figure;
    figure.layer = figure_layer(*results.network, layer);
    if (figure.layer < 0)
        return std::nullopt;
    const Layer& shown = results.network->layers[static_cast<std::size_t>(figure.layer)];
    Document& document = figure.document;
    document.operation = *operation_of_layer(*results.network, shown);
    document.input = source_of(input_shape(document.operation), values_below(results, shown));
    if (has_weight(document.operation.kind)) {
        document.weight = source_of(weight_shape(document.operation), shown.weight);
        document.bias.assign(shown.bias.data.begin(), shown.bias.data.end());
    }
    figure.step = flat;
    look_at(document);
    return figure;
}

std::optional<LayerFigure> figure_of_way_back(const NetworkResults& results, const WayBack& way, int layer) {
    if (results.misfit || layer <= 0)
        return std::nullopt;
    const Layer& shown = results.network->layers[static_cast<std::size_t>(layer)];
    const Tensor<float>& arriving = way.arriving[static_cast<std::size_t>(layer)];
    const auto forward = operation_of_layer(*results.network, shown);
    if (arriving.data.empty() || !forward)
        return std::nullopt;
    const auto back = reversed_operation(*forward);
    if (!back)
        return std::nullopt;
    LayerFigure figure;
    figure.layer = layer;
    figure.leads_back = true;
    Document& document = figure.document;
    document.operation = *back;
    document.input = source_of(input_shape(*back), arriving);
    const bool unpools = back->kind == Kind::max_unpool;
    if (unpools)
        document.unpool_plane = source_of(output_shape(*back), values_below(results, shown));
    else
        document.weight = source_of(weight_shape(*back), shown.weight);
    look_at(document);
    return figure;
}

} // namespace convlens
