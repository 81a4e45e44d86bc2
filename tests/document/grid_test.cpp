// What people paste and type: grids in the forms of tables, numpy and Python, numbers, and rubbish.
#include "convlens/arithmetic.h"
#include "document/element.h"
#include "document/evaluate/evaluate.h"
#include "document/evaluate/results.h"
#include "document/grid.h"
#include "document/presets.h"
#include "i18n/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace convlens {
namespace {

using testing::ElementsAre;

std::string grid_refusal(const std::string& text) {
    try {
        read_grid(text);
    } catch (const Error& error) {
        std::string line = error.key;
        for (const auto& [name, value] : error.values)
            line += " " + name + "=" + value;
        return line;
    }
    return "";
}

TEST(Grid, one_grid_in_every_notation) {
    for (const char* text :
         {"1\t-2\t3\n4\t5.5\t6", "1,-2,3\r\n4,5.5,6\r\n", "1; -2; 3\n4; 5.5; 6\n", "1 -2 3\n\n4 5.5   6\n\n",
          "[[1, -2, 3], [4, 5.5, 6]]", "[[ 1.  -2.   3. ]\n [ 4.   5.5  6. ]]",
          "array([[1, -2, 3],\n       [4, 5.5, 6]], dtype=float32)", "tensor([[1, -2, 3], [4, 5.5, 6]])",
          "torch.tensor([[1,-2,3],[4,5.5,6]])", "((1, -2, 3), (4, 5.5, 6))", "[1, -2, 3]\n[4, 5.5, 6]",
          "[[1 -2\n 3], [4 5.5\n 6]]", "[[[1, -2, 3], [4, 5.5, 6]]]", "1e0,−2,+3\n4,55e-1,6",
          "1, -2 3\n4 5.5, 6", "1,-2,3,\n4,5.5,6,"}) {
        const Grid grid = read_grid(text);
        EXPECT_EQ(grid.rows, 2) << text;
        EXPECT_EQ(grid.columns, 3) << text;
        EXPECT_THAT(grid.values, ElementsAre(1, -2, 3, 4, 5.5, 6)) << text;
    }
}

TEST(Grid, rubbish_is_named_with_its_place) {
    EXPECT_EQ(grid_refusal(""), "grid.empty");
    EXPECT_EQ(grid_refusal(" \n\t\n"), "grid.empty");
    EXPECT_EQ(grid_refusal("[]"), "grid.empty");
    EXPECT_EQ(grid_refusal("1 2\n3"), "grid.ragged row=2 value=1 limit=2");
    EXPECT_EQ(grid_refusal("[[1, 2], [3, 4, 5]]"), "grid.ragged row=2 value=3 limit=2");
    EXPECT_EQ(grid_refusal("1 2\n3 x"), "grid.no_number row=2 column=2 value=x");
    EXPECT_EQ(grid_refusal("1,,2"), "grid.no_number row=1 column=2 value=");
    EXPECT_EQ(grid_refusal("1,nan"), "grid.no_number row=1 column=2 value=nan");
    EXPECT_EQ(grid_refusal("1,1e9"), "grid.too_large row=1 column=2 value=1e9");
    EXPECT_EQ(grid_refusal("inf"), "grid.too_large row=1 column=1 value=inf");
    EXPECT_EQ(grid_refusal("[[1, 2]"), "grid.brackets");
    EXPECT_EQ(grid_refusal("[1, 2]]"), "grid.brackets");
    EXPECT_EQ(grid_refusal("[1, 2] and [3, 4]"), "grid.brackets");
    EXPECT_EQ(grid_refusal("[[[1, 2]], [[3, 4]]]"), "grid.several");
    EXPECT_EQ(grid_refusal(std::string((1 << 20) + 1, ' ')), "grid.too_long");
    EXPECT_EQ(grid_refusal(std::string(257 * 2, '\n').replace(0, 0, "")), "grid.empty");
    std::string wide, tall;
    for (int i = 0; i < 257; ++i) {
        wide += "1 ";
        tall += "1\n";
    }
    EXPECT_EQ(grid_refusal(wide), "grid.too_many limit=256");
    EXPECT_EQ(grid_refusal(tall), "grid.too_many limit=256");
}

TEST(Grid, any_bytes_are_either_a_grid_or_refused) {
    std::mt19937 random(4713);
    const std::string letters = "0123456789.,;-+e \t\n[](){}x\xE2\x88\x92\xEF\xBC\x91\xFF";
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (unsigned i = 0; i < 1 + random() % 24; ++i)
            text += letters[random() % letters.size()];
        try {
            const Grid grid = read_grid(text);
            EXPECT_EQ(static_cast<int64_t>(grid.values.size()), grid.rows * grid.columns) << text;
            for (const double value : grid.values)
                EXPECT_LE(std::abs(value), largest_number) << text;
        } catch (const Error& error) {
            EXPECT_TRUE(error.key.starts_with("grid.")) << error.key << ": " << text;
        }
    }
}

TEST(Number, is_read_as_people_write_it) {
    EXPECT_EQ(read_number(" 1.5 "), 1.5);
    EXPECT_EQ(read_number("-2"), -2);
    EXPECT_EQ(read_number("−2"), -2);
    EXPECT_EQ(read_number("1e3"), 1000);
    EXPECT_EQ(read_number("+4"), 4);
    EXPECT_EQ(read_number(".5"), 0.5);
    EXPECT_EQ(read_number("１２"), 12);
    EXPECT_EQ(read_number("1e6"), largest_number);
    for (const char* text : {"", "-", "+-1", "1.2.3", "abc", "nan", "0x10", "1 2", "1,5", "--1"})
        EXPECT_THROW(read_number(text), Error) << text;
    for (const char* text : {"1000000.1", "-1e7", "1e999", "inf", "-inf"})
        EXPECT_THROW(read_number(text), Error) << text;
}

TEST(Number, moves_without_the_dirt_of_binary_fractions) {
    double value = 0;
    for (int i = 0; i < 3; ++i)
        value = moved_number(value, 0.1);
    EXPECT_EQ(value, 0.3);
    EXPECT_EQ(moved_number(largest_number, 10), largest_number);
    EXPECT_FALSE(std::signbit(moved_number(1, -1)));
    EXPECT_FALSE(std::signbit(moved_number(-0.1, 0.1)));
}

TEST(SetNumber, changes_one_element_and_no_other) {
    std::mt19937 random(4714);
    Document document = default_document();
    document.operation.in_channels = 2;
    document.operation.out_channels = 3;
    document.operation.batch = 2;
    for (int round = 0; round < 50; ++round) {
        const Results before = evaluate(document);
        const TensorRole role = random() % 2 == 0 ? TensorRole::x : TensorRole::w;
        const auto& old = role == TensorRole::x ? before.x : before.w;
        const auto flat = static_cast<int64_t>(random() % static_cast<unsigned>(old->count()));
        set_number(document, before.operation, role, flat, 77 + round);
        const Results after = evaluate(document);
        const auto& now = role == TensorRole::x ? after.x : after.w;
        for (int64_t i = 0; i < old->count(); ++i)
            EXPECT_EQ((*now)[i], i == flat ? 77 + round : (*old)[i]) << "element " << i << " of " << flat;
    }
}

TEST(PutGrid, becomes_the_input_and_its_size) {
    Document document = default_document();
    const Grid grid = read_grid("1 2 3 4\n5 6 7 8\n9 10 11 12");
    put_grid(document, document.operation, TensorRole::x, 0, grid);
    EXPECT_EQ(document.operation.input_size, (Sizes{3, 4}));
    EXPECT_EQ(evaluate(document).x->kept().data, grid.values);
    put_grid(document, document.operation, TensorRole::w, 4, read_grid("1 0\n0 -1"));
    EXPECT_EQ(document.operation.kernel_size, (Sizes{2, 2}));
    EXPECT_THAT(evaluate(document).w->kept().data, ElementsAre(1, 0, 0, -1));
}

TEST(PutGrid, of_several_channels_changes_the_one_that_is_pointed_at) {
    Document document = default_document();
    document.operation.in_channels = 3;
    const int64_t plane = document.operation.input_size.product();
    put_grid(document, document.operation, TensorRole::x, plane + 7, read_grid("1 2 3\n4 5 6\n7 8 9"));
    EXPECT_EQ(document.operation.input_size, (Sizes{3, 3}));
    const Results results = evaluate(document);
    for (int64_t i = 0; i < 9; ++i) {
        EXPECT_EQ((*results.x)[9 + i], i + 1) << i;
        EXPECT_LE((*results.x)[i], 3) << "the first channel has its small numbers";
    }
}

TEST(PutGrid, refuses_what_does_not_fit) {
    Document line = default_document();
    line.operation = make_operation(Kind::conv, {9}, {3});
    put_grid(line, line.operation, TensorRole::x, 0, read_grid("1 2 3 4"));
    EXPECT_EQ(line.operation.input_size, (Sizes{4}));
    EXPECT_THROW(put_grid(line, line.operation, TensorRole::x, 0, read_grid("1 2\n3 4")), Error);
    Document volume = default_document();
    volume.operation = make_operation(Kind::conv, {4, 4, 4}, {2, 2, 2});
    EXPECT_THROW(put_grid(volume, volume.operation, TensorRole::x, 0, read_grid("1 2\n3 4")), Error);
    Document document = default_document();
    EXPECT_THROW(put_grid(document, document.operation, TensorRole::dy, 0, read_grid("1 2\n3 4")), Error);
    const Sizes output = output_size(document.operation);
    std::string text;
    for (int64_t row = 0; row < output[0]; ++row, text += '\n')
        for (int64_t column = 0; column < output[1]; ++column)
            text += "2 ";
    put_grid(document, document.operation, TensorRole::dy, 0, read_grid(text));
    EXPECT_EQ(document.grad_output.values_shape, output_shape(document.operation));
}

} // namespace
} // namespace convlens
