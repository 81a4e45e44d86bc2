// Shapes of layers, everything that does not fit, and sizes that would.
#include "convlens/network.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

Layer layer_of(LayerKind kind, const std::vector<int>& reads) {
    Layer layer;
    layer.kind = kind;
    layer.reads = reads;
    return layer;
}

Layer conv(int read, int64_t in, int64_t out, int64_t kernel, int64_t stride = 1) {
    Layer layer = layer_of(LayerKind::conv, {read});
    layer.operation = make_operation(Kind::conv, {1, 1}, {kernel, kernel});
    layer.operation.stride = {stride, stride};
    layer.operation.in_channels = in;
    layer.operation.out_channels = out;
    return layer;
}

Layer pool(int read, int64_t kernel) {
    Layer layer = layer_of(LayerKind::max_pool, {read});
    layer.operation = make_operation(Kind::max_pool, {1, 1}, {kernel, kernel});
    return layer;
}

Layer dense(int read, int64_t in, int64_t out) {
    Layer layer = layer_of(LayerKind::dense, {read});
    layer.weight = Tensor<float>(Sizes{out, in});
    return layer;
}

Network network_of(std::vector<Layer> layers) {
    Network network;
    network.layers.emplace_back();
    for (Layer& layer : layers)
        network.layers.push_back(std::move(layer));
    return network;
}

/// The shape of the last layer; [] where it does not fit.
Sizes shape_of(Layer layer, const Sizes& input) {
    Network network = network_of({std::move(layer)});
    return fit(network, input) ? Sizes{} : network.layers.back().shape;
}

TEST(NetworkFit, shapes_of_every_kind) {
    EXPECT_EQ(shape_of(conv(0, 3, 8, 3, 2), {2, 3, 9, 8}), (Sizes{2, 8, 4, 3}));
    Layer same = conv(0, 3, 8, 4, 3);
    for (const AutoPadding padding : {AutoPadding::same_upper, AutoPadding::same_lower}) {
        same.auto_padding = padding;
        EXPECT_EQ(shape_of(same, {1, 3, 10, 8}), (Sizes{1, 8, 4, 3}));
    }
    EXPECT_EQ(shape_of(pool(0, 2), {2, 5, 9, 8}), (Sizes{2, 5, 4, 4}));
    EXPECT_EQ(shape_of(dense(0, 7, 4), {2, 5, 7}), (Sizes{2, 5, 4}));
    Layer layer = layer_of(LayerKind::global_avg_pool, {0});
    EXPECT_EQ(shape_of(layer, {2, 5, 9, 8}), (Sizes{2, 5, 1, 1}));
    layer.keep_axes = false;
    EXPECT_EQ(shape_of(layer, {2, 5, 9}), (Sizes{2, 5}));
    layer = layer_of(LayerKind::flatten, {0});
    EXPECT_EQ(shape_of(layer, {2, 5, 9, 8}), (Sizes{2, 360}));
    layer.axis = 0;
    EXPECT_EQ(shape_of(layer, {2, 5, 9}), (Sizes{1, 90}));
    layer.axis = 3;
    EXPECT_EQ(shape_of(layer, {2, 5, 9}), (Sizes{90, 1}));
    layer = layer_of(LayerKind::reshape, {0});
    layer.target = {0, -1, 3};
    EXPECT_EQ(shape_of(layer, {2, 5, 9}), (Sizes{2, 15, 3}));
    layer = layer_of(LayerKind::affine, {0});
    layer.weight = Tensor<float>(Sizes{4, 1, 1});
    EXPECT_EQ(shape_of(layer, {2, 5}), (Sizes{4, 2, 5}));
    layer = layer_of(LayerKind::pad, {0});
    layer.pad_begin = {0, 0, -1};
    layer.pad_end = {0, 1, 3};
    EXPECT_EQ(shape_of(layer, {2, 1, 5}), (Sizes{2, 2, 7}));
    EXPECT_EQ(shape_of(layer_of(LayerKind::relu, {0}), {4}), (Sizes{4}));
}

TEST(NetworkFit, unpooling_goes_back_to_what_its_pool_read) {
    Layer unpool = layer_of(LayerKind::max_unpool, {1, 1});
    unpool.operation = make_operation(Kind::max_unpool, {1, 1}, {2, 2});
    Network network = network_of({pool(0, 2), unpool});
    for (const Sizes& size : {Sizes{1, 2, 6, 6}, Sizes{1, 2, 7, 6}, Sizes{1, 2, 7, 9}}) {
        ASSERT_FALSE(fit(network, size));
        EXPECT_EQ(network.layers[2].shape, size);
    }
}

/// What is wrong with the second layer of a network whose input is [1, 3, 8, 8].
NetworkIssue issue_of(Layer layer, const Sizes& input = {1, 3, 8, 8}) {
    Network network = network_of({std::move(layer)});
    const auto issue = fit(network, input);
    EXPECT_TRUE(issue);
    return issue.value_or(NetworkIssue{});
}

TEST(NetworkFit, every_issue) {
    using Code = NetworkIssueCode;
    EXPECT_EQ(issue_of(conv(0, 4, 8, 3)), (NetworkIssue{Code::wrong_channels, 1, 3, 4, {}}));
    EXPECT_EQ(issue_of(conv(0, 3, 8, 3), {1, 3, 8}), (NetworkIssue{Code::wrong_axes, 1, 3, 4, {}}));
    const NetworkIssue large = issue_of(conv(0, 3, 8, 9));
    EXPECT_EQ(large.code, Code::impossible);
    ASSERT_TRUE(large.issue);
    EXPECT_EQ(large.issue->code, IssueCode::kernel_exceeds_input);
    EXPECT_EQ(issue_of(dense(0, 7, 4)), (NetworkIssue{Code::wrong_count, 1, 8, 7, {}}));
    Layer layer = conv(0, 3, 8, 3);
    layer.bias = Tensor<float>(Sizes{7});
    EXPECT_EQ(issue_of(layer).code, Code::wrong_weights);
    layer.bias = {};
    layer.weight = Tensor<float>(Sizes{8, 3, 3, 2});
    EXPECT_EQ(issue_of(layer).code, Code::wrong_weights);
    layer = layer_of(LayerKind::batch_norm, {0});
    layer.weight = Tensor<float>(Sizes{4});
    EXPECT_EQ(issue_of(layer), (NetworkIssue{Code::wrong_channels, 1, 3, 4, {}}));
    layer = layer_of(LayerKind::reshape, {0});
    layer.target = {0, -1, 7};
    EXPECT_EQ(issue_of(layer), (NetworkIssue{Code::wrong_count, 1, 192, 7, {}}));
    layer.target = {1, -1, -1};
    EXPECT_EQ(issue_of(layer).code, Code::wrong_axes);
    layer.target = {max_number, max_number, max_number, max_number, max_number};
    EXPECT_EQ(issue_of(layer).code, Code::wrong_count);
    layer = layer_of(LayerKind::softmax, {0});
    layer.axis = 4;
    EXPECT_EQ(issue_of(layer).code, Code::wrong_axes);
    layer.axis = -1;
    EXPECT_EQ(issue_of(layer).code, Code::wrong_axes);
    layer = layer_of(LayerKind::affine, {0});
    layer.weight = Tensor<float>(Sizes{3, 1});
    EXPECT_EQ(issue_of(layer).code, Code::wrong_weights) << "3 rows beside 8";
    layer.weight = Tensor<float>(Sizes{1 << 20, 1, 1, 1, 1});
    EXPECT_EQ(issue_of(layer, {1, 3, 1024, 1024}).code, Code::too_large);
    layer = layer_of(LayerKind::pad, {0});
    layer.pad_begin = layer.pad_end = {0, 0, 8, 0};
    layer.padding_mode = PaddingMode::reflect;
    EXPECT_EQ(issue_of(layer).issue->code, IssueCode::padding_not_below_input);
    layer.padding_mode = PaddingMode::zeros;
    layer.pad_begin = {0, 0, -5, 0};
    layer.pad_end = {0, 0, -3, 0};
    EXPECT_EQ(issue_of(layer).issue->code, IssueCode::output_empty);
    layer.pad_begin = {0, 0};
    EXPECT_EQ(issue_of(layer).code, Code::wrong_axes);
    EXPECT_EQ(issue_of(conv(0, 3, 8, 3), {1, 3, 0, 8}).code, Code::too_large);
    EXPECT_EQ(issue_of(conv(0, 3, 8, 3), {}).layer, 0);
    EXPECT_EQ(issue_of(conv(0, 3, 8, 3), {1, 3, max_number, 8}).layer, 0);
}

TEST(NetworkFit, order_and_numbers_of_what_is_read) {
    const std::vector<Layer> wrong = {
        layer_of(LayerKind::relu, {1}),         layer_of(LayerKind::relu, {-1}),
        layer_of(LayerKind::relu, {}),          layer_of(LayerKind::relu, {0, 0}),
        layer_of(LayerKind::add, {}),           layer_of(LayerKind::concat, {0, 2}),
        layer_of(LayerKind::mul, {}),           layer_of(LayerKind::div, {0}),
        layer_of(LayerKind::div, {0, 0, 0}),    layer_of(LayerKind::cast, {0, 0}),
        layer_of(LayerKind::input, {}),         layer_of(LayerKind::max_unpool, {0}),
        layer_of(LayerKind::max_unpool, {0, 0})};
    for (const Layer& layer : wrong)
        EXPECT_EQ(issue_of(layer).code, NetworkIssueCode::bad_order);
    Network no_input;
    no_input.layers.push_back(layer_of(LayerKind::relu, {0}));
    EXPECT_EQ(fit(no_input, {1, 1})->code, NetworkIssueCode::bad_order);
}

TEST(NetworkFit, sums_and_rows_that_do_not_go_together) {
    for (const LayerKind kind : {LayerKind::add, LayerKind::mul, LayerKind::div, LayerKind::concat}) {
        Network network = network_of({conv(0, 3, 4, 3), layer_of(kind, {0, 1})});
        const auto issue = fit(network, {1, 3, 8, 8});
        ASSERT_TRUE(issue);
        EXPECT_EQ(issue->code, NetworkIssueCode::shapes_differ);
        EXPECT_EQ(issue->layer, 2);
        EXPECT_EQ(network.layers[1].shape, (Sizes{1, 4, 6, 6})) << "what comes before has its shape";
        EXPECT_TRUE(network.layers[2].shape.empty());
    }
}

TEST(NetworkFit, sizes_that_would_fit_are_near_and_fit) {
    Network network = network_of(
        {conv(0, 3, 4, 3, 2), pool(1, 2), layer_of(LayerKind::flatten, {2}), dense(3, 4 * 7 * 7, 10)});
    const auto found = sizes_that_fit(network, {40, 40}, 3);
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0], (Sizes{32, 32}));
    for (const Sizes& size : found)
        EXPECT_FALSE(fit(network, {1, 3, size[0], size[1]}));
    EXPECT_EQ(sizes_that_fit(network, {300, 200}, 1), (std::vector<Sizes>{{32, 32}})) << "square, far away";
    EXPECT_EQ(sizes_that_fit(network, {29, 30}, 1), (std::vector<Sizes>{{29, 30}})) << "as wanted";
    network.layers[4].weight = Tensor<float>(Sizes{10, 4 * 7 * 7 + 1});
    EXPECT_TRUE(sizes_that_fit(network, {40, 40}).empty());
}

} // namespace
} // namespace convlens
