// Evaluation of documents, and steps both ways.
#include "convlens/relation.h"
#include "document/evaluate/evaluate.h"
#include "document/evaluate/results.h"
#include "document/evaluate/reverse.h"
#include "document/evaluate/unpooling.h"
#include "document/numbers.h"
#include "document/presets.h"
#include "document/scene_file/scene_file.h"
#include "support/random_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace convlens {
namespace {

using testing::ElementsAre;

/// As many bits alike as sums in another order may leave.
void expect_close(double a, double b, const std::string& what) {
    if (std::isinf(a) || std::isinf(b))
        EXPECT_EQ(a, b) << what;
    else
        EXPECT_NEAR(a, b, 1e-9 * std::max(1.0, std::abs(a))) << what;
}

TEST(Results, steps_from_the_document_and_from_results_agree_with_y) {
    std::mt19937_64 generator(1);
    std::array<int, 6> seen{};
    for (int round = 0; round < 600; ++round) {
        const Document document = random_document(generator);
        const Results results = evaluate(document);
        ASSERT_TRUE(results.issues.empty());
        ++seen[static_cast<std::size_t>(results.operation.kind)];
        for (int64_t t = 0; t < results.steps; t += 1 + results.steps / 20) {
            const std::string what = "round " + std::to_string(round) + " step " + std::to_string(t) + "\n" +
                                     write_scene(document);
            const Step a = step_of(document, t);
            const Step b = step_of(results, t);
            ASSERT_EQ(a.steps, results.steps) << what;
            ASSERT_EQ(static_cast<int64_t>(a.terms.size()), results.terms_per_step) << what;
            ASSERT_EQ(a.terms.size(), b.terms.size()) << what;
            for (std::size_t i = 0; i < a.terms.size(); ++i) {
                ASSERT_EQ(a.terms[i].input, b.terms[i].input) << what;
                ASSERT_EQ(a.terms[i].weight, b.terms[i].weight) << what;
                ASSERT_EQ(a.terms[i].input_value, b.terms[i].input_value) << what;
                ASSERT_EQ(a.terms[i].weight_value, b.terms[i].weight_value) << what;
                ASSERT_EQ(a.terms[i].product, b.terms[i].product) << what;
                ASSERT_EQ(a.terms[i].kind, b.terms[i].kind) << what;
            }
            ASSERT_EQ(a.output, b.output) << what;
            ASSERT_EQ(a.bias, b.bias) << what;
            ASSERT_EQ(a.chosen, b.chosen) << what;
            ASSERT_EQ(a.divisor, b.divisor) << what;
            expect_close(a.value, b.value, what);
            if (results.operation.kind != Kind::max_unpool)
                expect_close(a.value, (*results.y)[a.output], what);
            if (::testing::Test::HasFailure())
                return;
        }
    }
    for (const int count : seen)
        EXPECT_GT(count, 20);
}

TEST(Results, a_winner_is_what_the_switch_says) {
    std::mt19937_64 generator(2);
    for (int pools = 0; pools < 50;) {
        const Document document = random_document(generator);
        if (document.operation.kind != Kind::max_pool)
            continue;
        ++pools;
        const Results results = evaluate(document);
        const int64_t plane = results.operation.input_size.product();
        for (int64_t t = 0; t < results.steps; ++t) {
            const Step step = step_of(results, t);
            ASSERT_EQ(step.terms[static_cast<std::size_t>(step.chosen)].input % plane, (*results.switches)[t])
                << write_scene(document);
        }
    }
}

TEST(Results, unpooling_reverses_a_pooling_of_its_plane) {
    Document document = preset_named("overlapping_max_unpooling")->document;
    const Results results = evaluate(document);
    EXPECT_THAT(results.x->kept().data, ElementsAre(3, 3, 3, 2));
    EXPECT_THAT(results.switches->kept().data, ElementsAre(7, 7, 15, 13));
    Document pooling;
    pooling.operation = make_operation(Kind::max_pool, {5, 5}, {3, 3});
    pooling.operation.stride = {2, 2};
    pooling.input = document.unpool_plane;
    const Results pooled = evaluate(pooling);
    EXPECT_EQ(pooled.y->kept(), results.x->kept());
    EXPECT_EQ(pooled.switches->kept(), results.switches->kept());
    document.input.edits[{0, 0, 1, 1}] = 9;
    EXPECT_EQ((*evaluate(document).y)[13], 9);
    EXPECT_EQ(step_of(document, 3).value, 9);
}

TEST(Results, values_that_meet_in_one_place_are_found) {
    std::mt19937_64 generator(5);
    int met = 0;
    for (int rounds = 0; rounds < 120;) {
        const Document document = random_document(generator);
        if (document.operation.kind != Kind::max_unpool)
            continue;
        ++rounds;
        const Results results = evaluate(document);
        const int64_t plane = results.operation.input_size.product();
        for (int64_t t = 0; t < results.steps; ++t) {
            int64_t expected = -1;
            for (int64_t before = t / plane * plane; before < t; ++before)
                if ((*results.switches)[before] == (*results.switches)[t])
                    expected = before;
            met += expected >= 0 ? 1 : 0;
            ASSERT_EQ(earlier_at_same_place(results, t), expected) << t << "\n" << write_scene(document);
        }
    }
    EXPECT_GT(met, 10);
}

TEST(Results, an_impossible_operation_has_issues_and_no_tensors) {
    Document document;
    document.operation = make_operation(Kind::conv, {3, 3}, {7, 7});
    const Results results = evaluate(document);
    EXPECT_FALSE(results.issues.empty());
    EXPECT_EQ(results.operation, document.operation);
    EXPECT_FALSE(results.x || results.w || results.y || results.switches);
    EXPECT_EQ(results.steps, 0);
}

Document with_image(Kind kind, int channels) {
    Image image;
    image.width = 8;
    image.height = 4;
    image.channels = channels;
    for (int i = 0; i < 8 * 4 * channels; ++i)
        image.pixels.push_back(static_cast<uint8_t>(i * 7));
    Document document;
    document.operation = make_operation(kind, {5, 5}, {3, 3});
    document.input.kind = SourceKind::image;
    document.input.image = std::make_shared<const Image>(std::move(image));
    return document;
}

TEST(Results, an_image_gives_its_size_and_channels) {
    Document document = with_image(Kind::conv, 3);
    EXPECT_EQ(operation_of(document).input_size, (Sizes{4, 8}));
    EXPECT_EQ(operation_of(document).in_channels, 1);
    document.color = true;
    EXPECT_EQ(operation_of(document).in_channels, 3);
    EXPECT_EQ(operation_of(document).groups, 1);
    document.max_cells = 6;
    EXPECT_EQ(operation_of(document).input_size, (Sizes{3, 6}));
    document.operation.kind = Kind::max_pool;
    EXPECT_EQ(operation_of(document).out_channels, 3);
}

TEST(Results, a_named_kernel_acts_on_each_channel) {
    Document document = with_image(Kind::conv, 3);
    document.color = true;
    document.weight.kind = SourceKind::kernel;
    document.weight.kernel_name = KernelName::identity;
    const Results results = evaluate(document);
    ASSERT_TRUE(results.issues.empty());
    EXPECT_EQ(results.operation.groups, 3);
    EXPECT_EQ(results.output, (Sizes{2, 6}));
    for (int64_t c = 0; c < 3; ++c)
        EXPECT_EQ((*results.y)[c * 12], (*results.x)[c * 32 + 8 + 1]);
    EXPECT_EQ(step_of(document, 13).value, (*results.y)[13]);
}

/// y[i] = sum over u of w[u] x[i + k - 1 - u], written out.
TEST(Results, a_flipped_kernel_is_a_true_convolution) {
    Document document = preset_named("numerical_no_padding_no_strides")->document;
    document.flip_kernel = true;
    const Results results = evaluate(document);
    const Tensor<double> w = numbers(document.weight, TensorRole::w, {1, 1, 3, 3});
    for (int64_t i = 0; i < 3; ++i)
        for (int64_t j = 0; j < 3; ++j) {
            double sum = 0;
            for (int64_t u = 0; u < 3; ++u)
                for (int64_t v = 0; v < 3; ++v)
                    sum += w[u * 3 + v] * (*results.x)[(i + 2 - u) * 5 + j + 2 - v];
            EXPECT_EQ((*results.y)[i * 3 + j], sum) << i << "," << j;
        }
    EXPECT_EQ(weight_in_document(results, 0), 8);
    EXPECT_EQ((*results.w)[1], w[weight_in_document(results, 1)]);
    document.operation.kind = Kind::conv_transpose;
    EXPECT_FALSE(evaluate(document).flipped);
}

TEST(Results, a_power_mean_divides_by_the_elements_that_the_window_meets) {
    Document document;
    document.operation = make_operation(Kind::lp_pool, {5, 5}, {3, 3});
    document.operation.padding_begin = document.operation.padding_end = {1, 1};
    document.operation.norm_p = 1;
    document.power_mean = true;
    Document average = document; // of whole numbers from 0 up: the same as p = 1
    average.operation.kind = Kind::avg_pool;
    average.operation.norm_p = 2;
    average.operation.count_include_pad = false;
    const Results mean = evaluate(document), expected = evaluate(average);
    for (int64_t i = 0; i < mean.steps; ++i)
        expect_close((*mean.y)[i], (*expected.y)[i], std::to_string(i));
    document.operation.norm_p = std::numeric_limits<double>::infinity();
    const Results largest = evaluate(document);
    document.power_mean = false;
    EXPECT_EQ(largest.y->kept(), evaluate(document).y->kept());
}

TEST(Results, numbers_differ_only_by_what_changes_numbers) {
    const Document document = default_document();
    Document other = document;
    other.view = View::tilted;
    other.cell_text = CellText::names;
    other.name = "x";
    other.title.en = other.caption.zh = "y";
    other.export_size = {1, 1};
    EXPECT_FALSE(numbers_differ(document, other));
    const auto differs = [&](auto change) {
        Document changed = document;
        change(changed);
        return numbers_differ(document, changed);
    };
    EXPECT_TRUE(differs([](Document& d) { d.operation.stride[0] = 1; }));
    EXPECT_TRUE(differs([](Document& d) { d.input.seed = 2; }));
    EXPECT_TRUE(differs([](Document& d) { d.weight.edits[{0, 0, 0, 0}] = 5; }));
    EXPECT_TRUE(differs([](Document& d) { d.grad_output.kind = SourceKind::ramp; }));
    EXPECT_TRUE(differs([](Document& d) { d.unpool_plane.seed = 3; }));
    EXPECT_TRUE(differs([](Document& d) { d.color = true; }));
    EXPECT_TRUE(differs([](Document& d) { d.max_cells = 3; }));
    EXPECT_TRUE(differs([](Document& d) { d.flip_kernel = true; }));
    EXPECT_TRUE(differs([](Document& d) { d.power_mean = true; }));
    EXPECT_TRUE(differs([](Document& d) { d.bias = {1}; }));
}

/// Y less what the same document has without its bias.
std::vector<double> added_to_maps(Document document) {
    const Results with = evaluate(document);
    document.bias.clear();
    const Results without = evaluate(document);
    EXPECT_EQ(without.bias, nullptr);
    const int64_t plane = with.output.product();
    std::vector<double> added;
    for (int64_t y = 0; y < with.steps; ++y) {
        const double difference = (*with.y)[y] - (*without.y)[y];
        EXPECT_DOUBLE_EQ(difference, *bias_at(with, y)) << y;
        EXPECT_EQ(step_of(document, y).bias, std::nullopt);
        if (y % plane == 0)
            added.push_back(difference);
    }
    return added;
}

TEST(Bias, is_added_to_every_element_of_its_map) {
    for (const Kind kind : {Kind::conv, Kind::conv_transpose})
        for (const Sizes& size : {Sizes{7}, Sizes{5, 4}, Sizes{3, 4, 3}, Sizes{200, 200}}) {
            Document document;
            document.lenses = {Lens::sum};
            document.operation = make_operation(kind, size, Sizes::filled(size.size(), 3));
            document.operation.groups = 2;
            document.operation.in_channels = 4;
            document.operation.out_channels = 4;
            document.bias = {0.5, -3, 0, 100};
            EXPECT_THAT(added_to_maps(document), ElementsAre(0.5, -3, 0, 100));
            document.bias = {0.5, -3};
            EXPECT_THAT(added_to_maps(document), ElementsAre(0.5, -3, 0, 0));
            document.bias = {0.5, -3, 0, 100, 7};
            EXPECT_THAT(added_to_maps(document), ElementsAre(0.5, -3, 0, 100));
            document.operation.batch = 2;
            EXPECT_THAT(added_to_maps(document), ElementsAre(0.5, -3, 0, 100, 0.5, -3, 0, 100));
        }
}

TEST(Bias, is_of_convolutions_alone) {
    for (const Kind kind : {Kind::max_pool, Kind::avg_pool, Kind::lp_pool, Kind::max_unpool}) {
        Document document;
        document.operation = make_operation(kind, {4, 4}, {2, 2});
        document.bias = {5};
        EXPECT_EQ(evaluate(document).bias, nullptr);
        EXPECT_EQ(step_of(document, 0).bias, std::nullopt);
    }
}

TEST(Bias, stays_when_channels_go_and_come_and_is_none_of_the_way_back) {
    Document document;
    document.operation = make_operation(Kind::conv, {5, 5}, {3, 3});
    document.operation.out_channels = 2;
    document.bias = {1, 2};
    document.pair = true;
    Operation one = document.operation;
    one.out_channels = 1;
    Document changed = document;
    set_operation(changed, one);
    EXPECT_THAT(bias_of(changed, one), ElementsAre(1));
    set_operation(changed, document.operation);
    EXPECT_EQ(changed, document);
    const Results results = evaluate(document);
    EXPECT_EQ(results.paired->results.bias, nullptr);
    EXPECT_EQ(results.paired->results.x->kept().data, results.y->kept().data);
}

TEST(Step, of_millions_needs_no_tensor) {
    Document document;
    document.operation = make_operation(Kind::conv, {40000, 40000}, {3, 3}); // 12 GB as a tensor
    const int64_t last = int64_t{39998} * 39998 - 1;
    const Step step = step_of(document, last);
    EXPECT_EQ(step.terms.back().input, int64_t{40000} * 40000 - 1);
    EXPECT_EQ(step.terms.size(), 9U);
}

} // namespace
} // namespace convlens
