// "New numbers": other numbers, the same question, still with a point.
#include "document/evaluate/gradients.h"
#include "lesson/answer.h"
#include "lesson/built_in.h"
#include "lesson/element_access.h"

#include "page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

namespace convlens {
namespace {

using testing_lesson::page_of;

TEST(Instance, zero_is_the_page) {
    const Page page = page_of(R"({"preset": "padding_strides_odd"})", R"({"ask": "size"})");
    EXPECT_EQ(instance_of(page.scene->document, *page.question, 0).scene, page.scene->document);
}

TEST(Instance, the_same_seed_gives_the_same) {
    const Page page =
        page_of(R"({"preset": "padding_strides_odd"})", R"({"ask": "size", "vary": {"input_size": [5, 9]}})");
    EXPECT_EQ(instance_of(page.scene->document, *page.question, 7),
              instance_of(page.scene->document, *page.question, 7));
}

TEST(Instance, varies_within_the_range_and_keeps_two_ideas_apart) {
    const Page page = page_of(R"({"preset": "padding_strides_odd"})", R"({"ask": "size",
        "misconceptions": ["no-padding", "ceil"], "vary": {"input_size": [5, 9]}})");
    std::set<int64_t> sizes;
    for (uint64_t seed = 1; seed <= 100; ++seed) {
        const Instance drawn = instance_of(page.scene->document, *page.question, seed);
        const Sizes& input = drawn.scene.operation.input_size;
        EXPECT_EQ(input[0], input[1]);
        EXPECT_GE(input[0], 5);
        EXPECT_LE(input[0], 9);
        EXPECT_EQ(wrong_answers(drawn.scene, drawn.question).size(), 2U);
        sizes.insert(input[0]);
    }
    EXPECT_EQ(sizes,
              (std::set<int64_t>{6, 8})); // odd ones leave no row over, so that rounding up is the truth
}

TEST(Instance, changes_the_numbers_of_a_value) {
    const Page page =
        page_of(R"({"preset": "numerical_no_padding_no_strides"})", R"({"ask": "value", "at": [0, 1]})");
    std::set<double> values;
    for (uint64_t seed = 0; seed < 20; ++seed) {
        const Instance drawn = instance_of(page.scene->document, *page.question, seed);
        values.insert(std::get<double>(answer_of(drawn.scene, drawn.question)));
    }
    EXPECT_GT(values.size(), 5U);
}

TEST(Instance, figures_to_choose_from_go_with_the_page) {
    const Page page = page_of(R"({"preset": "no_padding_no_strides"})", R"({"ask": "compare",
        "change": {"stride": [2, 2]}, "vary": {"input_size": [5, 9], "stride": [1, 1]}})");
    const Instance drawn = instance_of(page.scene->document, *page.question, 3);
    EXPECT_EQ(drawn.question.figures[0].operation.input_size, drawn.scene.operation.input_size);
    EXPECT_EQ(drawn.question.figures[0].operation.stride, (Sizes{2, 2})); // what the page changes stays
    EXPECT_EQ(drawn.question.figures[0].input, drawn.scene.input);
}

TEST(Instance, what_is_sent_back_is_the_output_with_any_numbers) {
    for (const auto& [id, number] : {std::pair{"transposed", 12}, {"mistakes", 14}}) {
        const Page& page = lesson_named(id, Language::zh)->pages.at(static_cast<std::size_t>(number));
        for (uint64_t seed = 0; seed < 6; ++seed) {
            const Document scene = instance_of(page.scene->document, *page.question, seed).scene;
            const Results results = results_of(scene, true);
            EXPECT_EQ(results.gradients->dy.data, results.y->kept().data) << id << " seed " << seed;
        }
    }
}

} // namespace
} // namespace convlens
