// Columns follow the layers' order.
#include "scene/network/columns.h"

#include "i18n/names.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <array>

namespace convlens {
namespace {

constexpr std::array<NameRow<LayerKind>, 27> kind_keys{{
    {"network.conv", LayerKind::conv},         {"network.conv_transpose", LayerKind::conv_transpose},
    {"network.max_pool", LayerKind::max_pool}, {"network.avg_pool", LayerKind::avg_pool},
    {"network.lp_pool", LayerKind::lp_pool},   {"network.max_unpool", LayerKind::max_unpool},
    {"network.input", LayerKind::input},       {"network.dense", LayerKind::dense},
    {"network.relu", LayerKind::relu},         {"network.leaky_relu", LayerKind::leaky_relu},
    {"network.clip", LayerKind::clip},         {"network.sigmoid", LayerKind::sigmoid},
    {"network.tanh", LayerKind::tanh},         {"network.batch_norm", LayerKind::batch_norm},
    {"network.affine", LayerKind::affine},     {"network.global_avg_pool", LayerKind::global_avg_pool},
    {"network.flatten", LayerKind::flatten},   {"network.reshape", LayerKind::reshape},
    {"network.softmax", LayerKind::softmax},   {"network.log_softmax", LayerKind::log_softmax},
    {"network.add", LayerKind::add},           {"network.mul", LayerKind::mul},
    {"network.div", LayerKind::div},           {"network.concat", LayerKind::concat},
    {"network.pad", LayerKind::pad},           {"network.cast", LayerKind::cast},
    {"network.identity", LayerKind::identity},
}};
static_assert(has_all_values(kind_keys));

/// Each number alone, or nothing but another order of them.
bool is_pointwise(LayerKind kind) {
    switch (kind) {
    case LayerKind::relu:
    case LayerKind::leaky_relu:
    case LayerKind::clip:
    case LayerKind::sigmoid:
    case LayerKind::tanh:
    case LayerKind::batch_norm:
    case LayerKind::affine:
    case LayerKind::softmax:
    case LayerKind::log_softmax:
    case LayerKind::cast:
    case LayerKind::identity:
        return true;
    default:
        return false;
    }
}

/// What is shown with the layer that reads it.
bool is_before_others(LayerKind kind) {
    return kind == LayerKind::flatten || kind == LayerKind::reshape || kind == LayerKind::pad;
}

/// A convolution of each channel alone, which a 1 x 1 one follows.
bool is_depthwise(const Layer& layer) {
    return layer.kind == LayerKind::conv && layer.operation.groups > 1 &&
           layer.operation.groups == layer.operation.in_channels;
}
bool is_1x1(const Layer& layer) {
    return layer.kind == LayerKind::conv && layer.operation.kernel_size.product() == 1;
}

bool reads_alone(const Layer& layer, int other) {
    return layer.reads.size() == 1 && layer.reads[0] == other;
}

bool joins(const Network& network, const NetworkColumn& column, const Layer& layer) {
    const int last = column.layers.back();
    if (!reads_alone(layer, last))
        return false;
    const Layer& before = network.layers[static_cast<std::size_t>(last)];
    if (is_pointwise(layer.kind))
        return before.kind != LayerKind::max_pool && before.kind != LayerKind::avg_pool;
    if (before.kind == LayerKind::input || is_pointwise(before.kind))
        return false;
    return is_before_others(before.kind) || (is_depthwise(before) && is_1x1(layer));
}

} // namespace

std::vector<NetworkColumn> network_columns(const Network& network, int chosen_layer) {
    std::vector<NetworkColumn> columns;
    for (int i = 0; i < static_cast<int>(network.layers.size()); ++i) {
        const Layer& layer = network.layers[static_cast<std::size_t>(i)];
        // The input takes its scaling only, and never what the network gives.
        const bool is_beside_input = columns.size() == 1;
        const bool may_join =
            !is_beside_input || ((layer.kind == LayerKind::affine || layer.kind == LayerKind::identity) &&
                                 i + 1 < static_cast<int>(network.layers.size()));
        if (!columns.empty() && may_join && joins(network, columns.back(), layer))
            columns.back().layers.push_back(i);
        else
            columns.push_back({{i}, i});
        columns.back().shown = i;
    }
    columns.front().shown = columns.front().layers.front();
    for (NetworkColumn& column : columns)
        if (std::find(column.layers.begin(), column.layers.end(), chosen_layer) != column.layers.end())
            column.shown = chosen_layer;
    return columns;
}

std::string layer_kind_text(const Texts& texts, const Layer& layer) {
    const std::string_view key = name_of(Names<LayerKind>(kind_keys), layer.kind);
    return std::string(texts(is_depthwise(layer) ? "network.depthwise" : key));
}

namespace {

/// The layer of a column that has its name: the first that computes with others.
const Layer& leading_layer(const Network& network, const NetworkColumn& column) {
    for (const int i : column.layers)
        if (const Layer& layer = network.layers[static_cast<std::size_t>(i)]; !is_before_others(layer.kind))
            return layer;
    return network.layers[static_cast<std::size_t>(column.layers.front())];
}

bool has_own_name(const Layer& layer) {
    return !layer.name.empty() && layer.kind != LayerKind::input;
}

} // namespace

std::vector<std::string> column_title(const Texts& texts, const Network& network,
                                      const NetworkColumn& column) {
    const Layer& leading = leading_layer(network, column);
    std::vector<std::string> parts{has_own_name(leading) ? leading.name : layer_kind_text(texts, leading)};
    if (leading.kind == LayerKind::input)
        return parts;
    for (const int i : column.layers) {
        const Layer& layer = network.layers[static_cast<std::size_t>(i)];
        if (&layer > &leading && layer.kind != LayerKind::identity &&
            i <= std::max(column.shown, column.layers.front()))
            parts.push_back(is_1x1(layer) ? "1×1" : layer_kind_text(texts, layer));
    }
    return parts;
}

std::string layer_title(const Texts& texts, const Network& network, int layer) {
    const auto at = [&](int i) -> const Layer& { return network.layers[static_cast<std::size_t>(i)]; };
    while (is_pointwise(at(layer).kind) && at(layer).kind != LayerKind::affine &&
           at(layer).reads.size() == 1 && at(at(layer).reads[0]).kind != LayerKind::input)
        layer = at(layer).reads[0];
    return has_own_name(at(layer)) ? at(layer).name : layer_kind_text(texts, at(layer));
}

std::string element_title(const Texts& texts, const Network& network, int layer, int64_t channel,
                          const Sizes& at) {
    std::string name = layer_title(texts, network, layer) + " [" + std::to_string(channel) + "]";
    if (at.empty())
        return name;
    std::string place;
    for (const int64_t i : at)
        place += (place.empty() ? "" : ", ") + std::to_string(i);
    return texts("network.element_at", {{"name", name}, {"place", "(" + place + ")"}});
}

} // namespace convlens
