// The way back has the shapes that lead back, for the guide's figures by name and for operations by chance;
// its numbers follow on.
#include "document/evaluate/evaluate.h"
#include "document/evaluate/memory.h"
#include "document/evaluate/reverse.h"
#include "document/presets.h"
#include "document/scene_file/scene_file.h"
#include "support/random_document.h"

#include <gtest/gtest.h>

#include <random>

namespace convlens {
namespace {

Document document_of(const std::string& name) {
    return preset_named(name)->document;
}

Document reversed_once(const Document& document) {
    return reversed(document, evaluate(document));
}

TEST(Reverse, the_figures_of_the_guide_lead_to_each_other) {
    const char* const names[] = {"no_padding_no_strides",   "arbitrary_padding_no_strides",
                                 "same_padding_no_strides", "full_padding_no_strides",
                                 "no_padding_strides",      "padding_strides",
                                 "padding_strides_odd",     "dilation"};
    for (const std::string name : names) {
        const Document direct = document_of(name);
        const Document transposed = document_of(name + "_transposed");
        EXPECT_EQ(reversed_once(direct), transposed) << name;
        EXPECT_EQ(reversed_once(transposed), direct) << name;
    }
}

TEST(Reverse, begins_with_the_output_of_the_other_and_ends_with_its_input) {
    std::mt19937_64 random(51);
    int found = 0;
    for (int round = 0; round < 2000; ++round) {
        const Document document = random_document(random);
        const Operation op = operation_of(document);
        const auto back = reversed_operation(op);
        if (!check(op).empty() || !back)
            continue;
        ++found;
        ASSERT_TRUE(check(*back).empty()) << write_scene(document);
        EXPECT_EQ(back->input_size, output_size(op)) << write_scene(document);
        EXPECT_EQ(output_size(*back), op.input_size) << write_scene(document);
        EXPECT_NE(leads_back(op.kind), leads_back(back->kind));
        if (op.padding_mode != PaddingMode::zeros || op.kind == Kind::max_pool)
            continue; // ceil mode and dilation of a pool are in the sizes of its unpooling
        const auto again = reversed_operation(*back);
        ASSERT_TRUE(again) << write_scene(document);
        EXPECT_EQ(*again, op) << write_scene(document);
    }
    EXPECT_GT(found, 500);
}

TEST(Reverse, what_has_none_says_why) {
    const auto key = [](const Operation& operation) {
        const auto error = no_reverse(operation, "--pair");
        return error ? error->key : std::string();
    };
    for (const Kind kind : {Kind::avg_pool, Kind::lp_pool}) {
        EXPECT_FALSE(reversed_operation(make_operation(kind, {4, 4}, {2, 2})));
        EXPECT_EQ(key(make_operation(kind, {4, 4}, {2, 2})), "error.no_reverse");
    }
    for (const Kind kind : {Kind::conv, Kind::conv_transpose, Kind::max_pool, Kind::max_unpool})
        EXPECT_EQ(key(make_operation(kind, {4, 4}, {2, 2})), "");
    // Of stride 1 no window leaves two elements over: the direct one would have one more output.
    Operation stretched = make_operation(Kind::conv_transpose, {3, 3}, {3, 3});
    stretched.dilation = {3, 3};
    stretched.output_padding = {2, 2};
    ASSERT_TRUE(check(stretched).empty());
    EXPECT_EQ(key(stretched), "error.no_way_back");
    EXPECT_FALSE(reversed_operation(make_operation(Kind::conv, {3, 3}, {5, 5}))) << "impossible itself";
}

TEST(Reverse, written_numbers_go_on_as_those_of_the_result) {
    const Document document = document_of("numerical_padding_strides");
    const Results results = evaluate(document);
    const Document back = reversed(document, results);
    EXPECT_EQ(back.name, "padding_strides_transposed");
    EXPECT_EQ(back.weight, document.weight);
    const Results of_back = evaluate(back);
    EXPECT_EQ(of_back.x->kept().data, results.y->kept().data);
    EXPECT_EQ(of_back.w->kept().data, results.w->kept().data);
}

TEST(Reverse, a_true_convolution_leads_back_with_the_kernel_that_slid) {
    const Document document = document_of("true_convolution");
    const Results results = evaluate(document);
    ASSERT_TRUE(results.flipped);
    const Document back = reversed(document, results);
    EXPECT_FALSE(back.flip_kernel);
    EXPECT_EQ(evaluate(back).w->kept().data, results.w->kept().data);
}

TEST(Reverse, a_max_pooling_leads_to_the_unpooling_of_what_it_kept) {
    for (const char* name : {"numerical_max_pooling", "ceil_mode_pooling"}) {
        const Document document = document_of(name);
        const Results results = evaluate(document);
        const Results back = evaluate(reversed(document, results));
        ASSERT_EQ(back.operation.kind, Kind::max_unpool) << name;
        EXPECT_EQ(back.x->kept().data, results.y->kept().data) << name;
        EXPECT_EQ(back.switches->kept().data, results.switches->kept().data) << name;
        EXPECT_EQ(back.y->shape, results.x->shape) << name;
    }
}

TEST(Reverse, pins_stay_on_what_they_are_on) {
    Document document = document_of("padding_strides");
    document.pins = {{Pin::Tensor::y, {0, 0, 1, 2}}, {Pin::Tensor::w, {0, 0, 1, 1}}};
    const Document back = reversed_once(document);
    EXPECT_EQ(back.pins[0], (Pin{Pin::Tensor::x, {0, 0, 1, 2}}));
    EXPECT_EQ(back.pins[1], document.pins[1]);
}

TEST(Pair, the_other_figure_starts_from_the_result) {
    std::mt19937_64 random(52);
    int found = 0;
    for (int round = 0; round < 300; ++round) {
        Document document = random_document(random);
        document.pair = true;
        if (!issues_of(document).empty())
            continue;
        const Results results = evaluate(document);
        ASSERT_EQ(results.paired != nullptr, shows_pair(document));
        if (!results.paired)
            continue;
        ++found;
        const Results& beside = results.paired->results;
        ASSERT_TRUE(beside.issues.empty()) << write_scene(document);
        EXPECT_EQ(beside.x->shape, results.y->shape) << write_scene(document);
        EXPECT_EQ(beside.y->shape, results.x->shape) << write_scene(document);
        if (has_weight(results.operation.kind)) {
            EXPECT_EQ(beside.x->kept().data, results.y->kept().data) << write_scene(document);
            EXPECT_EQ(beside.w->kept().data, results.w->kept().data) << write_scene(document);
        }
        EXPECT_EQ(shown_steps(document), std::max(results.steps, beside.steps));
    }
    EXPECT_GT(found, 60);
}

TEST(Pair, is_kept_in_scenes_with_the_rows_of_the_unrolled_lens) {
    Document document = document_of("padding_strides");
    EXPECT_EQ(write_scene(document).find("pair"), std::string::npos);
    document.pair = true;
    document.unrolled_lens.all_rows = true;
    const Document read = read_scene(write_scene(document));
    EXPECT_TRUE(read.pair);
    EXPECT_EQ(read, document);
    EXPECT_TRUE(numbers_differ(document_of("padding_strides"), document));
}

TEST(Pair, is_not_shown_where_there_is_no_way_back) {
    Document document = document_of("numerical_average_pooling");
    document.pair = true;
    EXPECT_FALSE(shows_pair(document));
    EXPECT_EQ(evaluate(document).paired, nullptr);
}

} // namespace
} // namespace convlens
