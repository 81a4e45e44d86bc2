// The input's size is put in by `fit`.
#include "network/layers.h"

#include <utility>

namespace convlens {

LayerChain::LayerChain() {
    Layer input;
    input.name = "input";
    network_.layers.push_back(std::move(input));
}

Layer& LayerChain::add(std::string name, LayerKind kind) {
    Layer layer;
    layer.name = std::move(name);
    layer.kind = kind;
    layer.reads = {static_cast<int>(network_.layers.size()) - 1};
    network_.layers.push_back(std::move(layer));
    return network_.layers.back();
}

void LayerChain::scale(const Sizes& shape, std::vector<float> weight, std::vector<float> bias) {
    Layer& layer = add("scale", LayerKind::affine);
    layer.weight = {shape, std::move(weight)};
    if (!bias.empty())
        layer.bias = {shape, std::move(bias)};
}

void LayerChain::conv(std::string name, int64_t in_channels, int64_t out_channels, int64_t kernel,
                      int64_t padding, int64_t groups) {
    Operation& operation = add(std::move(name), LayerKind::conv).operation;
    operation = make_operation(Kind::conv, {kernel, kernel}, {kernel, kernel});
    operation.padding_begin = operation.padding_end = {padding, padding};
    operation.in_channels = in_channels;
    operation.out_channels = out_channels;
    operation.groups = groups;
}

void LayerChain::max_pool(std::string name, int64_t kernel, int64_t stride, AutoPadding padding) {
    Layer& layer = add(std::move(name), LayerKind::max_pool);
    layer.operation = make_operation(Kind::max_pool, {kernel, kernel}, {kernel, kernel});
    layer.operation.stride = {stride, stride};
    layer.auto_padding = padding;
}

void LayerChain::dense(std::string name) {
    add(std::move(name), LayerKind::dense);
}

void LayerChain::leaky_relu(std::string name, double alpha) {
    // cppcheck-suppress accessMoved
    add(std::move(name), LayerKind::leaky_relu).alpha = alpha;
}

void LayerChain::plain(std::string name, LayerKind kind) {
    add(std::move(name), kind);
}

Network picture_layers(const Sizes& item, int64_t classes, double max_value, int64_t channels,
                       int64_t more_channels) {
    LayerChain network;
    network.scale({1}, {static_cast<float>(1 / max_value)}, {});
    network.conv("conv1", item[0], channels, 3, 1);
    network.plain("relu1", LayerKind::relu);
    network.max_pool("pool1", 2, 2);
    network.conv("conv2", channels, more_channels, 3, 1);
    network.plain("relu2", LayerKind::relu);
    network.max_pool("pool2", 2, 2);
    network.plain("flatten", LayerKind::flatten);
    network.dense("dense");
    network.last().weight = Tensor<float>({classes, more_channels * (item[1] / 2 / 2) * (item[2] / 2 / 2)});
    network.last().bias = Tensor<float>({classes});
    network.plain("softmax", LayerKind::softmax);
    return network.take();
}

} // namespace convlens
