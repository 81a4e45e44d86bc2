// A network that is written and read back gives the same numbers, whatever layers it has.
#include "network_files/network_of_onnx.h"
#include "network_files/onnx_model.h"
#include "network_files/write_onnx.h"
#include "support/source_folder.h"
#include "support/temporary_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <limits>
#include <random>

namespace convlens {
namespace {

constexpr double none = std::numeric_limits<double>::infinity();

Tensor<float> noise(const Sizes& shape, unsigned seed) {
    std::mt19937 random(seed);
    Tensor<float> tensor(shape);
    for (float& number : tensor.data)
        number = static_cast<float>(random() % 2001) / 1000.0F - 1;
    return tensor;
}

/// A network of one layer, with a name, behind its input.
Network of_layer(Layer layer, const Sizes& input) {
    Network network;
    Layer first;
    first.name = "input";
    layer.name = "layer";
    layer.reads.insert(layer.reads.begin(), 0);
    network.layers = {first, std::move(layer)};
    EXPECT_FALSE(fit(network, input).has_value());
    return network;
}

void expect_same_numbers(const Network& network, int64_t opset = 17) {
    const std::string bytes = write_onnx(network);
    EXPECT_EQ(onnx_model(bytes).opset, opset);
    const Network read = network_of_onnx(bytes, "written").network;
    const Tensor<float> x = noise(network.layers.front().shape, 5);
    const Tensor<float> wanted = forward(network, x).values.back(), found = forward(read, x).values.back();
    ASSERT_EQ(found.shape, wanted.shape);
    for (int64_t i = 0; i < wanted.count(); ++i)
        ASSERT_NEAR(found[i], wanted[i], 1e-6 * std::max(1.0F, std::abs(wanted[i]))) << i;
}

Layer windowed(LayerKind kind, Kind operation, const Sizes& kernel) {
    Layer layer;
    layer.kind = kind;
    layer.operation = make_operation(operation, Sizes::filled(kernel.size(), 1), kernel);
    return layer;
}

TEST(WriteOnnx, convolutions) {
    Layer conv = windowed(LayerKind::conv, Kind::conv, {3, 2});
    conv.operation.in_channels = 4;
    conv.operation.out_channels = 6;
    conv.operation.groups = 2;
    conv.operation.stride = {2, 1};
    conv.operation.dilation = {1, 2};
    conv.operation.padding_begin = {1, 0};
    conv.operation.padding_end = {2, 1};
    conv.weight = noise({6, 2, 3, 2}, 1);
    conv.bias = noise({6}, 2);
    expect_same_numbers(of_layer(conv, {2, 4, 8, 7}));
    conv.operation.padding_mode = PaddingMode::reflect;
    expect_same_numbers(of_layer(conv, {2, 4, 8, 7}));
    conv.operation.padding_mode = PaddingMode::circular;
    expect_same_numbers(of_layer(conv, {2, 4, 8, 7}), 19);
    conv.operation.padding_mode = PaddingMode::zeros;
    conv.auto_padding = AutoPadding::same_lower;
    expect_same_numbers(of_layer(conv, {2, 4, 8, 7}));
    Layer turned = windowed(LayerKind::conv_transpose, Kind::conv_transpose, {3});
    turned.operation.in_channels = 2;
    turned.operation.out_channels = 3;
    turned.operation.stride = {3};
    turned.operation.padding_begin = {1};
    turned.operation.output_padding = {2};
    turned.weight = noise({2, 3, 3}, 3);
    expect_same_numbers(of_layer(turned, {1, 2, 5}));
}

TEST(WriteOnnx, pools) {
    Layer max = windowed(LayerKind::max_pool, Kind::max_pool, {3, 3});
    max.operation.padding_begin = {1, 0};
    max.operation.dilation = {1, 2};
    max.operation.ceil_mode = true;
    expect_same_numbers(of_layer(max, {1, 2, 9, 9}));
    Layer average = windowed(LayerKind::avg_pool, Kind::avg_pool, {3, 3});
    average.operation.padding_begin = average.operation.padding_end = {1, 1};
    for (const bool counts : {true, false}) {
        average.operation.count_include_pad = counts;
        expect_same_numbers(of_layer(average, {1, 2, 9, 8}));
    }
    average.operation.dilation = {2, 1};
    expect_same_numbers(of_layer(average, {1, 2, 9, 8}), 19);
    Layer norm = windowed(LayerKind::lp_pool, Kind::lp_pool, {2, 2});
    norm.operation.norm_p = 3;
    expect_same_numbers(of_layer(norm, {1, 2, 6, 6}));
    norm.operation.norm_p = 2.5;
    EXPECT_THAT(refusal([&] {
                    write_onnx(of_layer(norm, {1, 2, 6, 6}));
                }),
                testing::StartsWith("error.onnx_write"));
}

TEST(WriteOnnx, unpooling_by_the_pools_indices) {
    Network network = of_layer(windowed(LayerKind::max_pool, Kind::max_pool, {2, 2}), {1, 2, 6, 6});
    Layer unpool = windowed(LayerKind::max_unpool, Kind::max_unpool, {2, 2});
    unpool.name = "unpool";
    unpool.reads = {1, 1};
    network.layers.push_back(unpool);
    ASSERT_FALSE(fit(network, {1, 2, 6, 6}).has_value());
    expect_same_numbers(network);
}

TEST(WriteOnnx, layers_without_windows) {
    const auto plain = [](LayerKind kind) {
        Layer layer;
        layer.kind = kind;
        return layer;
    };
    const Sizes input{2, 3, 4, 5};
    for (const LayerKind kind :
         {LayerKind::relu, LayerKind::leaky_relu, LayerKind::sigmoid, LayerKind::tanh, LayerKind::flatten,
          LayerKind::softmax, LayerKind::log_softmax, LayerKind::identity, LayerKind::global_avg_pool,
          LayerKind::affine, LayerKind::batch_norm})
        expect_same_numbers(of_layer(plain(kind), input));
    for (const auto& [low, high] : {std::pair{-0.5, 0.25}, {-none, 0.25}, {-0.5, none}, {-none, none}}) {
        Layer clip = plain(LayerKind::clip);
        clip.low = low;
        clip.high = high;
        expect_same_numbers(of_layer(clip, input));
    }
    Layer affine = plain(LayerKind::affine);
    affine.weight = noise({3, 1, 1}, 8);
    affine.bias = noise({1}, 9);
    expect_same_numbers(of_layer(affine, input));
    Layer norm = plain(LayerKind::batch_norm);
    norm.weight = noise({3}, 8);
    norm.bias = noise({3}, 9);
    expect_same_numbers(of_layer(norm, input));
    Layer mean = plain(LayerKind::global_avg_pool);
    mean.keep_axes = false;
    expect_same_numbers(of_layer(mean, input));
    Layer dense = plain(LayerKind::dense);
    dense.weight = noise({7, 5}, 8);
    dense.bias = noise({7}, 9);
    expect_same_numbers(of_layer(dense, input));
    expect_same_numbers(of_layer(dense, {2, 5}));
    Layer reshape = plain(LayerKind::reshape);
    reshape.target = {0, -1, 5};
    expect_same_numbers(of_layer(reshape, input));
    Layer pad = plain(LayerKind::pad);
    pad.pad_begin = {0, 0, 1, -1};
    pad.pad_end = {0, 1, -2, 2};
    pad.pad_value = 0.5;
    expect_same_numbers(of_layer(pad, input));
    pad.pad_end = {0, 0, 2, 1};
    pad.padding_mode = PaddingMode::replicate;
    expect_same_numbers(of_layer(pad, input));
}

TEST(WriteOnnx, sums_and_layers_side_by_side) {
    Layer relu, add, concat;
    relu.kind = LayerKind::relu;
    Network network = of_layer(relu, {1, 2, 4, 4});
    add.name = "add";
    add.kind = LayerKind::add;
    add.reads = {0, 1, 0};
    concat.name = "concat";
    concat.kind = LayerKind::concat;
    concat.reads = {2, 0};
    network.layers.push_back(add);
    network.layers.push_back(concat);
    ASSERT_FALSE(fit(network, {1, 2, 4, 4}).has_value());
    expect_same_numbers(network);
}

TEST(WriteOnnx, products_quotients_and_roundings) {
    Layer sigmoid;
    sigmoid.kind = LayerKind::sigmoid;
    Network network = of_layer(sigmoid, {1, 2, 4, 4});
    const auto add = [&](LayerKind kind, const std::string& name, const std::vector<int>& reads) -> Layer& {
        Layer layer;
        layer.name = name;
        layer.kind = kind;
        layer.reads = reads;
        return network.layers.emplace_back(layer);
    };
    add(LayerKind::mul, "three", {0, 1, 0});
    add(LayerKind::mul, "one", {2});
    add(LayerKind::div, "quotient", {3, 1});
    add(LayerKind::cast, "half", {4}).cast_to = NarrowType::float16;
    add(LayerKind::cast, "brain", {5}).cast_to = NarrowType::bfloat16;
    ASSERT_FALSE(fit(network, {1, 2, 4, 4}).has_value());
    expect_same_numbers(network);
    network.layers.back().cast_to = NarrowType::uint8;
    EXPECT_EQ(refusal([&] { write_onnx(network); }).substr(0, 16), "error.onnx_write");
}

TEST(WriteOnnx, the_models_of_pytorch) {
    for (const auto& entry :
         std::filesystem::directory_iterator(source_folder() + "/tests/network_files/models")) {
        if (entry.path().extension() != ".onnx")
            continue;
        SCOPED_TRACE(entry.path().filename().string());
        expect_same_numbers(network_of_onnx(bytes_of(entry.path().string()), "model").network);
    }
}

} // namespace
} // namespace convlens
