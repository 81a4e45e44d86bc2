// The guide's table of figures, its relationships for many sizes, output sizes against laying windows one by
// one.
#include "convlens/arithmetic.h"
#include "support/operations.h"
#include "support/reference.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace convlens {
namespace {

Operation square(Kind kind, int64_t i, int64_t k, int64_t s, int64_t p, int64_t d = 1) {
    Operation operation = make_operation(kind, {i, i}, {k, k});
    operation.stride = {s, s};
    operation.padding_begin = operation.padding_end = {p, p};
    operation.dilation = {d, d};
    return operation;
}

struct DirectFigure {
    const char* name;
    int64_t i, k, s, p, d, o;
    int relation;
};

// FIGURES.md section 1
constexpr DirectFigure direct_figures[] = {
    {"no_padding_no_strides", 4, 3, 1, 0, 1, 2, 1},   {"arbitrary_padding_no_strides", 5, 4, 1, 2, 1, 6, 2},
    {"same_padding_no_strides", 5, 3, 1, 1, 1, 5, 3}, {"full_padding_no_strides", 5, 3, 1, 2, 1, 7, 4},
    {"no_padding_strides", 5, 3, 2, 0, 1, 2, 5},      {"padding_strides", 5, 3, 2, 1, 1, 3, 6},
    {"padding_strides_odd", 6, 3, 2, 1, 1, 3, 6},     {"dilation", 7, 3, 1, 0, 2, 3, 15},
};

struct TransposedFigure {
    const char* name;
    int64_t i, k, s, p;                                 // of the direct convolution
    int64_t input, stretched, padding, a, grid, output; // i', of the drawn one
    int relation;
};

constexpr TransposedFigure transposed_figures[] = {
    {"no_padding_no_strides", 4, 3, 1, 0, 2, 2, 2, 0, 6, 4, 8},
    {"arbitrary_padding_no_strides", 5, 4, 1, 2, 6, 6, 1, 0, 8, 5, 9},
    {"same_padding_no_strides", 5, 3, 1, 1, 5, 5, 1, 0, 7, 5, 10},
    {"full_padding_no_strides", 5, 3, 1, 2, 7, 7, 0, 0, 7, 5, 11},
    {"no_padding_strides", 5, 3, 2, 0, 2, 3, 2, 0, 7, 5, 12},
    {"padding_strides", 5, 3, 2, 1, 3, 5, 1, 0, 7, 5, 13},
    {"padding_strides_odd", 6, 3, 2, 1, 3, 5, 1, 1, 8, 6, 14},
};

TEST(GuideTable, direct_figures) {
    for (const DirectFigure& f : direct_figures) {
        const Operation operation = square(Kind::conv, f.i, f.k, f.s, f.p, f.d);
        ASSERT_TRUE(check(operation).empty()) << f.name;
        EXPECT_EQ(output_size(operation), (Sizes{f.o, f.o})) << f.name;
        EXPECT_EQ(relationship(operation), f.relation) << f.name;
        EXPECT_EQ(formula(operation, 1).value, f.o) << f.name;
        EXPECT_EQ(padded_size(operation), Sizes::filled(2, f.i + 2 * f.p)) << f.name;
        const int64_t unread = std::string(f.name) == "padding_strides_odd" ? 1 : 0;
        EXPECT_EQ(unused(operation), Sizes::filled(2, unread)) << f.name;
    }
    EXPECT_EQ(dilated_kernel(square(Kind::conv, 7, 3, 1, 0, 2)), (Sizes{5, 5}));
}

TEST(GuideTable, transposed_figures) {
    for (const TransposedFigure& f : transposed_figures) {
        Operation operation = square(Kind::conv_transpose, f.input, f.k, f.s, f.p);
        operation.output_padding = {f.a, f.a};
        ASSERT_TRUE(check(operation).empty()) << f.name;
        EXPECT_EQ(output_size(square(Kind::conv, f.i, f.k, f.s, f.p)), (Sizes{f.input, f.input})) << f.name;
        EXPECT_EQ(output_size(operation), (Sizes{f.output, f.output})) << f.name;
        EXPECT_EQ(relationship(operation), f.relation) << f.name;
        const Operation conv = equivalent_conv(operation);
        EXPECT_EQ(conv.padding_begin, Sizes::filled(2, f.padding)) << f.name;
        EXPECT_EQ(conv.padding_end, Sizes::filled(2, f.padding + f.a)) << f.name;
        EXPECT_EQ((conv.input_size[0] - 1) * conv.input_dilation[0] + 1, f.stretched) << f.name;
        EXPECT_EQ(padded_size(conv), Sizes::filled(2, f.grid)) << f.name;
        EXPECT_EQ(output_size(conv), output_size(operation)) << f.name;
    }
}

/// The guide's formula of one relationship, with the guide's letters (FIGURES.md section 4).
int64_t guide_output(int number, int64_t i, int64_t k, int64_t s, int64_t p, int64_t a, int64_t d) {
    switch (number) {
    case 1:
        return (i - k) + 1;
    case 2:
        return (i - k) + 2 * p + 1;
    case 3:
        return i;
    case 4:
        return i + (k - 1);
    case 5:
    case 7:
        return (i - k) / s + 1;
    case 6:
        return (i + 2 * p - k) / s + 1;
    case 8:
        return i + (k - 1);
    case 9:
        return i + (k - 1) - 2 * p;
    case 10:
        return i;
    case 11:
        return i - (k - 1);
    case 12:
        return s * (i - 1) + k;
    case 13:
        return s * (i - 1) + k - 2 * p;
    case 14:
        return s * (i - 1) + a + k - 2 * p;
    case 15:
        return (i + 2 * p - k - (k - 1) * (d - 1)) / s + 1;
    default:
        return -1;
    }
}

/// The conditions of each relationship, tried in the order of arithmetic.h.
int expected_relation(const Operation& o) {
    const int64_t k = o.kernel_size[0], s = o.stride[0], p = o.padding_begin[0];
    const bool half = k % 2 == 1 && p == k / 2;
    if (o.kind == Kind::conv_transpose) {
        if (s == 1)
            return p == 0 ? 8 : half ? 10 : p == k - 1 ? 11 : 9;
        return o.output_padding[0] > 0 ? 14 : p == 0 ? 12 : 13;
    }
    if (is_pool(o.kind))
        return 7;
    if (o.dilation[0] > 1)
        return 15;
    if (s == 1)
        return p == 0 ? 1 : half ? 3 : p == k - 1 ? 4 : 2;
    return p == 0 ? 5 : 6;
}

TEST(Relationships, formulas_of_the_guide_for_all_small_sizes) {
    int tried[16] = {};
    const auto expect_fits = [&](const Operation& o) {
        if (!check(o).empty())
            return;
        const int number = expected_relation(o);
        ++tried[number];
        ASSERT_EQ(relationship(o), number) << describe(o);
        ASSERT_EQ(output_size(o)[0], guide_output(number, o.input_size[0], o.kernel_size[0], o.stride[0],
                                                  o.padding_begin[0], o.output_padding[0], o.dilation[0]))
            << describe(o);
    };
    for (int64_t i = 1; i <= 12; ++i)
        for (int64_t k = 1; k <= 6; ++k)
            for (int64_t s = 1; s <= 4; ++s) {
                for (int64_t p = 0; p <= 6; ++p) {
                    for (int64_t d = 1; d <= 3; ++d)
                        expect_fits(square(Kind::conv, i, k, s, p, d));
                    for (int64_t a = 0; a < s; ++a) {
                        Operation transposed = square(Kind::conv_transpose, i, k, s, p);
                        transposed.output_padding = {a, a};
                        expect_fits(transposed);
                    }
                }
                expect_fits(square(Kind::max_pool, i, k, s, 0));
            }
    for (int number = 1; number <= 15; ++number)
        EXPECT_GT(tried[number], 0) << number;
}

TEST(Relationships, have_to_hold_on_every_axis) {
    Operation operation = square(Kind::conv, 7, 3, 1, 0);
    operation.padding_begin = operation.padding_end = {1, 0};
    EXPECT_EQ(relationship(operation), 2);
    operation.padding_begin = operation.padding_end = {1, 2};
    EXPECT_EQ(relationship(operation), 2);
    operation.stride = {1, 2};
    EXPECT_EQ(relationship(operation), 6);
    operation.dilation = {1, 2};
    EXPECT_EQ(relationship(operation), 15);
}

TEST(Relationships, none_where_the_guide_has_none) {
    Operation operation = square(Kind::conv, 7, 3, 1, 1);
    operation.padding_end = {1, 2};
    EXPECT_EQ(relationship(operation), std::nullopt);
    Operation pool = square(Kind::max_pool, 7, 3, 2, 1);
    EXPECT_EQ(relationship(pool), std::nullopt);
    pool = square(Kind::max_pool, 7, 3, 2, 0);
    pool.ceil_mode = true;
    EXPECT_EQ(relationship(pool), std::nullopt);
    EXPECT_EQ(relationship(square(Kind::conv_transpose, 3, 3, 2, 0, 2)), std::nullopt);
    EXPECT_EQ(relationship(square(Kind::max_unpool, 3, 2, 2, 0)), std::nullopt);
    EXPECT_EQ(relationship(equivalent_conv(square(Kind::conv_transpose, 3, 3, 2, 0))), std::nullopt);
}

TEST(Shapes, output_size_is_the_number_of_windows) {
    for (uint64_t seed = 0; seed < 10000; ++seed) {
        Random random(seed);
        const Operation operation = possible_operation(random);
        for (std::size_t axis = 0; axis < operation.dims(); ++axis) {
            ASSERT_EQ(output_size(operation)[axis], reference::output_size(operation, axis))
                << describe(operation, seed);
            ASSERT_EQ(formula(operation, axis).value, output_size(operation)[axis])
                << describe(operation, seed);
        }
    }
}

TEST(Shapes, pytorch_layouts) {
    Operation operation = make_operation(Kind::conv, {5, 6}, {3, 2});
    operation.batch = 2;
    operation.in_channels = 4;
    operation.out_channels = 6;
    operation.groups = 2;
    EXPECT_EQ(input_shape(operation), (Sizes{2, 4, 5, 6}));
    EXPECT_EQ(weight_shape(operation), (Sizes{6, 2, 3, 2}));
    EXPECT_EQ(output_shape(operation), (Sizes{2, 6, 3, 5}));
    operation.kind = Kind::conv_transpose;
    EXPECT_EQ(weight_shape(operation), (Sizes{4, 3, 3, 2}));
    EXPECT_EQ(output_shape(operation), (Sizes{2, 6, 7, 7}));
    EXPECT_EQ(weight_shape(make_operation(Kind::max_pool, {4}, {2})), Sizes{});
    EXPECT_EQ(make_operation(Kind::max_pool, {4}, {2}).stride, Sizes{2});
    EXPECT_EQ(make_operation(Kind::conv, {4}, {2}).stride, Sizes{1});
}

TEST(NamedPaddings, give_the_output_they_promise) {
    for (uint64_t seed = 0; seed < 5000; ++seed) {
        Random random(seed);
        Operation o = possible_operation(random, seed % 2 ? Kind::conv : Kind::conv_transpose);
        o.padding_mode = PaddingMode::zeros;
        o.input_dilation = Sizes::filled(o.dims(), 1);
        for (const NamedPadding name : {NamedPadding::same_upper, NamedPadding::same_lower}) {
            set_padding(o, name);
            ASSERT_TRUE(check(o).empty()) << describe(o, seed);
            for (std::size_t a = 0; a < o.dims(); ++a) {
                const int64_t expected = o.kind == Kind::conv
                                             ? (o.input_size[a] + o.stride[a] - 1) / o.stride[a]
                                             : o.input_size[a] * o.stride[a];
                ASSERT_EQ(output_size(o)[a], expected) << describe(o, seed);
                const int64_t odd = o.padding_end[a] - o.padding_begin[a];
                ASSERT_TRUE(odd == 0 || odd == (name == NamedPadding::same_upper ? 1 : -1))
                    << describe(o, seed);
            }
            ASSERT_NE(named_case(o), NamedCase::arbitrary) << describe(o, seed);
        }
        set_padding(o, NamedPadding::full);
        for (std::size_t a = 0; a < o.dims(); ++a)
            ASSERT_EQ(o.padding_begin[a], o.dilation[a] * (o.kernel_size[a] - 1));
        set_padding(o, NamedPadding::valid);
        ASSERT_EQ(o.padding_end, Sizes::filled(o.dims(), 0));
        ASSERT_EQ(named_case(o), NamedCase::valid);
    }
}

TEST(NamedPaddings, cases_of_the_figures) {
    EXPECT_EQ(named_case(square(Kind::conv, 4, 3, 1, 0)), NamedCase::valid);
    EXPECT_EQ(named_case(square(Kind::conv, 5, 3, 1, 1)), NamedCase::same);
    EXPECT_EQ(named_case(square(Kind::conv, 6, 3, 2, 1)),
              NamedCase::same); // half, though "same" would pad 0 and 1
    EXPECT_EQ(named_case(square(Kind::conv, 5, 3, 1, 2)), NamedCase::full);
    EXPECT_EQ(named_case(square(Kind::conv, 5, 4, 1, 2)), NamedCase::arbitrary);
    EXPECT_EQ(named_case(square(Kind::conv, 9, 3, 1, 2, 2)), NamedCase::same);
    EXPECT_EQ(named_case(square(Kind::conv_transpose, 7, 3, 1, 2)), NamedCase::full);
}

TEST(NamedPaddings, of_pools_and_unpooling) {
    Operation pool = make_operation(Kind::max_pool, {7}, {3});
    set_padding(pool, NamedPadding::same_upper); // ceil(7 / 3) = 3 windows over 9
    EXPECT_EQ(pool.padding_begin, Sizes{1});
    EXPECT_EQ(output_size(pool), Sizes{3});
    Operation unpool = make_operation(Kind::max_unpool, {3}, {3});
    unpool.stride = {2};
    set_padding(unpool, NamedPadding::same_upper);
    EXPECT_EQ(unpool.padding_end, Sizes{1});
    EXPECT_EQ(output_size(unpool), Sizes{6});
}

TEST(NamedPaddings, never_fail_on_impossible_numbers) {
    Operation operation = make_operation(Kind::conv, {INT64_MAX, -5}, {INT64_MIN, INT64_MAX});
    operation.stride = {0, INT64_MIN};
    operation.dilation = {INT64_MAX, INT64_MAX};
    for (const NamedPadding name :
         {NamedPadding::valid, NamedPadding::same_upper, NamedPadding::same_lower, NamedPadding::full})
        set_padding(operation, name);
    EXPECT_FALSE(check(operation).empty());
}

TEST(ReceptiveField, spans_the_dilated_kernel) {
    EXPECT_EQ(receptive_field(square(Kind::conv, 9, 3, 1, 0, 2)), (Sizes{5, 5}));
    EXPECT_EQ(receptive_field(square(Kind::max_pool, 9, 2, 2, 0)), (Sizes{2, 2}));
    EXPECT_EQ(receptive_field(square(Kind::conv_transpose, 4, 3, 2, 0)), (Sizes{2, 2}));
    EXPECT_EQ(receptive_field(equivalent_conv(square(Kind::conv_transpose, 4, 3, 2, 0))), (Sizes{2, 2}));
}

/// Against laying every window and looking for what none of them covers.
TEST(Arithmetic, skips_between_windows) {
    int skipping = 0;
    for (int64_t size = 1; size <= 90; ++size)
        for (int64_t kernel = 1; kernel <= 4; ++kernel)
            for (int64_t stride = 1; stride <= 5; ++stride)
                for (int64_t dilation = 1; dilation <= 5; ++dilation) {
                    const Operation operation = square(Kind::conv, size, kernel, stride, 0, dilation);
                    if (!check(operation).empty())
                        continue;
                    const int64_t output = output_size(operation)[0];
                    std::vector<bool> read(
                        static_cast<std::size_t>(stride * (output - 1) + dilation * (kernel - 1) + 1));
                    for (int64_t y = 0; y < output; ++y)
                        for (int64_t k = 0; k < kernel; ++k)
                            read[static_cast<std::size_t>(stride * y + dilation * k)] = true;
                    const bool skips = std::find(read.begin(), read.end(), false) != read.end();
                    skipping += skips;
                    ASSERT_EQ(skips_between(operation), skips)
                        << "input " << size << " kernel " << kernel << " stride " << stride << " dilation "
                        << dilation;
                }
    EXPECT_GT(skipping, 100);
}

} // namespace
} // namespace convlens
