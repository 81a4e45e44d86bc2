// A part of Y against the whole, for every kind; and that a still picture of a large operation costs what it
// shows.
#include "convlens/arithmetic.h"
#include "document/evaluate/evaluate.h"
#include "document/evaluate/memory.h"
#include "document/evaluate/output_part.h"
#include "document/evaluate/results.h"
#include "document/evaluate/shown_outputs.h"
#include "document/evaluate/work.h"
#include "document/scene_file/scene_file.h"
#include "input/limits.h"
#include "support/random_document.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>

namespace convlens {
namespace {

Document document_of(const Operation& operation) {
    Document document;
    document.operation = operation;
    return document;
}

TEST(OutputPart, has_the_numbers_of_the_whole) {
    std::mt19937_64 random(77);
    std::array<int, 6> seen{};
    for (int round = 0; round < 800; ++round) {
        Document document = random_document(random);
        document.lenses = {Lens::sum};
        const Results whole = evaluate(document);
        if (whole.operation.kind == Kind::max_unpool)
            continue;
        ++seen[static_cast<std::size_t>(whole.operation.kind)];
        OutputRange range;
        range.end = 1 + static_cast<int64_t>(random() % static_cast<uint64_t>(whole.steps));
        range.first = static_cast<int64_t>(random() % static_cast<uint64_t>(range.end));
        const Results part = evaluate(document, {.outputs = range});
        ASSERT_EQ(part.y->shape, whole.y->shape);
        for (int64_t y = range.first; y < range.end; ++y) {
            const double expected = (*whole.y)[y];
            const bool same = (*part.y)[y] == expected || std::isnan(expected);
            ASSERT_TRUE(same) << "y " << y << " of [" << range.first << ", " << range.end << ") round "
                              << round << "\n"
                              << write_scene(document);
            if (whole.switches) {
                ASSERT_EQ((*part.switches)[y], (*whole.switches)[y]) << write_scene(document);
            }
        }
    }
    for (const Kind kind : {Kind::conv, Kind::conv_transpose, Kind::max_pool, Kind::avg_pool, Kind::lp_pool})
        EXPECT_GT(seen[static_cast<std::size_t>(kind)], 30) << static_cast<int>(kind);
}

TEST(OutputPart, is_the_rows_up_to_the_step_of_one_map_or_several_maps) {
    Operation conv = make_operation(Kind::conv, {10, 10}, {3, 3}); // 8 x 8
    conv.out_channels = 4;
    EXPECT_EQ(part_of(conv, {0, 1}), (OutputPart{0, 1, 1}));
    EXPECT_EQ(part_of(conv, {64, 64 + 17}), (OutputPart{1, 1, 3}));
    EXPECT_EQ(part_of(conv, {60, 70}), (OutputPart{0, 2, 8}));
    EXPECT_EQ(part_of(conv, {}), (OutputPart{0, 4, 8}));
    EXPECT_EQ(outputs_in(conv, {0, 1, 3}), 24);
    conv.padding_mode = PaddingMode::circular;
    EXPECT_EQ(part_of(conv, {0, 1}).rows, 8);
}

/// Where computing the part at once would be much, each element is made where it is read.
TEST(OutputPart, of_tensors_of_any_size_is_what_the_steps_say) {
    std::mt19937_64 random(31);
    for (const Kind kind : {Kind::conv, Kind::conv_transpose, Kind::max_pool, Kind::avg_pool, Kind::lp_pool})
        for (const Sizes& size : {Sizes{2'000'000'000}, Sizes{40'000, 40'000}, Sizes{700, 800, 900}}) {
            Document document = document_of(make_operation(kind, size, Sizes::filled(size.size(), 3)));
            document.lenses = {Lens::sum};
            document.flip_kernel = document.power_mean = true;
            document.operation.stride = Sizes::filled(size.size(), 1);
            document.weight = kernel_source(KernelName::gaussian);
            document.input.edits[{0, 0, 5, 5}] = 77;
            document.input.edits[{0, 0, 5}] = 77;
            const int64_t step = step_count(document.operation) / 3;
            const OutputRange shown = shown_outputs(document, step);
            ASSERT_FALSE(shown.is_whole());
            EXPECT_EQ(shown.end, step + 1);
            const Results part = evaluate(document, {.outputs = shown});
            ASSERT_TRUE(part.issues.empty());
            EXPECT_FALSE(part.x->is_kept() || part.y->is_kept());
            for (int round = 0; round < 50; ++round) {
                const int64_t y =
                    shown.first + static_cast<int64_t>(random() % static_cast<uint64_t>(step - shown.first));
                const Step expected = step_of(document, y);
                const Step got = step_of(part, y);
                EXPECT_DOUBLE_EQ(got.value, expected.value) << y;
                for (std::size_t i = 0; i < expected.terms.size(); ++i) {
                    EXPECT_EQ(got.terms[i].input_value, expected.terms[i].input_value);
                    EXPECT_EQ(got.terms[i].weight_value, expected.terms[i].weight_value);
                }
                if (expected.chosen >= 0 && kind == Kind::max_pool) {
                    const int64_t input = expected.terms[static_cast<std::size_t>(expected.chosen)].input;
                    EXPECT_EQ((*part.switches)[y], input);
                }
            }
            EXPECT_EQ((*part.y)[step + 1], 0) << "is not shown";
        }
}

TEST(OutputPart, is_not_asked_of_what_needs_all_of_y) {
    Document document = document_of(make_operation(Kind::conv, {30, 30}, {3, 3}));
    EXPECT_TRUE(has_parts(document));
    Document pair = document;
    pair.pair = true;
    Document unpooling = document_of(make_operation(Kind::max_unpool, {30, 30}, {2, 2}));
    Document gradients = document, transposed = document;
    set_lens(gradients, Lens::gradients, true);
    set_lens(transposed, Lens::transposed, true);
    for (const Document& whole : {pair, unpooling, gradients, transposed}) {
        EXPECT_FALSE(has_parts(whole));
        const Results results = evaluate(whole, {.outputs = {0, 1}});
        EXPECT_TRUE(results.computed.is_whole());
        EXPECT_TRUE(results.y->is_kept());
    }
}

TEST(ShownOutputs, are_all_where_all_can_be_had_or_a_lens_shows_more) {
    EXPECT_TRUE(shown_outputs(document_of(make_operation(Kind::conv, {224, 224}, {7, 7})), 5).is_whole());
    Document large = document_of(make_operation(Kind::conv, {2000, 2000}, {99, 99}));
    EXPECT_EQ(shown_outputs(large, 5), (OutputRange{0, 6}));
    set_lens(large, Lens::gradients, true);
    EXPECT_TRUE(shown_outputs(large, 5).is_whole());
}

TEST(ShownOutputs, are_those_of_the_drawn_channels_up_to_the_step) {
    Operation conv = make_operation(Kind::conv, {32, 32}, {3, 3});
    conv.in_channels = conv.out_channels = 4096;
    const int64_t plane = int64_t{30} * 30;
    EXPECT_EQ(shown_outputs(document_of(conv), 0), (OutputRange{0, 1}));
    EXPECT_EQ(shown_outputs(document_of(conv), 100 * plane + 3), (OutputRange{89 * plane, 100 * plane + 4}));
}

TEST(ShownOutputs, cost_what_is_shown) {
    Operation conv = make_operation(Kind::conv, {64, 64}, {3, 3});
    conv.in_channels = conv.out_channels = 1500;
    Operation one = make_operation(Kind::conv, {2000, 2000}, {99, 99});
    Operation pool = make_operation(Kind::lp_pool, {3000, 3000}, {40, 40});
    pool.stride = {1, 1};
    pool.norm_p = 3.5;
    const Operation map = make_operation(Kind::conv, {46340, 46340}, {3, 3});
    const Operation volume = make_operation(Kind::max_pool, {500, 500, 500}, {2, 2, 2});
    for (const Operation& operation : {conv, one, pool, map, volume}) {
        const Document document = document_of(operation);
        const OutputRange shown = shown_outputs(document, 3);
        EXPECT_FALSE(shown.is_whole());
        EXPECT_LE(operations_of(document, shown), limits::picture_operations);
        EXPECT_LE(results_bytes(document, shown), memory_budget());
        EXPECT_TRUE(issues_of(document, shown).empty());
        const bool too_much = operations_of(document) > limits::picture_operations || !fits_memory(document);
        EXPECT_TRUE(too_much);
    }
}

} // namespace
} // namespace convlens
