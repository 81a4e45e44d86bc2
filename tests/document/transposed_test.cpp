// The three ways of a transposed convolution are compared with the engine's own on random operations, and
// what is written about how often cells are painted with counts by the Relation.
#include "convlens/forward.h"
#include "convlens/gradient.h"
#include "convlens/relation.h"
#include "document/evaluate/evaluate.h"
#include "document/evaluate/transposed.h"
#include "document/presets.h"
#include "support/random_document.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <sstream>

namespace convlens {
namespace {

TEST(Transposed, the_three_ways_agree_on_a_bias_too) {
    Document document;
    document.operation = make_operation(Kind::conv_transpose, {3, 3}, {3, 3});
    document.operation.stride = {2, 2};
    document.operation.out_channels = 2;
    document.bias = {1e6, -0.1};
    document.lenses = {Lens::transposed};
    const Results results = evaluate(document);
    ASSERT_TRUE(results.transposed->compared);
    EXPECT_TRUE(results.transposed->agree);
    EXPECT_EQ(results.transposed->results.y, results.y);
    document.operation.kind = Kind::conv;
    document.operation.input_size = {7, 7};
    const Results direct = evaluate(document);
    EXPECT_TRUE(direct.transposed->agree);
    EXPECT_EQ(direct.transposed->results.bias, nullptr);
}

using Random = std::mt19937_64;

int64_t draw(Random& random, int64_t least, int64_t most) {
    return least + static_cast<int64_t>(random() % static_cast<uint64_t>(most - least + 1));
}

Sizes draw_sizes(Random& random, std::size_t dims, int64_t least, int64_t most) {
    Sizes sizes;
    for (std::size_t a = 0; a < dims; ++a)
        sizes.push_back(draw(random, least, most));
    return sizes;
}

/// Every stride, dilation and output padding, crops on either side, groups and items.
Operation transposed_operation_of(Random& random) {
    for (;;) {
        const auto dims = static_cast<std::size_t>(draw(random, 1, 3));
        const int64_t most = dims == 3 ? 3 : 5;
        Operation op = make_operation(Kind::conv_transpose, draw_sizes(random, dims, 1, most),
                                      draw_sizes(random, dims, 1, most));
        op.stride = draw_sizes(random, dims, 1, 4);
        op.dilation = draw_sizes(random, dims, 1, 3);
        op.padding_begin = draw_sizes(random, dims, 0, 5);
        op.padding_end = draw_sizes(random, dims, 0, 5);
        op.output_padding = draw_sizes(random, dims, 0, 3);
        op.groups = draw(random, 1, 3);
        op.in_channels = op.groups * draw(random, 1, 2);
        op.out_channels = op.groups * draw(random, 1, 2);
        op.batch = draw(random, 1, 2);
        if (check(op).empty())
            return op;
    }
}

Tensor<double> numbers_of(Random& random, const Sizes& shape) {
    Tensor<double> tensor(shape);
    for (double& v : tensor.data)
        v = static_cast<double>(draw(random, -4, 4));
    return tensor;
}

std::string text(const Operation& op) {
    std::ostringstream out;
    const auto list = [&](const char* name, const Sizes& sizes) {
        out << name;
        for (const int64_t s : sizes)
            out << ' ' << s;
        out << "; ";
    };
    list("input", op.input_size);
    list("kernel", op.kernel_size);
    list("stride", op.stride);
    list("dilation", op.dilation);
    list("begin", op.padding_begin);
    list("end", op.padding_end);
    list("output padding", op.output_padding);
    out << "groups " << op.groups << " in " << op.in_channels << " out " << op.out_channels << " batch "
        << op.batch;
    return out.str();
}

TEST(Transposed, three_ways_give_the_engines_numbers) {
    Random random(41);
    for (int i = 0; i < 400; ++i) {
        const Operation op = transposed_operation_of(random);
        const Tensor<double> x = numbers_of(random, input_shape(op));
        const Tensor<double> w = numbers_of(random, weight_shape(op));
        const Tensor<double> y = forward(op, x, w);
        EXPECT_EQ(scattered(op, x, w), y) << "stamping " << text(op);
        EXPECT_EQ(stretched(op, x, w), y) << "stretching " << text(op);
        EXPECT_EQ(multiplied(op, x, w), y) << "matrix " << text(op);
    }
}

TEST(Transposed, a_difference_is_seen) {
    Document document = default_document();
    document.operation = make_operation(Kind::conv_transpose, {3, 3}, {3, 3});
    document.lenses = {Lens::transposed};
    const Results results = evaluate(document);
    ASSERT_TRUE(results.transposed);
    EXPECT_TRUE(results.transposed->agree);
    Results wrong = results;
    Tensor<double> y = *results.y;
    y[7] += 0.5;
    wrong.y = shared(y);
    const auto transposed = transposed_results(wrong);
    EXPECT_FALSE(transposed->agree);
    EXPECT_EQ(transposed->largest(), 0.5);
}

TEST(Transposed, of_a_conv_is_its_adjoint) {
    Random random(42);
    int convs = 0;
    for (int i = 0; i < 300; ++i) {
        Document document = random_document(random);
        document.lenses = {Lens::transposed};
        const Results results = evaluate(document);
        const Operation& op = results.operation;
        if (op.kind != Kind::conv)
            continue;
        ++convs;
        ASSERT_TRUE(results.transposed) << text(op);
        const TransposedResults& t = *results.transposed;
        EXPECT_EQ(check(t.results.operation), std::vector<Issue>{}) << text(op);
        EXPECT_EQ(output_size(t.results.operation), op.input_size) << text(op);
        Operation zeros = op;
        zeros.padding_mode = PaddingMode::zeros;
        const Tensor<double> adjoint = grad_input(zeros, results.y->kept(), results.w->kept());
        ASSERT_EQ(adjoint.shape, t.results.y->shape) << text(op);
        for (int64_t e = 0; e < adjoint.count(); ++e)
            EXPECT_NEAR(adjoint[e], (*t.results.y)[e], 1e-9) << text(op) << ", element " << e;
        EXPECT_TRUE(t.compared && t.agree) << text(op) << ", differs by " << t.largest();
    }
    EXPECT_GT(convs, 20);
}

TEST(Transposed, cells_are_painted_as_often_as_the_relation_says) {
    Random random(43);
    for (int i = 0; i < 200; ++i) {
        const Operation op = transposed_operation_of(random);
        const Relation relation(op);
        const Sizes out = output_size(op);
        for (int64_t y = 0; y < relation.outputs(); ++y) {
            int64_t products = 0;
            for (int64_t t = 0; t < relation.terms_per_output(); ++t)
                products += relation.term_of_output(y, t).kind == TermKind::product ? 1 : 0;
            int64_t times = 1;
            int64_t rest = y;
            for (std::size_t a = op.dims(); a-- > 0; rest /= out[a])
                times *= times_painted(op, a, rest % out[a]);
            ASSERT_EQ(times * (op.in_channels / op.groups), products) << text(op) << ", output " << y;
        }
    }
}

TEST(Transposed, uneven_unless_stride_divides_kernel_and_shares_nothing_with_dilation) {
    for (int64_t k = 1; k <= 9; ++k)
        for (int64_t s = 1; s <= 6; ++s)
            for (int64_t d = 1; d <= 4; ++d) {
                Operation op = make_operation(Kind::conv_transpose, {40}, {k});
                op.stride = {s};
                op.dilation = {d};
                // Where no border is near.
                const int64_t reach = d * (k - 1);
                int64_t least = INT64_MAX;
                int64_t most = 0;
                for (int64_t y = reach; y < reach + s; ++y) {
                    least = std::min(least, times_painted(op, 0, y));
                    most = std::max(most, times_painted(op, 0, y));
                }
                const AxisPainting painting = axis_painting(op, 0);
                EXPECT_EQ(painting, (AxisPainting{least, most})) << "k " << k << " s " << s << " d " << d;
                EXPECT_EQ(painting.even(), k % s == 0 && std::gcd(s, d) == 1)
                    << "k " << k << " s " << s << " d " << d;
            }
}

TEST(Transposed, unpooling_counts_what_is_overwritten) {
    Random random(44);
    int unpoolings = 0;
    for (int i = 0; i < 400; ++i) {
        Document document = random_document(random);
        document.lenses = {Lens::transposed};
        const Results results = evaluate(document);
        if (results.operation.kind != Kind::max_unpool)
            continue;
        ++unpoolings;
        std::vector<int64_t> places;
        const int64_t in_plane = results.operation.input_size.product();
        for (int64_t x = 0; x < results.switches->count(); ++x)
            places.push_back(x / in_plane * results.output.product() + (*results.switches)[x]);
        std::sort(places.begin(), places.end());
        const auto different =
            static_cast<int64_t>(std::unique(places.begin(), places.end()) - places.begin());
        ASSERT_TRUE(results.transposed);
        EXPECT_EQ(results.transposed->written, different) << text(results.operation);
        EXPECT_EQ(results.transposed->overwritten, results.switches->count() - different)
            << text(results.operation);
    }
    EXPECT_GT(unpoolings, 10);
}

TEST(Transposed, computed_only_where_the_lens_is_on) {
    Document document = default_document();
    EXPECT_FALSE(evaluate(document).transposed);
    Document with = document;
    set_lens(with, Lens::transposed, true);
    EXPECT_TRUE(numbers_differ(document, with));
    EXPECT_TRUE(evaluate(with).transposed);
    Document other_way = with;
    other_way.transposed_lens.way = TransposedWay::matrix;
    EXPECT_FALSE(numbers_differ(with, other_way));
}

} // namespace
} // namespace convlens
