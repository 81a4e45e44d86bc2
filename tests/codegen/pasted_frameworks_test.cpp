// Pasted text with names, arithmetic and other frameworks' words; and every program that is written, back.
#include "codegen/code.h"
#include "codegen/pasted/pasted.h"
#include "convlens/arithmetic.h"
#include "document/evaluate/results.h"
#include "document/names.h"
#include "document/presets.h"
#include "present.h"
#include "support/operations.h"
#include "support/random_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>

namespace convlens {
namespace {

using test::present;

/// What is expected of a text: pairs of sizes, in Operation's words.
struct Case {
    const char* text;
    Kind kind;
    Sizes channels; // in, out
    Sizes input, kernel, stride, begin, end, dilation;
    int64_t groups = 1;
};

void expect_read(const Case& one) {
    const Pasted pasted = read_code(one.text, present);
    EXPECT_EQ(pasted.error_key, "") << one.text;
    ASSERT_TRUE(pasted.operation) << one.text;
    Operation expected = make_operation(one.kind, one.input, one.kernel);
    expected.batch = 2;
    expected.in_channels = one.channels[0];
    expected.out_channels = one.channels[1];
    expected.stride = one.stride;
    expected.padding_begin = one.begin;
    expected.padding_end = one.end;
    expected.dilation = one.dilation;
    expected.groups = one.groups;
    Operation read = *pasted.operation;
    read.output_padding = expected.output_padding; // of the transposed ones, which has its own test
    read.count_include_pad = true;                 // likewise
    EXPECT_EQ(read, expected) << one.text << "\nread " << describe(read) << "\nexpected "
                              << describe(expected);
}

const Sizes s0{0, 0}, s1{1, 1}, s2{2, 2}, s3{3, 3}, s5{5, 5}, usual{9, 8};

TEST(PastedNames, channels_that_are_names_stay_and_are_said) {
    const Case cases[] = {
        {"nn.Conv2d(in_channels, out_channels, kernel_size=3, padding=1)",
         Kind::conv,
         {4, 6},
         usual,
         s3,
         s1,
         s1,
         s1,
         s1},
        {"nn.Conv2d(ngf * 4, ngf * 8, 4, 2, 1, bias=False)",
         Kind::conv,
         {4, 6},
         usual,
         {4, 4},
         s2,
         s1,
         s1,
         s1},
        {"nn.Conv2d(3, planes, 3)", Kind::conv, {3, 6}, usual, s3, s1, s0, s0, s1},
        {"nn.Conv2d(dim, dim, kernel_size=7, padding=3, groups=dim)",
         Kind::conv,
         {4, 4},
         usual,
         {7, 7},
         s1,
         s3,
         s3,
         s1,
         4},
        {"nn.Conv2d(32, width, 3, groups=32)", Kind::conv, {32, 32}, usual, s3, s1, s0, s0, s1, 32},
        {"layers.Conv2D(filters, 3)", Kind::conv, {4, 6}, usual, s3, s1, s0, s0, s1},
        {"slim.conv2d(net, depth(64), [3, 3])", Kind::conv, {4, 6}, usual, s3, s1, s1, s1, s1},
    };
    for (const Case& one : cases)
        expect_read(one);
    const Pasted pasted = read_code("nn.Conv2d(3, ngf * 8, 3)", present);
    EXPECT_THAT(pasted.kept, testing::ElementsAre(KeptName{"out_channels", "ngf * 8", 6}));
    EXPECT_TRUE(read_code("nn.Conv2d(3, 5, 3)", present).kept.empty());
}

TEST(PastedNames, arithmetic_of_literals_is_computed) {
    const std::pair<const char*, int64_t> paddings[] = {
        {"(3-1)//2", 1},   {"3 // 2", 1},     {"int(3 / 2)", 1},     {"2 * (3 - 1) - 4 % 3", 3},
        {"2 ** 3 - 7", 1}, {"-(-3) // 2", 1}, {"((5 - 1)) // 2", 2}, {"-7 // -4", 1},
        {"1 + 1", 2},
    };
    for (const auto& [text, padding] : paddings) {
        const std::string layer = std::string("nn.Conv2d(2**1, 64 // 8, 2 * 2 + 1, padding=") + text + ")";
        const Pasted pasted = read_code(layer, present);
        ASSERT_TRUE(pasted.operation) << layer << " " << pasted.error_key;
        EXPECT_EQ(pasted.operation->padding_begin, (Sizes{padding, padding})) << layer;
        EXPECT_EQ(pasted.operation->kernel_size, s5);
        EXPECT_EQ(pasted.operation->out_channels, 8);
    }
    const Pasted pair = read_code("nn.Conv2d(1, 1, (3 + 2, 1), padding=((5 - 1) // 2, 0))", present);
    EXPECT_EQ(pair.operation->padding_begin, (Sizes{2, 0}));
}

TEST(PastedNames, names_that_the_text_gives_a_value_count) {
    const char* const texts[] = {
        "k = 5\nnn.Conv2d(1, 1, kernel_size=k, padding=k//2)",
        "nn.Conv2d(1, 1, kernel_size=5, padding=kernel_size//2)",
        "def block(c: int, k: int = 5, act=None):\n    return nn.Conv2d(c, c, k, padding=(k - 1) // 2)",
        "k = (5, 5); p = 2; nn.Conv2d(1, 1, k, padding=p)",
        "self.k = 2 * 2 + 1\nself.c = nn.Conv2d(1, 1, self.k, 1, self.k // 2)",
        "k = 7\nk = 5\nif k == 5: pass\nnn.Conv2d(1, 1, k, padding=k // 2)",
    };
    for (const char* const text : texts) {
        const Pasted pasted = read_code(text, present);
        ASSERT_TRUE(pasted.operation) << text << " " << pasted.error_key;
        EXPECT_EQ(pasted.operation->kernel_size, s5) << text;
        EXPECT_EQ(pasted.operation->padding_begin, s2) << text;
    }
}

TEST(PastedNames, an_unknown_name_of_a_size_is_refused_by_its_name) {
    const std::pair<const char*, const char*> refusals[] = {
        {"nn.Conv2d(3, 16, k)", "k"},
        {"nn.Conv2d(3, 16, kernel_size=k, padding=k//2)", "k"},
        {"nn.Conv2d(3, 16, 3, padding=pad // 2)", "pad"},
        {"nn.Conv2d(3, 16, 3, stride=(1, s))", "s"},
        {"nn.Conv2d(3, 16, 3, dilation=2 * rate)", "rate"},
        {"layers.Conv2D(8, 3, padding=how)", "how"},
        {"k = 3\nk += 1\nnn.Conv2d(3, 16, k)", "k"},
        {"k = 3\nfor k in sizes: nn.Conv2d(3, 16, k)", "k"},
        {"k = 3\ndef f(k): nn.Conv2d(3, 16, k)", "k"},
        {"k = 3\nk = g()\nnn.Conv2d(3, 16, k)", "k"},
    };
    for (const auto& [text, name] : refusals) {
        const Pasted pasted = read_code(text, present);
        EXPECT_EQ(pasted.error_key, "code.error.unknown_name") << text;
        EXPECT_THAT(pasted.error_values, testing::Contains(std::pair<std::string, std::string>("name", name)))
            << text;
    }
}

TEST(PastedKeras, shapes_may_be_open_and_channels_first) {
    const Case cases[] = {
        {"Conv2D(8, 3, input_shape=(None, None, 3))", Kind::conv, {3, 8}, usual, s3, s1, s0, s0, s1},
        {"Conv2D(8, 3, input_shape=input_shape)", Kind::conv, {4, 8}, usual, s3, s1, s0, s0, s1},
        {"Conv2D(8, 3, input_shape=(rows, cols, 1))", Kind::conv, {1, 8}, usual, s3, s1, s0, s0, s1},
        {"Conv2D(8, 3, input_shape=(3, 20, 30), data_format='channels_first')",
         Kind::conv,
         {3, 8},
         {20, 30},
         s3,
         s1,
         s0,
         s0,
         s1},
        {"x = keras.Input(shape=(28, 27, 1))\ny = layers.Conv2D(8, 3)(x)",
         Kind::conv,
         {1, 8},
         {28, 27},
         s3,
         s1,
         s0,
         s0,
         s1},
        {"inputs = Input((None, None, 3))\nlayers.MaxPooling2D(3)(inputs)",
         Kind::max_pool,
         {3, 3},
         usual,
         s3,
         s3,
         s0,
         s0,
         s1},
    };
    for (const Case& one : cases)
        expect_read(one);
}

TEST(PastedTensorFlow, has_its_own_defaults) {
    const Case cases[] = {
        {"net = slim.conv2d(net, 64, [5, 5])", Kind::conv, {4, 64}, usual, s5, s1, s2, s2, s1},
        {"slim.conv2d(net, 64, 3, stride=1, rate=2, padding='VALID', scope='c')",
         Kind::conv,
         {4, 64},
         usual,
         s3,
         s1,
         s0,
         s0,
         s2},
        {"slim.max_pool2d(net, [3, 3], scope='pool1')", Kind::max_pool, {4, 4}, usual, s3, s2, s0, s0, s1},
        {"tf.contrib.layers.conv2d(x, 8, 3)", Kind::conv, {4, 8}, usual, s3, s1, s1, s1, s1},
        {"tf.layers.conv2d(x, 32, 5, activation=tf.nn.relu)", Kind::conv, {4, 32}, usual, s5, s1, s0, s0, s1},
        {"tf.layers.conv2d(inputs=x, filters=32, kernel_size=[5, 5], padding=\"same\")",
         Kind::conv,
         {4, 32},
         usual,
         s5,
         s1,
         s2,
         s2,
         s1},
        {"tf.layers.max_pooling2d(inputs=c, pool_size=[2, 2], strides=2)",
         Kind::max_pool,
         {4, 4},
         usual,
         s2,
         s2,
         s0,
         s0,
         s1},
        {"tf.nn.conv2d(x, W, strides=[1, 2, 3, 1], padding='VALID')",
         Kind::conv,
         {4, 6},
         usual,
         {3, 2},
         {2, 3},
         s0,
         s0,
         s1},
        {"tf.nn.conv2d(x, W, [1, 1, 2, 3], 'VALID', data_format='NCHW')",
         Kind::conv,
         {4, 6},
         usual,
         {3, 2},
         {2, 3},
         s0,
         s0,
         s1},
        {"tf.nn.conv2d(x, W, 1, padding=[[0, 0], [1, 2], [3, 4], [0, 0]])",
         Kind::conv,
         {4, 6},
         usual,
         {3, 2},
         s1,
         {1, 3},
         {2, 4},
         s1},
        {"tf.nn.conv2d(x, W, strides=[1, 1, 1, 1], padding='SAME', dilations=[1, 2, 2, 1])",
         Kind::conv,
         {4, 6},
         usual,
         {3, 2},
         s1,
         {2, 1},
         {2, 1},
         s2},
        {"tf.nn.max_pool(x, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding='SAME')",
         Kind::max_pool,
         {4, 4},
         usual,
         s2,
         s2,
         s0,
         {1, 0},
         s1},
    };
    for (const Case& one : cases)
        expect_read(one);
    for (const char* const other : {"K.conv2d(x, w)", "tf.conv2d(x, w)", "self.conv2d(x)"})
        EXPECT_EQ(read_code(other, present).error_key, "code.error.no_layer") << other;
    EXPECT_FALSE(read_code("tf.nn.avg_pool(x, 3, 1, 'SAME')", present).operation->count_include_pad);
}

TEST(PastedJax, flax_and_lax) {
    const Case cases[] = {
        {"nn.Conv(features=16, kernel_size=(3, 3))", Kind::conv, {4, 16}, usual, s3, s1, s1, s1, s1},
        {"nn.Conv(16, (3, 3), strides=(2, 2), padding='VALID', kernel_dilation=2)",
         Kind::conv,
         {4, 16},
         usual,
         s3,
         s2,
         s0,
         s0,
         s2},
        {"nn.Conv(16, (3, 3), padding=((1, 2), (3, 4)), feature_group_count=4)",
         Kind::conv,
         {4, 16},
         usual,
         s3,
         s1,
         {1, 3},
         {2, 4},
         s1,
         4},
        {"nnx.Conv(3, 16, kernel_size=(3, 3), rngs=rngs)", Kind::conv, {3, 16}, usual, s3, s1, s1, s1, s1},
        {"x = nn.max_pool(x, window_shape=(2, 2), strides=(2, 2))",
         Kind::max_pool,
         {4, 4},
         usual,
         s2,
         s2,
         s0,
         s0,
         s1},
        {"nn.avg_pool(x, (3, 3))", Kind::avg_pool, {4, 4}, usual, s3, s1, s0, s0, s1},
        {"nn.ConvTranspose(8, (3, 3), strides=(2, 2), padding='VALID')",
         Kind::conv_transpose,
         {4, 8},
         usual,
         s3,
         s2,
         s0,
         s0,
         s1},
        {"jax.lax.conv_general_dilated(x, w, (2, 1), [(1, 2), (0, 0)], rhs_dilation=(2, 2))",
         Kind::conv,
         {4, 6},
         usual,
         {3, 2},
         {2, 1},
         {1, 0},
         {2, 0},
         s2},
        {"lax.conv_general_dilated(x, w, window_strides=(1, 1), padding=[(2, 2), (1, 1)], lhs_dilation=(2, "
         "2))",
         Kind::conv_transpose,
         {4, 6},
         usual,
         {3, 2},
         s2,
         s0,
         s0,
         s1},
        {"lax.reduce_window(x, -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), 'VALID')",
         Kind::max_pool,
         {4, 4},
         usual,
         s2,
         s2,
         s0,
         s0,
         s1},
        {"y = lax.reduce_window(x, 0., lax.add, (1, 1, 3, 3), (1, 1, 1, 1), 'SAME') / 9",
         Kind::avg_pool,
         {4, 4},
         usual,
         s3,
         s1,
         s1,
         s1,
         s1},
    };
    for (const Case& one : cases)
        expect_read(one);
    const Pasted same = read_code("nn.ConvTranspose(8, (3, 3), strides=(2, 2))", present);
    EXPECT_EQ(output_size(*same.operation), (Sizes{18, 16}));
    const Pasted sum =
        read_code("lax.reduce_window(x, 0., lax.add, (1, 1, 3, 3), (1, 1, 1, 1), 'SAME')", present);
    EXPECT_EQ(sum.error_key, "code.error.unsupported");
}

TEST(PastedOnnx, nodes) {
    const Case cases[] = {
        {"onnx.helper.make_node('Conv', inputs=['x', 'W'], outputs=['y'], kernel_shape=[3, 3], pads=[1, 2, "
         "3, 4])",
         Kind::conv,
         {4, 6},
         usual,
         s3,
         s1,
         {1, 2},
         {3, 4},
         s1},
        {"helper.make_node('Relu', ['x'], ['y'])\n"
         "helper.make_node('Conv', ['x', 'w'], ['y'], kernel_shape=[3, 3], strides=[2, 2], dilations=[2, 2], "
         "group=2)",
         Kind::conv,
         {4, 6},
         usual,
         s3,
         s2,
         s0,
         s0,
         s2,
         2},
        {"make_node('MaxPool', ['x'], ['y'], kernel_shape=[2, 2])",
         Kind::max_pool,
         {4, 4},
         usual,
         s2,
         s1,
         s0,
         s0,
         s1},
        {"make_node('AveragePool', ['x'], ['y'], kernel_shape=[3, 3], auto_pad='SAME_UPPER')",
         Kind::avg_pool,
         {4, 4},
         usual,
         s3,
         s1,
         s1,
         s1,
         s1},
        {"make_node('ConvTranspose', ['x', 'w'], ['y'], kernel_shape=[3, 3], strides=[2, 2])",
         Kind::conv_transpose,
         {4, 6},
         usual,
         s3,
         s2,
         s0,
         s0,
         s1},
        {"make_node('Pad', ['x'], ['p'], pads=[0, 0, 1, 2, 0, 0, 3, 4])\n"
         "make_node('Conv', ['p', 'w'], ['y'], kernel_shape=[3, 3])",
         Kind::conv,
         {4, 6},
         usual,
         s3,
         s1,
         {1, 2},
         {3, 4},
         s1},
    };
    for (const Case& one : cases)
        expect_read(one);
    EXPECT_EQ(read_code("make_node('MaxPool', ['x'], ['y'], kernel_shape=[2, 2])", present).layer, "MaxPool");
    EXPECT_EQ(read_code("make_node('Relu', ['x'], ['y'])", present).error_key, "code.error.no_layer");
}

TEST(PastedPytorch, unpooling_gives_back_the_input_size_of_a_dilated_pool) {
    Operation pool = make_operation(Kind::max_pool, {9, 8}, {2, 2});
    pool.dilation = {3, 2};
    const Pasted pasted = read_code("nn.MaxUnpool2d(2)", pool);
    ASSERT_TRUE(check(*pasted.operation).empty());
    EXPECT_EQ(output_size(*pasted.operation), pool.input_size);
    EXPECT_EQ(pasted.operation->input_size, output_size(pool));
    pool.dilation = {1, 1};
    EXPECT_EQ(read_code("nn.MaxUnpool2d(2)", pool).operation->input_size, pool.input_size);
}

void expect_back(const Document& document) {
    for (const auto& [name, framework] : framework_names()) {
        const std::string program = "# a note\n\n" + code_of(document, framework).program;
        const Pasted pasted = read_code(program, present);
        ASSERT_TRUE(pasted.operation) << name << " " << pasted.error_key << "\n" << program;
        ASSERT_EQ(*pasted.operation, operation_of(document)) << name << "\n" << program;
        const bool turns = document.flip_kernel && document.operation.kind == Kind::conv;
        ASSERT_EQ(pasted.flip_kernel, turns) << name;
        const bool is_mean = document.power_mean && document.operation.kind == Kind::lp_pool;
        ASSERT_TRUE(!pasted.power_mean || is_mean) << name;
        ASSERT_TRUE(pasted.bias) << name;
        ASSERT_EQ(*pasted.bias, bias_of(document, *pasted.operation)) << name;
    }
}

TEST(PastedPrograms, every_program_comes_back) {
    for (const Preset& preset : presets())
        expect_back(preset.document);
    std::mt19937_64 random(5);
    for (int i = 0; i < 200; ++i)
        expect_back(random_document(random));
}

TEST(PastedPrograms, an_edited_program_is_read_as_it_is_now) {
    Document document = default_document();
    document.operation = make_operation(Kind::conv, {7, 7}, {3, 3});
    std::string program = code_of(document, Framework::pytorch).program;
    const std::size_t layer = program.find("nn.Conv2d(1, 1, 3");
    ASSERT_NE(layer, std::string::npos) << program;
    program.replace(layer, 17, "nn.Conv2d(1, 1, 5");
    EXPECT_EQ(read_code(program, present).operation->kernel_size, s5);
    std::string windows; // line ends of another system
    for (const char c : code_of(document, Framework::numpy).program)
        windows += c == '\n' ? "\r\n" : std::string(1, c);
    EXPECT_EQ(*read_code(windows, present).operation, document.operation);
}

} // namespace
} // namespace convlens
