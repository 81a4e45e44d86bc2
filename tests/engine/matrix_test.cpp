// The matrices: as views against the Relation and as products against forward, the document's 4x16 matrix by
// names, transposes, and the number of entries that are not structurally zero.
#include "convlens/arithmetic.h"
#include "convlens/forward.h"
#include "convlens/gradient_operation.h"
#include "convlens/matrix.h"
#include "support/operations.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace convlens {
namespace {

Operation without_batch(Operation operation) {
    operation.batch = 1;
    return operation;
}

/// A random operation whose C a test can look at entry by entry, thousands of times.
Operation with_small_matrix(Random& random, Kind kind) {
    for (;;) {
        const Operation operation = without_batch(possible_operation(random, kind));
        if (unrolled_shape(operation).product() <= 4000)
            return operation;
    }
}

Tensor<double> product(const Tensor<double>& a, const Tensor<double>& b) {
    EXPECT_EQ(a.shape[1], b.shape[0]);
    Tensor<double> result(Sizes{a.shape[0], b.shape[1]});
    for (int64_t i = 0; i < a.shape[0]; ++i)
        for (int64_t j = 0; j < b.shape[1]; ++j)
            for (int64_t k = 0; k < a.shape[1]; ++k)
                result[i * b.shape[1] + j] += a[i * a.shape[1] + k] * b[k * b.shape[1] + j];
    return result;
}

/// W as a matrix [O, C * kernel], with zeros where channels are of different groups; conv_transpose: turned,
/// as its im2col is of the stretched input.
Tensor<double> weight_rows(const Operation& operation, const Tensor<double>& w) {
    const int64_t kernel = operation.kernel_size.product();
    const int64_t group_in = operation.in_channels / operation.groups;
    const int64_t group_out = operation.out_channels / operation.groups;
    Tensor<double> rows(Sizes{operation.out_channels, operation.in_channels * kernel});
    for (int64_t o = 0; o < operation.out_channels; ++o)
        for (int64_t in = 0; in < group_in; ++in)
            for (int64_t k = 0; k < kernel; ++k) {
                const int64_t c = o / group_out * group_in + in;
                rows[(o * operation.in_channels + c) * kernel + k] =
                    operation.kind == Kind::conv
                        ? w[(o * group_in + in) * kernel + k]
                        : w[(c * group_out + o % group_out) * kernel + kernel - 1 - k];
            }
    return rows;
}

Kind any_unrolled_kind(uint64_t seed) {
    const Kind kinds[] = {Kind::conv, Kind::conv, Kind::conv_transpose, Kind::avg_pool};
    return kinds[seed % 4];
}

TEST(Im2col, times_the_weights_is_forward) {
    for (uint64_t seed = 0; seed < 3000; ++seed) {
        Random random(seed);
        const Operation operation =
            without_batch(possible_operation(random, seed % 2 ? Kind::conv : Kind::conv_transpose));
        const auto x = small_numbers<double>(random, input_shape(operation));
        const auto w = small_numbers<double>(random, weight_shape(operation));
        ASSERT_EQ(product(weight_rows(operation, w), im2col(operation, x)).data,
                  forward(operation, x, w).data)
            << describe(operation, seed);
    }
}

TEST(Im2col, view_and_matrix_agree) {
    for (uint64_t seed = 0; seed < 2000; ++seed) {
        Random random(seed);
        const Operation operation = without_batch(possible_operation(random, all_kinds[seed % 5]));
        Tensor<float> x(input_shape(operation));
        for (int64_t i = 0; i < x.count(); ++i)
            x[i] = static_cast<float>(i + 1);
        const Tensor<float> matrix = im2col(operation, x);
        const Im2col view(operation);
        ASSERT_EQ(matrix.shape, (Sizes{view.rows(), view.columns()})) << describe(operation, seed);
        for (int64_t i = 0; i < matrix.count(); ++i) {
            const Im2col::Entry entry = view.entry(i / view.columns(), i % view.columns());
            ASSERT_EQ(entry.kind == TermKind::product, entry.input >= 0) << describe(operation, seed);
            ASSERT_EQ(entry.input >= 0 ? x[entry.input] : 0, matrix[i])
                << "entry " << i << " of " << describe(operation, seed);
        }
    }
}

TEST(Im2col, says_what_its_zeros_are) {
    Operation conv = make_operation(Kind::conv, {3}, {3});
    conv.padding_begin = conv.padding_end = {1};
    EXPECT_EQ(Im2col(conv).entry(0, 0), (Im2col::Entry{TermKind::padding, -1}));
    EXPECT_EQ(Im2col(conv).entry(0, 1), (Im2col::Entry{TermKind::product, 0}));
    Operation transposed = make_operation(Kind::conv_transpose, {2}, {2});
    transposed.stride = {2};
    EXPECT_EQ(Im2col(transposed).entry(0, 0), (Im2col::Entry{TermKind::padding, -1}));
    EXPECT_EQ(Im2col(transposed).entry(1, 0), (Im2col::Entry{TermKind::product, 0}));
    EXPECT_EQ(Im2col(transposed).entry(1, 1), (Im2col::Entry{TermKind::hole, -1}));
}

/// The matrix that the document prints, row by row (its section "卷积的矩阵运算").
TEST(Unrolled, is_the_documents_matrix) {
    const char* const rows[] = {
        "w00 w01 w02 0 w10 w11 w12 0 w20 w21 w22 0 0 0 0 0 ",
        "0 w00 w01 w02 0 w10 w11 w12 0 w20 w21 w22 0 0 0 0 ",
        "0 0 0 0 w00 w01 w02 0 w10 w11 w12 0 w20 w21 w22 0 ",
        "0 0 0 0 0 w00 w01 w02 0 w10 w11 w12 0 w20 w21 w22 ",
    };
    const Unrolled view(make_operation(Kind::conv, {4, 4}, {3, 3}));
    ASSERT_EQ(view.rows(), 4);
    ASSERT_EQ(view.columns(), 16);
    for (int64_t row = 0; row < 4; ++row) {
        std::string text;
        for (int64_t column = 0; column < 16; ++column) {
            const int64_t weight = view.entry(row, column).weight;
            text += weight < 0 ? "0 " : "w" + std::to_string(weight / 3) + std::to_string(weight % 3) + " ";
        }
        EXPECT_EQ(text, rows[row]);
    }
    EXPECT_EQ(view.non_zeros(), 36);
}

TEST(Unrolled, times_the_flat_input_is_forward) {
    for (uint64_t seed = 0; seed < 3000; ++seed) {
        Random random(seed);
        const Operation operation = without_batch(possible_operation(random, any_unrolled_kind(seed)));
        auto x = small_numbers<double>(random, input_shape(operation));
        const auto w = small_numbers<double>(random, weight_shape(operation));
        const Tensor<double> expected =
            has_weight(operation.kind) ? forward(operation, x, w) : pool(operation, x);
        x.shape = {x.count(), 1};
        const Tensor<double> y = product(unrolled(operation, w), x);
        ASSERT_EQ(y.count(), expected.count());
        for (int64_t i = 0; i < y.count(); ++i)
            ASSERT_NEAR(y[i], expected[i], operation.kind == Kind::avg_pool ? 1e-12 : 0)
                << describe(operation, seed);
    }
}

TEST(Unrolled, view_and_matrix_agree) {
    for (uint64_t seed = 0; seed < 3000; ++seed) {
        Random random(seed);
        const Operation operation = with_small_matrix(random, any_unrolled_kind(seed));
        const auto w = small_numbers<double>(random, weight_shape(operation));
        const Tensor<double> matrix = unrolled(operation, w);
        Tensor<double> ones(w.shape, std::vector<double>(w.data.size(), 1));
        const Tensor<double> counts = unrolled(operation, ones);
        const Unrolled view(operation);
        ASSERT_EQ(matrix.shape, (Sizes{view.rows(), view.columns()})) << describe(operation, seed);
        int64_t non_zeros = 0;
        for (int64_t i = 0; i < matrix.count(); ++i) {
            const int64_t row = i / view.columns();
            const int64_t column = i % view.columns();
            const Unrolled::Entry entry = view.entry(row, column);
            const auto text = [&] {
                return "entry " + std::to_string(i) + " of " + describe(operation, seed);
            };
            ASSERT_EQ(view.value(row, column, w), matrix[i]) << text();
            ASSERT_EQ(entry.weight_count > 0, counts[i] > 0) << text();
            non_zeros += entry.weight_count > 0 ? 1 : 0;
            if (!has_weight(operation.kind))
                continue;
            const std::vector<int64_t> weights = view.weights(row, column);
            ASSERT_EQ(static_cast<int64_t>(weights.size()), entry.weight_count) << text();
            ASSERT_EQ(entry.weight_count, counts[i]) << text();
            ASSERT_EQ(entry.weight, weights.empty() ? -1 : weights.front()) << text();
            ASSERT_TRUE(std::is_sorted(weights.begin(), weights.end())) << text();
        }
        ASSERT_EQ(view.non_zeros(), non_zeros) << describe(operation, seed);
    }
}

TEST(Unrolled, of_a_transposed_convolution_is_the_direct_one_transposed) {
    for (uint64_t seed = 0; seed < 1500; ++seed) {
        Random random(seed);
        const Operation transposed = with_small_matrix(random, Kind::conv_transpose);
        const Operation direct = grad_input_operation(transposed);
        const Unrolled c(direct);
        const Unrolled c_transposed(transposed);
        ASSERT_EQ(c.rows(), c_transposed.columns()) << describe(transposed, seed);
        ASSERT_EQ(c.columns(), c_transposed.rows()) << describe(transposed, seed);
        for (int64_t row = 0; row < c.rows(); ++row)
            for (int64_t column = 0; column < c.columns(); ++column)
                ASSERT_EQ(c.entry(row, column), c_transposed.entry(column, row))
                    << row << ',' << column << " of " << describe(transposed, seed);
    }
}

/// Sizes at which nothing could be enumerated: an entry and the count come at once.
TEST(Unrolled, of_a_large_operation_is_only_looked_at) {
    Operation operation = make_operation(Kind::conv, {20000, 20000}, {3, 3});
    operation.padding_begin = operation.padding_end = {1, 1};
    EXPECT_EQ(Unrolled(operation).non_zeros(), 59998LL * 59998);
    EXPECT_EQ(Unrolled(operation).entry(399999999, 399999999).weight, 4);
    operation.padding_mode = PaddingMode::circular;
    EXPECT_EQ(Unrolled(operation).non_zeros(), 60000LL * 60000);
    EXPECT_EQ(Unrolled(operation).entry(0, 399999999).weight, 0);
    EXPECT_EQ(im2col_shape(operation), (Sizes{9, 400000000}));
}

} // namespace
} // namespace convlens
