// ONNX files that are not as they should be are refused by one sentence; what versions of the standard mean
// differently is read as each says.
#include "input/limits.h"
#include "network_files/network_of_onnx.h"
#include "network_files/onnx_bytes.h"
#include "network_files/read_onnx.h"
#include "support/source_folder.h"
#include "support/temporary_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace convlens {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::string refused(const std::string& bytes, const Sizes& shape = {}) {
    return refusal([&] { network_of_onnx(bytes, "net.onnx", shape); });
}

std::vector<float> counted(int64_t count) {
    std::vector<float> numbers;
    for (int64_t i = 0; i < count; ++i)
        numbers.push_back(static_cast<float>(i));
    return numbers;
}

Tensor<float> given(const std::string& bytes, const Sizes& shape) {
    OnnxRequest request;
    request.input_shape = shape;
    const OnnxNetwork read = read_onnx(bytes, request);
    return forward(read.network, {shape, counted(shape.product())}).values.back();
}

OnnxBytes with_conv() {
    OnnxBytes model;
    model.floats("w", {1, 1, 3, 3}, counted(9)).floats("b", {1}, {0.5F});
    model.node("Conv", {"x", "w", "b"}, {"y"}, {{"pads", {1, 1, 1, 1}}}, "conv");
    return model;
}

TEST(ReadOnnx, layers_have_the_nodes_names_or_kind_and_number) {
    OnnxBytes model;
    model.node("Relu", {"x"}, {"a"}, {}, "first").node("Relu", {"a"}, {"b"}, {}, "first");
    model.node("MaxPool", {"b"}, {"y"}, {{"kernel_shape", {2, 2}}});
    const Network network = read_onnx(model.bytes()).network;
    ASSERT_EQ(network.layers.size(), 4U);
    EXPECT_EQ(network.layers[0].name, "x");
    EXPECT_EQ(network.layers[1].name, "first");
    EXPECT_EQ(network.layers[2].name, "first_2");
    EXPECT_EQ(network.layers[3].name, "max-pool_3");
}

TEST(ReadOnnx, names_are_one_line_of_text_whatever_bytes_they_have) {
    OnnxBytes model;
    model.node("Relu", {"x"}, {"y"}, {}, "../../etc/passwd\n\x1b[31m\xff" + std::string(5000, 'a'));
    const std::string name = read_onnx(model.bytes()).network.layers.back().name;
    EXPECT_THAT(name, StartsWith("../../etc/passwd\xEF\xBF\xBD"));
    EXPECT_LE(name.size(), 204U);
    EXPECT_EQ(name.find('\n'), std::string::npos);
}

TEST(ReadOnnx, what_is_not_supported_is_named_with_its_node) {
    OnnxBytes model;
    model.node("Relu", {"x"}, {"a"}).node("DepthToSpace", {"a"}, {"y"}, {}, "conv_3");
    EXPECT_THAT(refused(model.bytes()), HasSubstr("node conv_3 (op DepthToSpace) is not supported"));
    OnnxBytes nameless;
    nameless.node("Erf", {"x"}, {"y"});
    EXPECT_THAT(refused(nameless.bytes()), HasSubstr("node y (op Erf) is not supported"));
}

TEST(ReadOnnx, what_the_output_does_not_need_is_left_out) {
    OnnxBytes model;
    model.node("DepthToSpace", {"x"}, {"unused"}).node("Relu", {"x"}, {"y"}).node("Sigmoid", {"y"}, {"more"});
    EXPECT_EQ(read_onnx(model.bytes()).network.layers.size(), 2U);
}

TEST(ReadOnnx, circles_and_wrong_orders) {
    OnnxBytes circle;
    circle.node("Add", {"x", "b"}, {"a"}).node("Relu", {"a"}, {"b"}).node("Relu", {"b"}, {"y"});
    EXPECT_THAT(refused(circle.bytes()), HasSubstr("reads b, which no node before it gives"));
    OnnxBytes self;
    self.node("Relu", {"y"}, {"y"}, {}, "own");
    EXPECT_THAT(refused(self.bytes()), HasSubstr("node own (op Relu) reads y"));
    OnnxBytes twice;
    twice.node("Relu", {"x"}, {"y"}).node("Relu", {"y"}, {"x"}).node("Relu", {"x"}, {"z"});
    EXPECT_THAT(refused(twice.bytes(13, "z")),
                AnyOf(HasSubstr("error.onnx_twice"), HasSubstr("error.onnx_reads")));
    OnnxBytes nothing;
    nothing.node("Relu", {"x"}, {"a"});
    EXPECT_THAT(refused(nothing.bytes()), StartsWith("error.onnx_output"));
}

TEST(ReadOnnx, more_nodes_than_the_limit) {
    OnnxBytes many;
    many.node("Relu", {"x"}, {"y"});
    for (int64_t i = 0; i < limits::network_nodes; ++i)
        many.node("Relu", {"y"}, {"z"});
    EXPECT_THAT(refused(many.bytes()), StartsWith("error.onnx_nodes: has more than 10000 nodes"));
    // A million empty nodes, two bytes each
    std::string nodes;
    for (int i = 0; i < 1'000'000; ++i)
        nodes.append("\x0a\x00", 2);
    WireWriter model;
    model.text(onnx_field::model_graph, nodes);
    EXPECT_THAT(refused(model.take()), StartsWith("error.onnx_nodes"));
    OnnxBytes linked;
    std::vector<std::string> inputs(static_cast<std::size_t>(limits::network_links), "");
    EXPECT_THAT(refused(linked.node("Sum", inputs, {"y"}).bytes()), StartsWith("error.onnx_links"));
}

TEST(ReadOnnx, as_many_nodes_as_there_may_be) {
    OnnxBytes chain;
    std::string last = "x";
    for (int64_t i = 1; i < limits::network_nodes; ++i) {
        const std::string next = "a" + std::to_string(i);
        chain.node("Relu", {last}, {next}, {}, "same name");
        last = next;
    }
    const Network network = read_onnx(chain.bytes(13, last)).network;
    EXPECT_EQ(static_cast<int64_t>(network.layers.size()), limits::network_nodes);
}

TEST(ReadOnnx, sizes_that_lie_are_refused_before_memory_is_taken) {
    OnnxBytes model;
    model.array(tensor_message("w", OnnxType::float32, {1, 1, 30000, 30000}, raw_floats({1, 2})));
    model.node("Conv", {"x", "w"}, {"y"});
    EXPECT_THAT(refused(model.bytes()), HasSubstr("array w has other numbers than its shape says"));
    for (const std::vector<int64_t>& shape :
         {std::vector<int64_t>{-1}, {int64_t{1} << 40}, {1 << 16, 1 << 16}, {1, 1, 1, 1, 1, 1, 1, 1, 1}}) {
        OnnxBytes wrong;
        wrong.array(tensor_message("w", OnnxType::float32, shape, "")).node("Relu", {"x"}, {"y"});
        EXPECT_THAT(refused(wrong.bytes()), StartsWith("error.onnx_array"));
    }
    // A typed field counts, too
    WireWriter tensor;
    tensor.integer(onnx_field::tensor_dims, 1000);
    tensor.integer(onnx_field::tensor_type, 1);
    tensor.text(onnx_field::tensor_name, "w");
    tensor.float32(onnx_field::tensor_float, 1);
    OnnxBytes typed;
    typed.array(tensor).node("Add", {"x", "w"}, {"y"});
    EXPECT_THAT(refused(typed.bytes()), StartsWith("error.onnx_array"));
}

TEST(ReadOnnx, every_cut_and_many_flipped_bits_are_one_sentence) {
    const std::string good = with_conv().node("Relu", {"y"}, {"z"}, {}, "relu").bytes(13, "z");
    EXPECT_EQ(refused(good), "");
    for (std::size_t length = 0; length < good.size(); ++length)
        EXPECT_THAT(refused(good.substr(0, length)), StartsWith("error.")) << length;
    std::mt19937 random(7);
    int refusals = 0;
    for (int i = 0; i < 4000; ++i) {
        std::string bad = good;
        for (int flips = 0; flips < 1 + i % 3; ++flips)
            bad[random() % bad.size()] ^= static_cast<char>(1U << random() % 8);
        refusals += refused(bad).empty() ? 0 : 1;
    }
    EXPECT_GT(refusals, 1000);
}

TEST(ReadOnnx, external_data_is_refused_whatever_its_path) {
    WireWriter location, tensor = tensor_message("w", OnnxType::float32, {1, 1, 3, 3}, "");
    location.text(1, "location");
    location.text(2, "../../../etc/passwd");
    tensor.message(onnx_field::tensor_external, location);
    tensor.integer(onnx_field::tensor_location, 1);
    OnnxBytes model;
    model.array(tensor).node("Conv", {"x", "w"}, {"y"});
    EXPECT_THAT(refused(model.bytes()), HasSubstr("array w lies in another file"));
}

TEST(ReadOnnx, weights_that_are_not_finite) {
    for (const float number : {NAN, INFINITY, -INFINITY}) {
        OnnxBytes model;
        model.floats("w", {1, 1, 1, 1}, {number}).node("Conv", {"x", "w"}, {"y"});
        EXPECT_THAT(refused(model.bytes()), HasSubstr("array w has a number that is not finite"));
    }
    OnnxBytes norm;
    norm.floats("s", {1}, {1}).floats("b", {1}, {0}).floats("m", {1}, {0}).floats("v", {1}, {-1});
    norm.node("BatchNormalization", {"x", "s", "b", "m", "v"}, {"y"});
    EXPECT_THAT(refused(norm.bytes()), StartsWith("error.network_not_finite"));
}

TEST(ReadOnnx, versions_and_kinds_that_are_not_read) {
    EXPECT_THAT(refused(with_conv().bytes(99)), HasSubstr("is of opset 99; opsets 1 to"));
    EXPECT_THAT(refused(with_conv().bytes(0)), StartsWith("error.onnx_opset"));
    EXPECT_THAT(refused(""), StartsWith("error.onnx_damaged"));
    EXPECT_THAT(refused("not an onnx file at all"), StartsWith("error.onnx_damaged"));
    OnnxBytes text({1, 3}, "x", OnnxType::text);
    EXPECT_THAT(refused(text.node("Relu", {"x"}, {"y"}).bytes()), HasSubstr("of type string"));
    EXPECT_THAT(refused(OnnxBytes().field(onnx_field::graph_sparse, "").bytes()),
                StartsWith("error.onnx_sparse"));
}

TEST(ReadOnnx, a_layer_that_does_not_fit_says_what_it_needs) {
    OnnxBytes model({1, 2, 4, 4});
    model.floats("w", {1, 3, 1, 1}, {1, 2, 3}).node("Conv", {"x", "w"}, {"y"}, {}, "conv1");
    EXPECT_THAT(refused(model.bytes()),
                HasSubstr("layer conv1 cannot take what it reads: channels 2, needed 3"));
    OnnxBytes large;
    large.floats("w", {1, 1, 9, 9}, counted(81)).node("Conv", {"x", "w"}, {"y"}, {}, "conv1");
    EXPECT_THAT(refused(large.bytes()), HasSubstr("the kernel is 9 long, the padded input 4"));
    EXPECT_EQ(refused(large.bytes(), {1, 1, 9, 9}), "");
    EXPECT_THAT(refused(large.bytes(), {1, 9, 9}), StartsWith("error.network_array_shape"));
}

TEST(ReadOnnx, sizes_left_open_get_usual_ones) {
    OnnxBytes open({0, 1, 0, 0});
    open.floats("w", {1, 1, 3, 3}, counted(9)).node("Conv", {"x", "w"}, {"y"});
    const OnnxNetwork read = read_onnx(open.bytes());
    EXPECT_EQ(read.declared, (Sizes{0, 1, 0, 0}));
    EXPECT_EQ(read.network.layers[0].shape, (Sizes{1, 1, 224, 224}));
    OnnxBytes digits({0, 1, 0, 0}); // fits 28 alone
    digits.integers("s", {1, 784}).floats("w", {784, 1}, counted(784));
    digits.node("Reshape", {"x", "s"}, {"a"}).node("Gemm", {"a", "w"}, {"y"});
    EXPECT_EQ(read_onnx(digits.bytes()).network.layers[0].shape, (Sizes{1, 1, 28, 28}));
}

TEST(ReadOnnx, padding_that_no_operation_has_is_a_layer) {
    OnnxBytes crop;
    crop.floats("w", {1, 1, 1, 1}, {1}).node("Conv", {"x", "w"}, {"y"}, {{"pads", {-1, 0, 1, -2}}}, "conv");
    const Network network = read_onnx(crop.bytes()).network;
    ASSERT_EQ(network.layers.size(), 3U);
    EXPECT_EQ(network.layers[1].kind, LayerKind::pad);
    EXPECT_EQ(network.layers[1].name, "conv.pad");
    EXPECT_EQ(given(crop.bytes(), {1, 1, 4, 4}).shape, (Sizes{1, 1, 4, 2}));
    EXPECT_THAT(given(crop.bytes(), {1, 1, 4, 4}).data, ElementsAre(4, 5, 8, 9, 12, 13, 0, 0));
    OnnxBytes pool({1, 1, 2, 2});
    pool.node("MaxPool", {"x"}, {"y"},
              {{"kernel_shape", {2, 2}}, {"pads", {0, 3, 0, 0}}, {"strides", {1, 1}}});
    const Tensor<float> pooled = given(pool.bytes(), {1, 1, 2, 2});
    EXPECT_THAT(pooled.data, ElementsAre(-INFINITY, -INFINITY, 2, 3));
}

TEST(ReadOnnx, a_pad_before_a_window_is_the_windows_own_padding) {
    const auto kinds = [](const std::string& name) {
        const std::string path = source_folder() + "/tests/network_files/models/" + name + ".onnx";
        std::vector<LayerKind> all;
        for (const Layer& layer : network_of_onnx(bytes_of(path), name).network.layers)
            all.push_back(layer.kind);
        return all;
    };
    EXPECT_THAT(kinds("reflected_13"),
                ElementsAre(LayerKind::input, LayerKind::conv, LayerKind::relu, LayerKind::conv));
    EXPECT_THAT(kinds("average_13"),
                ElementsAre(LayerKind::input, LayerKind::avg_pool, LayerKind::conv, LayerKind::avg_pool));
    EXPECT_THAT(kinds("cropped_9"), ElementsAre(LayerKind::input, LayerKind::pad, LayerKind::conv));
}

TEST(ReadOnnx, softmax_over_all_axes_behind_before_opset_13) {
    OnnxBytes model({1, 2, 2});
    model.node("Softmax", {"x"}, {"y"});
    const auto sum = [](const Tensor<float>& y, std::size_t count) {
        float total = 0;
        for (std::size_t i = 0; i < count; ++i)
            total += y.data[i];
        return total;
    };
    EXPECT_NEAR(sum(given(model.bytes(11), {1, 2, 2}), 4), 1, 1e-6);
    EXPECT_NEAR(sum(given(model.bytes(13), {1, 2, 2}), 2), 1, 1e-6);
}

TEST(ReadOnnx, bounds_of_clip_and_sides_of_pad_moved_to_inputs_at_11) {
    OnnxBytes inputs;
    inputs.floats("low", {}, {3}).floats("high", {}, {5}).node("Clip", {"x", "low", "high"}, {"y"});
    EXPECT_EQ(given(inputs.bytes(11), {1, 1, 1, 8}).data, (std::vector<float>{3, 3, 3, 3, 4, 5, 5, 5}));
    OnnxBytes pads({1, 1, 2});
    pads.node("Pad", {"x"}, {"y"}, {{"pads", {0, 0, 1, 0, 0, 2}}});
    EXPECT_EQ(given(pads.bytes(9), {1, 1, 2}).data, (std::vector<float>{0, 0, 1, 0, 0}));
    EXPECT_THAT(refused(pads.bytes(11)), StartsWith("error.onnx_op_attribute"));
    OnnxBytes axes({1, 1, 2});
    axes.integers("p", {2, 0}).integers("a", {-1});
    axes.node("Pad", {"x", "p", "", "a"}, {"y"});
    EXPECT_EQ(given(axes.bytes(18), {1, 1, 2}).data, (std::vector<float>{0, 0, 0, 1}));
}

TEST(ReadOnnx, means_and_axes_are_inputs_in_later_opsets) {
    OnnxBytes mean({1, 2, 2, 2});
    mean.integers("a", {2, 3}).node("ReduceMean", {"x", "a"}, {"y"}, {{"keepdims", {0}, false}});
    EXPECT_EQ(given(mean.bytes(18), {1, 2, 2, 2}).data, (std::vector<float>{1.5F, 5.5F}));
    OnnxBytes squeeze({1, 2, 1});
    squeeze.node("Squeeze", {"x"}, {"y"}, {{"axes", {2}}});
    EXPECT_EQ(given(squeeze.bytes(11), {1, 2, 1}).shape, (Sizes{1, 2}));
}

TEST(ReadOnnx, training_is_refused) {
    OnnxBytes norm;
    norm.floats("s", {1}, {1});
    norm.node("BatchNormalization", {"x", "s", "s", "s", "s"}, {"y", "m", "v"},
              {{"training_mode", {1}, false}}, "bn");
    EXPECT_THAT(refused(norm.bytes(15)), HasSubstr("node bn (op BatchNormalization) is in training mode"));
}

TEST(ReadOnnx, parameters_come_from_weights_by_name) {
    OnnxBytes model;
    model.add_input("w", {1, 1, 1, 1}).node("Conv", {"x", "w"}, {"y"});
    EXPECT_THAT(refused(model.bytes()),
                HasSubstr("has no numbers for w; on the command line --weights gives them"));
    const Tensor<float> two(Sizes{1, 1, 1, 1}, {2}), wrong(Sizes{2}, {2, 2});
    const WeightsFile file(safetensors_of({{"w", &two}}), "w.safetensors");
    const OnnxNetwork read = network_of_onnx(model.bytes(), "net.onnx", {}, &file);
    EXPECT_EQ(read.network.layers.back().weight.data, std::vector<float>{2});
    const WeightsFile other(safetensors_of({{"w", &wrong}}), "w.safetensors");
    EXPECT_THAT(refusal([&] { network_of_onnx(model.bytes(), "net.onnx", {}, &other); }),
                HasSubstr("array w has shape 2; 1x1x1x1 is needed"));
}

TEST(ReadOnnx, types_of_arrays) {
    const auto added = [](OnnxType type, const std::string& raw) {
        OnnxBytes model({1, 1});
        model.array(tensor_message("b", type, {1}, raw)).node("Add", {"x", "b"}, {"y"});
        return given(model.bytes(), {1, 1}).data[0];
    };
    EXPECT_EQ(added(OnnxType::float16, std::string("\x00\x3e", 2)), 1.5F);
    EXPECT_EQ(added(OnnxType::bfloat16, std::string("\xc0\x3f", 2)), 1.5F);
    EXPECT_EQ(added(OnnxType::int8, "\xfe"), -2);
    EXPECT_EQ(added(OnnxType::uint8, "\xfe"), 254);
    EXPECT_EQ(added(OnnxType::int64, std::string("\x05\0\0\0\0\0\0\0", 8)), 5);
    EXPECT_EQ(added(OnnxType::float64, std::string("\0\0\0\0\0\0\xf8\x3f", 8)), 1.5F);
    OnnxBytes complex({1, 1});
    complex.array(tensor_message("b", OnnxType::complex64, {1}, std::string(8, '\0')))
        .node("Add", {"x", "b"}, {"y"});
    EXPECT_THAT(refused(complex.bytes()), HasSubstr("array b is of type complex64"));
}

TEST(ReadOnnx, rows_of_a_layer_are_cut_and_axes_turned) {
    const auto sliced = [](const std::vector<int64_t>& starts, const std::vector<int64_t>& ends,
                           const std::vector<int64_t>& axes, const std::vector<int64_t>& steps) {
        OnnxBytes model({1, 2, 3});
        model.integers("s", starts).integers("e", ends).integers("a", axes).integers("t", steps);
        return model.node("Slice", {"x", "s", "e", "a", "t"}, {"y"}).bytes();
    };
    const std::string middle = sliced({1}, {100}, {-1}, {1});
    EXPECT_EQ(read_onnx(middle).network.layers.back().kind, LayerKind::pad);
    EXPECT_THAT(given(middle, {1, 2, 3}).data, ElementsAre(1, 2, 4, 5));
    const Tensor<float> back = given(sliced({-1, 0}, {-100, 3}, {1, 2}, {-1, 2}), {1, 2, 3});
    EXPECT_EQ(back.shape, (Sizes{1, 2, 2}));
    EXPECT_THAT(back.data, ElementsAre(3, 5, 0, 2));
    EXPECT_THAT(refused(sliced({2}, {2}, {2}, {1})), HasSubstr("(op Slice) would give no number"));
    OnnxBytes turned({1, 2, 3});
    turned.node("Transpose", {"x"}, {"y"}, {{"perm", {0, 2, 1}}});
    EXPECT_THAT(given(turned.bytes(), {1, 2, 3}).data, ElementsAre(0, 3, 1, 4, 2, 5));
    OnnxBytes ones({1, 2, 3});
    ones.node("Transpose", {"x"}, {"y"}, {{"perm", {1, 0, 2}}});
    EXPECT_EQ(read_onnx(ones.bytes()).network.layers.back().kind, LayerKind::reshape);
    OnnxBytes picked({1, 2, 3});
    picked.integers("i", {2, 0}).node("Gather", {"x", "i"}, {"y"}, {{"axis", {2}, false}});
    EXPECT_THAT(given(picked.bytes(), {1, 2, 3}).data, ElementsAre(2, 0, 5, 3));
}

TEST(ReadOnnx, what_stays_refused_says_why_at_its_node) {
    OnnxBytes large({1, 3, 64, 64}), words({3}), bytes({2}, "x", OnnxType::uint16);
    large.node("Transpose", {"x"}, {"y"}, {{"perm", {0, 2, 3, 1}}}, "to_rows");
    EXPECT_THAT(refused(large.bytes()),
                HasSubstr("node to_rows (op Transpose) would be a matrix of more than 1048576 numbers"));
    words.floats("table", {4, 2}, counted(8)).node("Gather", {"table", "x"}, {"y"}, {}, "embed");
    EXPECT_THAT(refused(words.bytes()),
                HasSubstr("node embed (op Gather) is not supported where its input 'x' is not"));
    bytes.node("Add", {"x", "x"}, {"y"}, {}, "wraps");
    EXPECT_THAT(refused(bytes.bytes()), HasSubstr("node wraps (op Add) is not supported with numbers of type "
                                                  "uint16, which float32 does not give"));
}

TEST(ReadOnnx, products_and_quotients_of_layers_are_layers) {
    OnnxBytes model({1, 2, 2});
    model.node("Sigmoid", {"x"}, {"a"}).node("Mul", {"x", "a"}, {"m"}, {}, "gate");
    model.node("Div", {"m", "a"}, {"y"}, {}, "back");
    const Network network = read_onnx(model.bytes()).network;
    ASSERT_EQ(network.layers.size(), 4U);
    EXPECT_EQ(network.layers[2].kind, LayerKind::mul);
    EXPECT_EQ(network.layers[2].reads, (std::vector<int>{0, 1}));
    EXPECT_EQ(network.layers[3].kind, LayerKind::div);
    EXPECT_EQ(network.layers[3].reads, (std::vector<int>{2, 1}));
    EXPECT_THAT(given(model.bytes(), {1, 2, 2}).data,
                testing::Pointwise(testing::FloatEq(), {0.0F, 1.0F, 2.0F, 3.0F}));
    OnnxBytes constant({1, 4});
    constant.floats("six", {1}, {6}).floats("one", {1}, {1});
    constant.node("Add", {"x", "one"}, {"a"}).node("Div", {"six", "a"}, {"y"});
    EXPECT_THAT(given(constant.bytes(), {1, 4}).data, ElementsAre(6, 3, 2, 1.5F));
}

TEST(ReadOnnx, integers_of_8_bits_wrap_around_and_their_quotients_are_cut) {
    const auto of_bytes = [](const std::string& op, const std::string& number) {
        OnnxBytes model({1, 4}, "x", OnnxType::uint8);
        model.array(tensor_message("b", OnnxType::uint8, {1}, number));
        return given(model.node(op, {"x", "b"}, {"y"}).bytes(), {1, 4}).data;
    };
    EXPECT_THAT(of_bytes("Add", "\xFE"), ElementsAre(254, 255, 0, 1));
    EXPECT_THAT(of_bytes("Sub", "\x02"), ElementsAre(254, 255, 0, 1));
    EXPECT_THAT(of_bytes("Mul", "\x80"), ElementsAre(0, 128, 0, 128));
    EXPECT_THAT(of_bytes("Div", "\x03"), ElementsAre(0, 0, 0, 1))
        << "3 / 3 is 1 whatever float32 makes of 1 / 3";
    OnnxBytes constants({1, 1});
    constants.array(tensor_message("a", OnnxType::uint8, {1}, "\xFF"));
    constants.array(tensor_message("b", OnnxType::uint8, {1}, "\x03")).node("Add", {"a", "b"}, {"c"});
    constants.node("Cast", {"c"}, {"f"}, {{"to", {1}, false}}).node("Add", {"x", "f"}, {"y"});
    EXPECT_THAT(given(constants.bytes(), {1, 1}).data, ElementsAre(2));
}

TEST(ReadOnnx, casts_to_half_the_bits_round) {
    const float third = 1.0F / 3;
    for (const auto& [type, wanted] :
         {std::pair{OnnxType::float16, 0.333251953125F}, {OnnxType::bfloat16, 0.333984375F}}) {
        OnnxBytes layer({1, 1}), constant({1, 1});
        const std::vector<OnnxBytes::Integers> to{{"to", {static_cast<int64_t>(type)}, false}};
        layer.floats("third", {1}, {third}).node("Add", {"x", "third"}, {"a"}).node("Cast", {"a"}, {"y"}, to);
        EXPECT_THAT(given(layer.bytes(), {1, 1}).data, ElementsAre(wanted));
        constant.floats("third", {1}, {third}).node("Cast", {"third"}, {"h"}, to);
        constant.node("Cast", {"h"}, {"f"}, {{"to", {1}, false}}).node("Add", {"x", "f"}, {"y"});
        EXPECT_THAT(given(constant.bytes(), {1, 1}).data, ElementsAre(wanted));
    }
}

TEST(ReadOnnx, a_slope_for_all_or_one_for_each_channel) {
    const auto sloped = [](const std::vector<int64_t>& shape, const std::vector<float>& slopes,
                           int64_t opset) {
        OnnxBytes model({1, 2, 2});
        model.floats("three", {1}, {-3}).node("Add", {"x", "three"}, {"a"});
        model.floats("slope", shape, slopes).node("PRelu", {"a", "slope"}, {"y"});
        return given(model.bytes(opset), {1, 2, 2}).data; // of -3, -2, -1, 0
    };
    EXPECT_THAT(sloped({1}, {2}, 13), ElementsAre(-6, -4, -2, 0));
    EXPECT_THAT(sloped({2, 1}, {2, 3}, 13), ElementsAre(-6, -4, -3, 0));
    EXPECT_THAT(sloped({2}, {2, 3}, 13), ElementsAre(-6, -6, -2, 0)) << "broadcast as in numpy";
    EXPECT_THAT(sloped({2}, {2, 3}, 6), ElementsAre(-6, -4, -3, 0)) << "of the channels";
    OnnxBytes deep({1, 2, 1, 1, 1, 1, 1, 1});
    deep.floats("slope", {1, 2, 1, 1, 1, 1, 1, 1}, {2, 3}).node("PRelu", {"x", "slope"}, {"y"});
    EXPECT_EQ(given(deep.bytes(6), {1, 2, 1, 1, 1, 1, 1, 1}).data.size(), 2U) << "with all axes there may be";
}

TEST(ReadOnnx, what_is_enlarged_by_whole_factors_is_repeated) {
    const auto resized = [](const std::vector<float>& factors) {
        OnnxBytes model({1, 1, 1, 2});
        model.floats("f", {static_cast<int64_t>(factors.size())}, factors);
        return model.node("Resize", {"x", "", "f"}, {"y"}, {}, "larger");
    };
    EXPECT_THAT(given(resized({1, 1, 2, 3}).bytes(), {1, 1, 1, 2}).data,
                ElementsAre(0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1));
    EXPECT_THAT(
        refused(resized({1, 1, 2, 1.5F}).bytes()),
        HasSubstr("node larger (op Resize) enlarges an axis by 1.500000; a whole number from 1 to 64"));
    for (const std::vector<float>& factors :
         {std::vector<float>{1, 2, 1, 1}, {1, 1, 1, 0}, {1, 1, 1, 65}, {1, 1, 2}, {1, 1, 1, -2}})
        EXPECT_THAT(refused(resized(factors).bytes()), HasSubstr("larger (op Resize)")) << factors.back();
}

TEST(ReadOnnx, repeats_that_are_too_many_are_refused_before_memory_is_taken) {
    for (const std::vector<int64_t>& shape : {std::vector<int64_t>{1 << 20, 1 << 20, 4, 4},
                                              {1, 0, 4, 4},
                                              {1, -1, 4, 4},
                                              {1, 1, 4, 4, 1, 1, 1, 1, 1}}) {
        OnnxBytes model;
        model.integers("shape", shape).node("Expand", {"x", "shape"}, {"y"}, {}, "much");
        EXPECT_THAT(refused(model.bytes()), HasSubstr("much (op Expand)")) << shape.size();
    }
}

TEST(ReadOnnx, what_is_expanded_is_repeated) {
    OnnxBytes model({1, 2, 1});
    model.integers("shape", {1, 3}).node("Expand", {"x", "shape"}, {"y"});
    const Tensor<float> found = given(model.bytes(), {1, 2, 1});
    EXPECT_EQ(found.shape, (Sizes{1, 2, 3}));
    EXPECT_THAT(found.data, ElementsAre(0, 0, 0, 1, 1, 1));
    OnnxBytes wrong({1, 2, 1});
    wrong.integers("shape", {3, 3}).node("Expand", {"x", "shape"}, {"y"}, {}, "to_three");
    EXPECT_THAT(refused(wrong.bytes()),
                HasSubstr("node to_three (op Expand) has shapes that do not go together"));
}

/// Its rows are never listed: the network is read, and only what it takes is refused later.
TEST(ReadOnnx, an_axis_longer_than_memory_is_cut_by_three_numbers) {
    constexpr int64_t longest = 2'000'000'000;
    OnnxBytes sliced({1, longest});
    sliced.integers("s", {1}).integers("e", {longest - 1}).integers("a", {1});
    sliced.node("Slice", {"x", "s", "e", "a"}, {"y"});
    const Network network = read_onnx(sliced.bytes()).network;
    EXPECT_EQ(network.layers.back().kind, LayerKind::pad);
    EXPECT_EQ(network.layers.back().shape, (Sizes{1, longest - 2}));
}

TEST(ReadOnnx, a_row_that_no_axis_has_is_refused) {
    for (const float row : {6e22F, -6e22F, 3.0F, -4.0F}) {
        OnnxBytes picked({1, 2, 3});
        picked.floats("row", {1}, {row}).node("Gather", {"x", "row"}, {"y"}, {{"axis", {2}, false}}, "pick");
        EXPECT_THAT(refused(picked.bytes()), HasSubstr("pick (op Gather)")) << row;
        EXPECT_THAT(refused(picked.bytes()), HasSubstr("indices")) << row;
    }
}

TEST(ReadOnnx, folding_is_limited) {
    OnnxBytes model;
    model.integers("s", {100'000'000}).node("ConstantOfShape", {"s"}, {"c"}).node("Add", {"x", "c"}, {"y"});
    EXPECT_THAT(refused(model.bytes()), StartsWith("error.onnx_folded"));
}

TEST(ReadOnnx, a_model_that_does_not_look_at_its_input) {
    OnnxBytes model({2, 3});
    model.node("Shape", {"x"}, {"y"});
    EXPECT_THAT(refused(model.bytes()), StartsWith("error.onnx_constant"));
    EXPECT_THAT(read_onnx(model.bytes()).constant->data, ElementsAre(2, 3));
}

TEST(ReadOnnx, weights_by_the_models_names_or_by_the_layers) {
    const std::string bytes = with_conv().bytes();
    const Tensor<float> w(Sizes{1, 1, 3, 3}, std::vector<float>(9, 2)), b(Sizes{1}, {7});
    const WeightsFile by_model(safetensors_of({{"b", &b}}), "w");
    const Layer of_model = network_of_onnx(bytes, "net.onnx", {}, &by_model).network.layers.back();
    EXPECT_EQ(of_model.bias.data, b.data);
    EXPECT_EQ(of_model.weight.data, counted(9));
    const WeightsFile by_layer(safetensors_of({{"conv.weight", &w}, {"conv.bias", &b}}), "w");
    EXPECT_EQ(network_of_onnx(bytes, "net.onnx", {}, &by_layer).network.layers.back().weight.data, w.data);
    const WeightsFile neither(safetensors_of({{"other", &w}}), "w");
    EXPECT_THAT(refusal([&] { network_of_onnx(bytes, "net.onnx", {}, &neither); }),
                HasSubstr("there is no array conv.weight"));
}

} // namespace
} // namespace convlens
