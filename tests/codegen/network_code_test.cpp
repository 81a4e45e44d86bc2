// A network as a PyTorch module. tests/network_files/check_network_programs.py runs such programs.
#include "codegen/network_code.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace convlens {
namespace {

using testing::HasSubstr;
using testing::Not;

Layer plain(LayerKind kind, const std::string& name, std::vector<int> reads) {
    Layer layer;
    layer.kind = kind;
    layer.name = name;
    layer.reads = std::move(reads);
    return layer;
}

Layer conv(const std::string& name, int from, int64_t in_channels, int64_t out_channels, bool has_bias) {
    Layer layer = plain(LayerKind::conv, name, {from});
    layer.operation = make_operation(Kind::conv, {8, 8}, {3, 3});
    layer.operation.in_channels = in_channels;
    layer.operation.out_channels = out_channels;
    layer.operation.padding_begin = layer.operation.padding_end = {1, 1};
    layer.weight = Tensor<float>(Sizes{out_channels, in_channels, 3, 3});
    if (has_bias)
        layer.bias = Tensor<float>(Sizes{out_channels});
    return layer;
}

/// Two convolutions with what was before them added, a pool and a dense layer.
Network branched() {
    Network network;
    Layer pool = plain(LayerKind::max_pool, "pool", {5});
    pool.operation = make_operation(Kind::max_pool, {8, 8}, {2, 2});
    Layer dense = plain(LayerKind::dense, "10 classes", {7});
    dense.weight = Tensor<float>(Sizes{10, 64});
    dense.bias = Tensor<float>(Sizes{10});
    network.layers = {plain(LayerKind::input, "input", {}),
                      conv("conv1", 0, 1, 4, true),
                      plain(LayerKind::relu, "relu1", {1}),
                      conv("/block/conv", 2, 4, 4, false),
                      plain(LayerKind::add, "sum", {3, 2}),
                      plain(LayerKind::leaky_relu, "leaky", {4}),
                      pool,
                      plain(LayerKind::flatten, "flatten", {6}),
                      dense};
    EXPECT_FALSE(fit(network, {1, 1, 8, 8}).has_value());
    return network;
}

TEST(NetworkCode, a_module_with_a_branch) {
    const Code code = code_of_network(branched(), Framework::pytorch);
    EXPECT_TRUE(code.possible);
    EXPECT_EQ(code.program, R"(import sys

import torch
import torch.nn.functional as F
from torch import nn


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, padding=1)
        self.block_conv = nn.Conv2d(4, 4, 3, padding=1, bias=False)
        self.pool = nn.MaxPool2d(2)
        self.layer_10_classes = nn.Linear(64, 10)

    def forward(self, x):
        x = self.conv1(x)
        relu1 = F.relu(x)
        x = self.block_conv(relu1)
        x = x + relu1
        x = F.leaky_relu(x, 0.01)
        x = self.pool(x)
        x = x.flatten(1)
        x = self.layer_10_classes(x)
        return x


network = Network().eval()
names = {
    "/block/conv": "block_conv",
    "10 classes": "layer_10_classes",
}
if len(sys.argv) > 1:
    from safetensors.torch import load_file

    arrays = {}
    for key, array in load_file(sys.argv[1]).items():
        layer, part = key.rsplit(".", 1)
        arrays[names.get(layer, layer) + "." + part] = array
    network.load_state_dict(arrays, strict=False)
with torch.no_grad():
    y = network(torch.randn(1, 1, 8, 8))
print(y.shape)
)");
}

TEST(NetworkCode, names_are_identifiers_each_once) {
    Network network;
    network.layers = {plain(LayerKind::input, "import", {}),
                      plain(LayerKind::batch_norm, "b n", {0}),
                      plain(LayerKind::batch_norm, "b/n", {1}),
                      plain(LayerKind::batch_norm, "class", {2}),
                      plain(LayerKind::batch_norm, "\"); evil()\n#", {3}),
                      plain(LayerKind::batch_norm, "\xE5\xB1\x82", {4})};
    ASSERT_FALSE(fit(network, {1, 2, 3, 3}).has_value());
    const std::string text = code_of_network(network, Framework::pytorch).program;
    for (const char* name :
         {"self.b_n = ", "self.b_n_2 = ", "self.layer_class = ", "self.evil = ", "self.layer_ = "})
        EXPECT_THAT(text, HasSubstr(name));
    EXPECT_THAT(text, Not(HasSubstr("evil()")));
}

TEST(NetworkCode, indices_of_a_pool_go_to_its_unpooling) {
    Network network = branched();
    network.layers.resize(2);
    Layer pool = plain(LayerKind::max_pool, "pool", {1});
    pool.operation = make_operation(Kind::max_pool, {8, 8}, {2, 2});
    Layer unpool = plain(LayerKind::max_unpool, "unpool", {2, 2});
    unpool.operation = make_operation(Kind::max_unpool, {4, 4}, {2, 2});
    network.layers.push_back(pool);
    network.layers.push_back(unpool);
    ASSERT_FALSE(fit(network, {1, 1, 8, 8}).has_value());
    const std::string lines = code_of_network(network, Framework::pytorch).layer;
    EXPECT_THAT(lines, HasSubstr("pool, pool_indices = self.pool(x)\n"));
    EXPECT_THAT(lines, HasSubstr("x = self.unpool(pool, pool_indices, output_size=(1, 4, 8, 8))"));
}

TEST(NetworkCode, products_quotients_and_roundings) {
    Network network;
    network.layers = {plain(LayerKind::input, "input", {}),     plain(LayerKind::sigmoid, "gate", {0}),
                      plain(LayerKind::mul, "product", {0, 1}), plain(LayerKind::div, "quotient", {2, 1}),
                      plain(LayerKind::cast, "half", {3}),      plain(LayerKind::cast, "byte", {4})};
    network.layers.back().cast_to = NarrowType::uint8;
    ASSERT_FALSE(fit(network, {1, 1, 2, 2}).has_value());
    const std::string lines = code_of_network(network, Framework::pytorch).layer;
    for (const char* line : {" * gate\n", " / gate\n", ".half().float()\n", ".trunc().remainder(256)"})
        EXPECT_THAT(lines, HasSubstr(line));
}

TEST(NetworkCode, other_frameworks_have_none_yet) {
    EXPECT_FALSE(code_of_network(branched(), Framework::keras).possible);
}

} // namespace
} // namespace convlens
