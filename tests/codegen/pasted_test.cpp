// Pasted text to operations: a table of texts, what code_of writes read back, and text that is none.
#include "codegen/code.h"
#include "codegen/pasted/pasted.h"
#include "convlens/arithmetic.h"
#include "document/evaluate/evaluate.h"
#include "document/evaluate/results.h"
#include "document/presets.h"
#include "i18n/error.h"
#include "present.h"
#include "support/operations.h"
#include "support/random_document.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>

namespace convlens {
namespace {

using test::present;

/// Pools keep `present`'s channels, both ways.
Operation expected(Kind kind, const Sizes& kernel, const Sizes& input = {9, 8}) {
    Operation operation = make_operation(kind, input, kernel);
    operation.batch = 2;
    operation.in_channels = 4;
    operation.out_channels = has_weight(kind) ? 6 : 4;
    return operation;
}
Operation conv(int64_t in, int64_t out, const Sizes& kernel, const Sizes& input = {9, 8}) {
    Operation operation = expected(Kind::conv, kernel, input);
    operation.in_channels = in;
    operation.out_channels = out;
    return operation;
}
template <class Change> Operation with(Operation operation, const Change& change) {
    change(operation);
    return operation;
}

struct PastedCase {
    const char* text;
    Operation operation;
};

void expect_pasted(const PastedCase& one) {
    const Pasted pasted = read_code(one.text, present);
    EXPECT_EQ(pasted.error_key, "") << one.text;
    ASSERT_TRUE(pasted.operation) << one.text;
    EXPECT_EQ(*pasted.operation, one.operation)
        << one.text << "\nread " << describe(*pasted.operation) << "\nexpected " << describe(one.operation);
}

TEST(Pasted, layers_of_pytorch) {
    const PastedCase cases[] = {
        {"nn.Conv2d(3, 16, 3, stride=2)", with(conv(3, 16, {3, 3}),
                                               [](auto& o) {
                                                   o.stride = {2, 2};
                                               })},
        {"self.conv1 = nn.Conv2d(in_channels=1, out_channels=1, kernel_size=(5, 3), padding=(2, 1),\n"
         "                       dilation=2, groups=1, bias=False)  # a note (with brackets",
         with(conv(1, 1, {5, 3}),
              [](auto& o) {
                  o.padding_begin = o.padding_end = {2, 1};
                  o.dilation = {2, 2};
              })},
        {"nn.Sequential(\n  nn.Linear(3, 4), # Conv2d(9, 9, 9)\n  nn.Conv1d(2, 2, 3, 1, 1, groups=2), "
         "nn.ReLU(), "
         "nn.Conv2d(1, 1, 1))",
         with(conv(2, 2, {3}, {8}),
              [](auto& o) {
                  o.padding_begin = o.padding_end = {1};
                  o.groups = 2;
              })},
        {"Conv3d(1, 2, 3)", conv(1, 2, {3, 3, 3}, {9, 9, 8})},
        {"nn.Conv2d(1, 1, 4, padding='same')", with(conv(1, 1, {4, 4}),
                                                    [](auto& o) {
                                                        o.padding_begin = {1, 1};
                                                        o.padding_end = {2, 2};
                                                    })},
        {"nn.Conv2d(1, 1, 3, padding=1, padding_mode=\"circular\")",
         with(conv(1, 1, {3, 3}),
              [](auto& o) {
                  o.padding_begin = o.padding_end = {1, 1};
                  o.padding_mode = PaddingMode::circular;
              })},
        {"torch.nn.ConvTranspose2d(2, 3, 3, 2, 1, 1)",
         with(expected(Kind::conv_transpose, {3, 3}),
              [](auto& o) {
                  o.in_channels = 2;
                  o.out_channels = 3;
                  o.stride = {2, 2};
                  o.padding_begin = o.padding_end = o.output_padding = {1, 1};
              })},
        {"y = F.conv2d(x, w, stride=2, padding=1)", with(expected(Kind::conv, {3, 2}),
                                                         [](auto& o) {
                                                             o.stride = {2, 2};
                                                             o.padding_begin = o.padding_end = {1, 1};
                                                         })},
        {"nn.MaxPool2d(2)", expected(Kind::max_pool, {2, 2})},
        {"nn.MaxPool2d(3, stride=None, padding=1, ceil_mode=True)",
         with(expected(Kind::max_pool, {3, 3}),
              [](auto& o) {
                  o.padding_begin = o.padding_end = {1, 1};
                  o.ceil_mode = true;
              })},
        {"nn.AvgPool2d((2, 3), (1, 2), count_include_pad=False)", with(expected(Kind::avg_pool, {2, 3}),
                                                                       [](auto& o) {
                                                                           o.stride = {1, 2};
                                                                           o.count_include_pad = false;
                                                                       })},
        {"nn.LPPool2d(float('inf'), 2, stride=1)", with(expected(Kind::lp_pool, {2, 2}),
                                                        [](auto& o) {
                                                            o.norm_p = INFINITY;
                                                            o.stride = {1, 1};
                                                        })},
        {"nn.MaxUnpool2d(2, stride=2)(x, indices, output_size=(1, 1, 19, 16))",
         with(expected(Kind::max_unpool, {2, 2}),
              [](auto& o) {
                  o.output_padding = {1, 0};
              })},
        {"x = F.pad(x, (1, 2, 0, 3), mode='reflect')\nx = nn.Conv2d(1, 1, 3)(x)",
         with(conv(1, 1, {3, 3}),
              [](auto& o) {
                  o.padding_begin = {0, 1};
                  o.padding_end = {3, 2};
                  o.padding_mode = PaddingMode::reflect;
              })},
        {"nn.ZeroPad2d(1), nn.LazyConv2d(5, 3)", with(conv(4, 5, {3, 3}),
                                                      [](auto& o) {
                                                          o.padding_begin = o.padding_end = {1, 1};
                                                      })},
    };
    for (const PastedCase& one : cases)
        expect_pasted(one);
}

TEST(Pasted, layers_of_keras) {
    const PastedCase cases[] = {
        {"layers.Conv2D(16, 3, strides=2, padding=\"same\", activation='relu', name='c')",
         with(conv(4, 16, {3, 3}),
              [](auto& o) {
                  o.stride = {2, 2};
                  o.padding_begin = {1, 0};
                  o.padding_end = {1, 1};
              })},
        {"model.add(Conv2D(32, (3, 3), input_shape=(28, 28, 1)))", conv(1, 32, {3, 3}, {28, 28})},
        {"layers.Conv1D(2, 3, padding='causal', dilation_rate=2)", with(conv(4, 2, {3}, {8}),
                                                                        [](auto& o) {
                                                                            o.dilation = {2};
                                                                            o.padding_begin = {4};
                                                                        })},
        {"tf.keras.layers.Conv2DTranspose(2, 3, strides=2, padding='same')",
         with(expected(Kind::conv_transpose, {3, 3}),
              [](auto& o) {
                  o.out_channels = 2;
                  o.stride = {2, 2};
                  o.padding_begin = {0, 0};
                  o.padding_end = {1, 1};
              })},
        {"Conv2DTranspose(2, 2, strides=3)", with(expected(Kind::conv_transpose, {2, 2}),
                                                  [](auto& o) {
                                                      o.out_channels = 2;
                                                      o.stride = {3, 3};
                                                      o.output_padding = {1, 1};
                                                  })},
        {"layers.DepthwiseConv2D(3, depth_multiplier=2)",
         with(conv(4, 8, {3, 3}), [](auto& o) { o.groups = 4; })},
        {"layers.MaxPooling2D()", expected(Kind::max_pool, {2, 2})},
        {"layers.AveragePooling2D(3, strides=1, padding='same')",
         with(expected(Kind::avg_pool, {3, 3}),
              [](auto& o) {
                  o.stride = {1, 1};
                  o.padding_begin = o.padding_end = {1, 1};
                  o.count_include_pad = false;
              })},
        {"layers.ZeroPadding2D(((0, 1), (2, 3))), layers.Conv2D(1, 3)", with(conv(4, 1, {3, 3}),
                                                                             [](auto& o) {
                                                                                 o.padding_begin = {0, 2};
                                                                                 o.padding_end = {1, 3};
                                                                             })},
        {"y = layers.Conv3DTranspose(1, 3)(x)\ny = layers.Cropping3D(1)(y)",
         with(expected(Kind::conv_transpose, {3, 3, 3}, {9, 9, 8}),
              [](auto& o) {
                  o.out_channels = 1;
                  o.padding_begin = o.padding_end = {1, 1, 1};
              })},
    };
    for (const PastedCase& one : cases)
        expect_pasted(one);
}

struct Refusal {
    const char* text;
    const char* key;
    const char* value; // one of the values that the sentence names, or empty
};

TEST(Pasted, refusals_name_what_is_wrong) {
    const Refusal refusals[] = {
        {"", "code.error.no_layer", ""},
        {"hello", "code.error.no_layer", ""},
        {"nn.Linear(3, 4)", "code.error.no_layer", ""},
        {"'nn.Conv2d(1, 1, 1)'", "code.error.no_layer", ""},
        {"nn.Conv4d(1, 1, 1)", "code.error.no_layer", ""},
        {"nn.Conv2d(3, 16, 3", "code.error.unclosed", "nn.Conv2d"},
        {"nn.Conv2d(3, 16, (3, 3", "code.error.unclosed", "nn.Conv2d"},
        {"nn.Conv2d(3, 16, 3, strid=2)", "code.error.unknown_argument", "strid"},
        {"nn.Conv2d(3, 16, 3, strides=2)", "code.error.unknown_argument", "strides"},
        {"Conv2D(3, 16, stride=2)", "code.error.unknown_argument", "stride"},
        {"nn.Conv2d(3, 16)", "code.error.missing", "kernel_size"},
        {"nn.Conv2d(3, 16, k)", "code.error.unknown_name", "k"},
        {"nn.Conv2d(3, 16, 2 * 3 / 2)", "code.error.sizes", "2 * 3 / 2"},
        {"nn.Conv2d(3, 16, f(1, [2, 3]))", "code.error.not_literal", "f(1, [2, 3])"},
        {"nn.Conv2d(3, 16, 3.0)", "code.error.sizes", "3.0"},
        {"nn.Conv2d(3, 16, -3)", "code.error.sizes", "-3"},
        {"nn.Conv2d(3, 16, (1, 2, 3))", "code.error.sizes", "(1, 2, 3)"},
        {"nn.Conv2d(3.5, 16, 3)", "code.error.whole", "3.5"},
        {"nn.Conv2d(3, 16, 3, kernel_size=3)", "code.error.repeated", "kernel_size"},
        {"nn.Conv2d(3, 16, 3, padding='sane')", "code.error.choice", "sane"},
        {"nn.Conv2d(3, 16, 3, padding='same', stride=2)", "code.error.same_stride", ""},
        {"nn.Conv2d(3, 16, 3, padding_mode='wrap')", "code.error.choice", "wrap"},
        {"nn.MaxPool2d(2, ceil_mode=maybe)", "code.error.unknown_name", "maybe"},
        {"nn.MaxPool2d(2, 2, 0, 1, False, True, 7)", "code.error.too_many_arguments", "nn.MaxPool2d"},
        {"nn.AvgPool2d(2, divisor_override=3)", "code.error.unsupported", "3"},
        {"nn.LPPool2d('2', 2)", "code.error.not_literal", "2"},
        {"F.pad(x, (1, 1, 1, 1, 1, 1)); nn.Conv2d(1, 1, 3)", "code.error.pad_axes", "2"},
        {"nn.ZeroPad2d(1), nn.MaxPool2d(2)", "code.error.pad_before", ""},
        {"nn.ConstantPad2d(1, 3.5), nn.Conv2d(1, 1, 1)", "code.error.pad_before", ""},
        {"ZeroPadding2D([1])(x)\nAveragePooling2D(2)", "code.error.sizes", "[1]"},
        {"ZeroPadding2D([])(x)\nAveragePooling2D(2)", "code.error.sizes", "[]"},
        {"ZeroPadding2D((1, 1, 1)), Conv2D(1, 1)", "code.error.sizes", "(1, 1, 1)"},
        {"ZeroPadding2D(((1,), (1, 1))), Conv2D(1, 1)", "code.error.sizes", "(1,)"},
        {"ZeroPadding1D([1]), Conv1D(1, 1)", "code.error.sizes", "[1]"},
        {"ZeroPadding3D(((1, 1),)), Conv3D(1, 1)", "code.error.sizes", "((1, 1),)"},
        {"Conv2DTranspose(1, 3), Cropping2D([1])", "code.error.sizes", "[1]"},
        {"nn.ZeroPad2d([1]), nn.Conv2d(1, 1, 1)", "code.error.sizes", "[1]"},
        {"F.pad(x, (1,)), nn.Conv2d(1, 1, 1)", "code.error.sizes", "(1,)"},
        {"F.pad(x, ()), nn.Conv2d(1, 1, 1)", "code.error.sizes", "()"},
        {"F.pad(x, (1, 1, 1, 1, 1, 1, 1, 1)), nn.Conv2d(1, 1, 1)", "code.error.sizes",
         "(1, 1, 1, 1, 1, 1, 1, 1)"},
        {"nn.Conv2d(3, 16, 3, \xff\xfe\n=2)", "code.error.unknown_argument", "??"},
    };
    for (const Refusal& refusal : refusals) {
        const Pasted pasted = read_code(refusal.text, present);
        EXPECT_FALSE(pasted.operation) << refusal.text;
        EXPECT_EQ(pasted.error_key, refusal.key) << refusal.text;
        bool named = *refusal.value == '\0';
        for (const auto& [name, value] : pasted.error_values)
            named |= value == refusal.value;
        EXPECT_TRUE(named) << refusal.text << " does not name " << refusal.value;
    }
}

TEST(Pasted, at_most_64_kib) {
    const std::string layer = "nn.Conv2d(1, 1, 3)";
    std::string text(max_pasted - layer.size(), ' ');
    EXPECT_TRUE(read_code(text + layer, present).operation);
    EXPECT_EQ(read_code(text + layer + " ", present).error_key, "code.error.too_long");
}

/// Depth and length of what is pasted may be anything.
TEST(Pasted, whatever_is_pasted_gives_an_operation_or_a_sentence) {
    const std::string pieces[] = {"nn.Conv2d(",
                                  "Conv2DTranspose(",
                                  "F.pad(x, ",
                                  "(",
                                  ")",
                                  ",",
                                  "[",
                                  "]",
                                  "{",
                                  "}",
                                  "=",
                                  "\"",
                                  "'",
                                  "'''",
                                  "#",
                                  "\n",
                                  "3",
                                  "-1",
                                  "1e999",
                                  "99999999999",
                                  "padding=",
                                  "\\",
                                  "\xff",
                                  "same",
                                  ".",
                                  "*",
                                  "stride",
                                  "MaxUnpool2d(2)(output_size=",
                                  "\0x",
                                  "2147483648",
                                  "ZeroPadding2D(",
                                  "ZeroPadding1D(",
                                  "Cropping3D(",
                                  "nn.ReflectionPad1d(",
                                  "[1]",
                                  "((1,), 2)",
                                  "AveragePooling2D(2)",
                                  "nn.MaxUnpool3d(",
                                  "k",
                                  "\nk=",
                                  "**9",
                                  "//0",
                                  "%-3",
                                  "def f(k=",
                                  "for k in ",
                                  "Input(shape=",
                                  "tf.nn.conv2d(x,W,",
                                  "slim.conv2d(",
                                  "nn.Conv(3,",
                                  "lax.conv_general_dilated(x,w,",
                                  "reduce_window(x,0,lax.add,",
                                  "make_node('Conv',",
                                  "pads=",
                                  "np.pad(x,",
                                  "# convlens: {"};
    std::mt19937_64 random(7);
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (uint64_t length = random() % 24; length > 0; --length)
            text += pieces[random() % std::size(pieces)];
        const Pasted pasted = read_code(text, present);
        ASSERT_NE(pasted.operation.has_value(), !pasted.error_key.empty()) << text;
        if (pasted.operation)
            check(*pasted.operation);
    }
    for (const std::string& piece : pieces) {
        std::string text = "nn.Conv2d(";
        while (text.size() + piece.size() <= max_pasted && !piece.empty())
            text += piece;
        read_code(text, present);
    }
}

/// The layer that code_of writes, read back, computes the same.
void expect_back(const Document& document, Framework framework, int& read) {
    const Code code = code_of(document, framework);
    const Operation operation = operation_of(document);
    const bool is_written_by_hand = code.layer.find("np.pad(") != std::string::npos ||
                                    code.layer.find("wide") != std::string::npos ||
                                    code.layer.find("ones") != std::string::npos;
    if (document.flip_kernel || document.power_mean)
        return; // of the document, not of the operation
    const bool is_power =
        operation.kind == Kind::lp_pool && (framework == Framework::keras || std::isinf(operation.norm_p));
    const bool has_no_layer = code.layer.find("scatter_") != std::string::npos ||
                              (framework == Framework::keras && operation.kind == Kind::max_unpool);
    if (is_written_by_hand || is_power || has_no_layer || !code.possible)
        return;
    // Keras does not say how many channels come in; both leave the input's size to the present one
    Operation before = make_operation(Kind::conv, operation.input_size, operation.kernel_size);
    before.batch = operation.batch;
    before.in_channels = before.out_channels = operation.in_channels;
    const Pasted pasted = read_code(code.layer, before);
    ASSERT_TRUE(pasted.operation) << pasted.error_key << " of\n" << code.layer;
    Document again = document;
    again.operation = *pasted.operation;
    ASSERT_TRUE(check(again.operation).empty()) << code.layer << "\n" << describe(again.operation);
    const Results one = evaluate(document), other = evaluate(again);
    EXPECT_EQ(one.y->kept(), other.y->kept())
        << code.layer << "\nof " << describe(operation) << "\nread " << describe(again.operation);
    ++read;
}

TEST(Pasted, what_is_written_is_read_back) {
    for (const Framework framework : {Framework::pytorch, Framework::keras}) {
        int read = 0;
        for (const Preset& preset : presets())
            expect_back(preset.document, framework, read);
        std::mt19937_64 random(11);
        for (int i = 0; i < 400; ++i)
            expect_back(random_document(random), framework, read);
        EXPECT_GT(read, 40) << display_name(framework);
    }
}

/// Bytes that a program never has, and a comment that is cut.
TEST(Pasted, odd_bytes_come_to_an_end) {
    using namespace std::string_view_literals;
    EXPECT_FALSE(read_code("def f(k:\0\0\0):"sv, present).operation);
    for (const std::string_view text :
         {"nn.Conv2d(1, 2, 3)\n# convlens: "sv, "nn.Conv2d(1, 2, 3)\n# convlens:"sv}) {
        const Pasted pasted = read_code(text, present);
        ASSERT_TRUE(pasted.operation) << text;
        EXPECT_EQ(pasted.operation->kernel_size, (Sizes{3, 3}));
    }
}

} // namespace
} // namespace convlens
