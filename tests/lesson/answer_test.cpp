// Answers and wrong ideas, against numbers that were counted by hand and against definitions written anew.
#include "lesson/answer.h"

#include "convlens/arithmetic.h"
#include "document/names.h"
#include "enumeration.h"
#include "lesson/built_in.h"
#include "lesson/offers.h"
#include "lesson/quantities.h"
#include "lesson/words.h"
#include "page.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace convlens {
namespace {

using testing_lesson::page_of;

Answer truth(const Page& page) {
    return answer_of(page.scene->document, *page.question);
}

/// The answer of one idea; none where it is left out.
std::optional<Answer> wrong(const Page& page, Misconception idea) {
    for (const WrongAnswer& answer : wrong_answers(page.scene->document, *page.question))
        if (answer.idea == idea)
            return answer.answer;
    return std::nullopt;
}

std::string truth_in_words(const Document& scene, const Question& question,
                           Language language = Language::en) {
    return right_text(scene, question, right_answers(scene, question), Texts(language));
}

Answer size(std::vector<double> axes) {
    return SizeAnswer{std::move(axes)};
}

TEST(SizeQuestion, has_the_guides_size_and_every_ideas_own) {
    const Page page = page_of(R"({"preset": "padding_strides_odd"})", // i = 6, k = 3, s = 2, p = 1
                              R"({"ask": "size", "misconceptions":
        ["no-padding", "one-side-padding", "ceil", "no-plus-one", "stride-ignored", "dilation-ignored"]})");
    EXPECT_EQ(truth(page), size({3, 3}));
    EXPECT_EQ(wrong(page, Misconception::no_padding), size({2, 2}));
    EXPECT_EQ(wrong(page, Misconception::ceil), size({4, 4}));
    EXPECT_EQ(wrong(page, Misconception::stride_ignored), size({6, 6}));
    EXPECT_EQ(wrong(page, Misconception::one_side_padding), std::nullopt); // 3, too: the truth here
    EXPECT_EQ(wrong(page, Misconception::no_plus_one), std::nullopt);      // 2, as without padding
    EXPECT_EQ(wrong(page, Misconception::dilation_ignored), std::nullopt); // d = 1
}

/// What a person sees played must answer as the person did.
TEST(ParameterQuestion, a_wrong_ideas_figure_with_its_number_reaches_the_goal) {
    for (const Language language : {Language::en, Language::zh})
        for (const std::string_view id : lesson_ids())
            for (const Page& page : lesson_named(id, language)->pages) {
                if (!page.question || page.question->ask != Ask::parameter || page.question->network)
                    continue;
                const Question& question = *page.question;
                for (const WrongAnswer& wrong : wrong_answers(page.scene->document, question)) {
                    if (!wrong.figure)
                        continue;
                    EXPECT_TRUE(reaches_as({}, *wrong.figure, question))
                        << page.title << ": " << std::get<double>(wrong.answer);
                }
            }
}

TEST(SizeQuestion, of_a_dilated_kernel) {
    const Page page =
        page_of(R"({"preset": "dilation"})", // i = 7, k = 3, d = 2
                R"({"ask": "size", "misconceptions": ["dilation-ignored", "kernel-not-effective"]})");
    EXPECT_EQ(truth(page), size({3, 3}));
    EXPECT_EQ(wrong(page, Misconception::dilation_ignored), size({5, 5}));
    EXPECT_EQ(wrong(page, Misconception::kernel_not_effective), size({2, 2}));
}

TEST(SizeQuestion, of_a_transposed_convolution) {
    const Page page =
        page_of(R"({"preset": "padding_strides_odd_transposed"})", // i' = 3, k = 3, s = 2, p = 1, a = 1
                R"({"ask": "size", "misconceptions": ["padding-of-the-other", "output-padding-adds-zeros",
                    "no-plus-one", "stride-ignored"]})");
    EXPECT_EQ(truth(page), size({6, 6}));
    EXPECT_EQ(wrong(page, Misconception::output_padding_adds_zeros), size({7, 7}));
    EXPECT_EQ(wrong(page, Misconception::no_plus_one), size({8, 8}));
    EXPECT_EQ(wrong(page, Misconception::stride_ignored), size({3, 3}));
}

TEST(SizeQuestion, row_and_column_swapped) {
    const Page page = page_of(R"({"preset": "rectangular_input"})",
                              R"({"ask": "size", "misconceptions": ["row-column-swapped"]})");
    const SizeAnswer right = std::get<SizeAnswer>(truth(page));
    EXPECT_NE(right.axes[0], right.axes[1]);
    EXPECT_EQ(wrong(page, Misconception::row_column_swapped), size({right.axes[1], right.axes[0]}));
}

TEST(SizeQuestion, of_somebody_who_does_not_round_or_counts_holes_and_sides_wrongly) {
    const Page page = page_of(R"({"schema": 1, "operation": "conv", "input_size": [9, 9],
        "kernel_size": [3, 3], "stride": [2, 2], "dilation": [2, 2], "padding": [[0, 1], [0, 1]]})",
                              R"({"ask": "size", "misconceptions":
        ["no-floor", "both-sides-padding", "stride-is-kernel", "dilation-from-zero"]})");
    EXPECT_EQ(truth(page), size({3, 3})); // (9 + 1 - 5) / 2 + 1 = 3.5
    EXPECT_EQ(wrong(page, Misconception::no_floor), size({3.5, 3.5}));
    EXPECT_EQ(wrong(page, Misconception::both_sides_padding), size({4, 4}));
    EXPECT_EQ(wrong(page, Misconception::stride_is_kernel), size({2, 2}));
    EXPECT_EQ(wrong(page, Misconception::dilation_from_zero), std::nullopt); // 2, as before
}

constexpr const char* small_conv =
    R"({"schema": 1, "operation": "conv", "input_size": [3, 3], "kernel_size": [2, 2],
    "input": {"values": [[1, 2, 3], [4, 5, 6], [7, 8, 9]]}, "weight": {"values": [[1, 2], [3, 4]]},
    "grad_output": {"values": [[1, 0], [2, -1]]}})";

TEST(ValueQuestion, of_y) {
    const Page page = page_of(small_conv, R"({"ask": "value", "at": [0, 1], "misconceptions":
        ["flipped-kernel", "transposed-kernel", "row-column-swapped", "no-padding"]})");
    EXPECT_EQ(truth(page), Answer(2.0 * 1 + 3 * 2 + 5 * 3 + 6 * 4));
    EXPECT_EQ(wrong(page, Misconception::flipped_kernel), Answer(2.0 * 4 + 3 * 3 + 5 * 2 + 6 * 1));
    EXPECT_EQ(wrong(page, Misconception::transposed_kernel), Answer(2.0 * 1 + 3 * 3 + 5 * 2 + 6 * 4));
    EXPECT_EQ(wrong(page, Misconception::row_column_swapped), Answer(4.0 * 1 + 5 * 2 + 7 * 3 + 8 * 4));
    EXPECT_EQ(wrong(page, Misconception::no_padding), std::nullopt);
}

TEST(ValueQuestion, of_the_gradients) {
    const Page dw = page_of(small_conv, R"({"ask": "value", "of": "dw", "at": [0, 1],
                                            "misconceptions": ["flipped-kernel"]})");
    EXPECT_EQ(truth(dw), Answer(2.0 * 1 + 3 * 0 + 5 * 2 - 6 * 1));
    EXPECT_EQ(wrong(dw, Misconception::flipped_kernel), Answer(4.0 * 1 + 5 * 0 + 7 * 2 - 8 * 1)); // dW[1,0]
    const Page dx = page_of(small_conv, R"({"ask": "value", "of": "dx", "at": [1, 0],
                                            "misconceptions": ["unflipped-kernel"]})");
    EXPECT_EQ(truth(dx), Answer(1.0 * 3 + 2 * 1)); // y00 through w10, y10 through w00
    EXPECT_EQ(wrong(dx, Misconception::unflipped_kernel), Answer(1.0 * 2 + 2 * 4));
}

TEST(ValueQuestion, average_with_and_without_its_padding) {
    const Page page =
        page_of(R"({"schema": 1, "operation": "avg-pool", "input_size": [2, 2], "kernel_size": [2, 2],
        "stride": [1, 1], "padding": [[1, 1], [1, 1]], "input": {"values": [[8, 4], [2, 6]]}})",
                R"({"ask": "value", "at": [0, 0], "misconceptions": ["mean-with-padding"]})");
    EXPECT_EQ(truth(page), Answer(2.0));
    EXPECT_EQ(wrong(page, Misconception::mean_with_padding), Answer(8.0));
}

TEST(ValueQuestion, of_pools_that_are_mixed_up) {
    const auto pool = [](const std::string& kind) {
        return page_of(R"({"schema": 1, "input_size": [2, 2], "kernel_size": [2, 2],
            "input": {"values": [[1, -5], [4, 2]]}, "operation": )" +
                           kind + "}",
                       R"({"ask": "value", "at": [0, 0],
                           "misconceptions": ["pool-of-the-other", "sum-not-mean", "sign-kept", "no-root"]})");
    };
    EXPECT_EQ(truth(pool("\"max-pool\"")), Answer(4.0));
    EXPECT_EQ(wrong(pool("\"max-pool\""), Misconception::pool_of_the_other), Answer(0.5));
    EXPECT_EQ(wrong(pool("\"avg-pool\""), Misconception::pool_of_the_other), Answer(4.0));
    EXPECT_EQ(wrong(pool("\"avg-pool\""), Misconception::sum_not_mean), Answer(2.0));
    EXPECT_EQ(truth(pool(R"("lp-pool", "norm_p": 1)")), Answer(12.0));
    EXPECT_EQ(wrong(pool(R"("lp-pool", "norm_p": 1)"), Misconception::sign_kept), Answer(2.0));
    EXPECT_EQ(truth(pool(R"("lp-pool", "norm_p": "inf")")), Answer(5.0));
    EXPECT_EQ(wrong(pool(R"("lp-pool", "norm_p": "inf")"), Misconception::sign_kept), Answer(4.0));
    EXPECT_EQ(wrong(pool(R"("lp-pool", "norm_p": 2)"), Misconception::sign_kept), std::nullopt);
    EXPECT_EQ(wrong(pool(R"("lp-pool", "norm_p": 2)"), Misconception::no_root), Answer(1.0 + 25 + 16 + 4));
}

TEST(ValueQuestion, of_stamps_that_cover_each_other) {
    const Page page =
        page_of(R"({"schema": 1, "operation": "conv-transpose", "input_size": [3],
        "kernel_size": [3], "in_channels": 2, "input": {"values": [[[1, 2, 3], [1, 1, 2]]]},
        "weight": {"values": [[[1, 2, 4]], [[1, 0, 1]]]}})",
                R"({"ask": "value", "at": [0, 0, 2], "misconceptions": ["overlap-overwrites"]})");
    EXPECT_EQ(truth(page), Answer(4.0 + 4 + 3 + 1 + 0 + 2));
    EXPECT_EQ(wrong(page, Misconception::overlap_overwrites), Answer(3.0 + 2)); // both channels of x[2]
}

TEST(ValueQuestion, where_numbers_of_pools_meet) {
    const Page pool = page_of(R"({"schema": 1, "operation": "max-pool", "input_size": [3, 3],
        "kernel_size": [2, 2], "stride": [1, 1], "lenses": ["gradients"],
        "input": {"values": [[5, 1, 2], [1, 4, 3], [0, 2, 4]]}, "grad_output": {"values": [[1, 2], [3, 4]]}})",
                              R"({"ask": "value", "of": "dx", "at": [1, 1], "misconceptions":
                                  ["overlap-overwrites", "switch-last-of-equal", "pool-of-the-other"]})");
    EXPECT_EQ(truth(pool), Answer(9.0));
    EXPECT_EQ(wrong(pool, Misconception::overlap_overwrites), Answer(4.0));
    EXPECT_EQ(wrong(pool, Misconception::switch_last_of_equal), Answer(5.0));
    EXPECT_EQ(wrong(pool, Misconception::pool_of_the_other), Answer(2.5));
    const Page average = page_of(R"({"schema": 1, "operation": "avg-pool", "input_size": [3, 3],
        "kernel_size": [2, 2], "stride": [1, 1], "lenses": ["gradients"],
        "grad_output": {"values": [[1, 2], [3, 4]]}})",
                                 R"({"ask": "value", "of": "dx", "at": [1, 0],
                                     "misconceptions": ["sum-not-mean"]})");
    EXPECT_EQ(truth(average), Answer(1.0));
    EXPECT_EQ(wrong(average, Misconception::sum_not_mean), Answer(4.0));
    const Page unpool = page_of(R"({"preset": "overlapping_max_unpooling"})",
                                R"({"ask": "value", "at": [1, 2], "misconceptions": ["overlap-adds"]})");
    EXPECT_EQ(truth(unpool), Answer(3.0));
    EXPECT_EQ(wrong(unpool, Misconception::overlap_adds), Answer(6.0));
}

TEST(ValueQuestion, a_gradient_is_no_inverse) {
    const Page page = page_of(small_conv, R"({"ask": "value", "of": "dx", "at": [2, 1],
                                              "misconceptions": ["inverse-restores-values"]})");
    EXPECT_EQ(truth(page), Answer(2.0 * 4 - 1 * 3));
    EXPECT_EQ(wrong(page, Misconception::inverse_restores_values), Answer(8.0));
}

TEST(CellsQuestion, what_one_output_sees) {
    const Page page = page_of(R"({"preset": "padding_strides_odd"})",
                              R"({"ask": "cells", "which": "sees", "at": [0, 1],
                                  "misconceptions": ["no-padding", "stride-ignored", "row-column-swapped"]})");
    EXPECT_EQ(
        truth(page),
        Answer(CellSet{{0, 0, 0, 1}, {0, 0, 0, 2}, {0, 0, 0, 3}, {0, 0, 1, 1}, {0, 0, 1, 2}, {0, 0, 1, 3}}));
    EXPECT_EQ(
        wrong(page, Misconception::stride_ignored),
        Answer(CellSet{{0, 0, 0, 0}, {0, 0, 0, 1}, {0, 0, 0, 2}, {0, 0, 1, 0}, {0, 0, 1, 1}, {0, 0, 1, 2}}));
}

TEST(CellsQuestion, gaps_of_a_dilated_window_are_not_seen) {
    const Page page = page_of(R"({"preset": "dilation"})", R"({"ask": "cells", "which": "sees", "at": [0, 0],
        "misconceptions": ["kernel-not-effective", "dilation-ignored"]})");
    EXPECT_EQ(std::get<CellSet>(truth(page)).size(), 9U);
    EXPECT_EQ(std::get<CellSet>(*wrong(page, Misconception::kernel_not_effective)).size(), 25U);
    EXPECT_EQ(std::get<CellSet>(*wrong(page, Misconception::dilation_ignored)).back(),
              (std::vector<int64_t>{0, 0, 2, 2}));
}

TEST(CellsQuestion, whom_an_input_feeds) {
    const Page page =
        page_of(R"({"preset": "full_padding_no_strides"})", // i = 5, k = 3, p = 2: y up to 7 x 7
                R"({"ask": "cells", "which": "feeds", "at": [0, 0],
                                  "misconceptions": ["no-padding", "unflipped-kernel"]})");
    const CellSet cells = std::get<CellSet>(truth(page));
    EXPECT_EQ(cells.size(), 9U);
    EXPECT_EQ(cells.front(), (std::vector<int64_t>{0, 0, 0, 0}));
    EXPECT_EQ(cells.back(), (std::vector<int64_t>{0, 0, 2, 2}));
    EXPECT_EQ(std::get<CellSet>(*wrong(page, Misconception::no_padding)), (CellSet{{0, 0, 0, 0}}));
}

TEST(CellsQuestion, what_a_weight_meets) {
    const Page page = page_of(small_conv, R"({"ask": "cells", "which": "meets", "at": [0, 1],
                                              "misconceptions": ["flipped-kernel"]})");
    EXPECT_EQ(truth(page), Answer(CellSet{{0, 0, 0, 1}, {0, 0, 0, 2}, {0, 0, 1, 1}, {0, 0, 1, 2}}));
    EXPECT_EQ(wrong(page, Misconception::flipped_kernel),
              Answer(CellSet{{0, 0, 1, 0}, {0, 0, 1, 1}, {0, 0, 2, 0}, {0, 0, 2, 1}}));
}

TEST(CellsQuestion, the_first_of_equal_elements_wins) {
    const Page page =
        page_of(R"({"schema": 1, "operation": "max-pool", "input_size": [2, 2], "kernel_size": [2, 2],
        "input": {"values": [[1, 5], [5, 2]]}})",
                R"({"ask": "cells", "which": "wins", "at": [0, 0],
                                  "misconceptions": ["switch-last-of-equal"]})");
    EXPECT_EQ(truth(page), Answer(CellSet{{0, 0, 0, 1}}));
    EXPECT_EQ(wrong(page, Misconception::switch_last_of_equal), Answer(CellSet{{0, 0, 1, 0}}));
}

TEST(CellsQuestion, what_is_never_read) {
    const Page page =
        page_of(R"({"schema": 1, "operation": "conv", "input_size": [1, 6], "kernel_size": [1, 2],
        "stride": [1, 3]})",
                R"({"ask": "cells", "which": "unread", "misconceptions": ["stride-ignored"]})");
    EXPECT_EQ(truth(page), Answer(CellSet{{0, 0, 0, 2}, {0, 0, 0, 5}}));
    EXPECT_EQ(wrong(page, Misconception::stride_ignored), Answer(CellSet{}));
}

TEST(CompareQuestion, tells_the_direction) {
    const auto asked = [](const std::string& change, const std::string& more) {
        return page_of(R"({"preset": "no_padding_no_strides"})",
                       R"({"ask": "compare", "change": )" + change + more + "}");
    };
    EXPECT_EQ(truth(asked(R"({"stride": [2, 2]})", "")), Answer(Comparison::smaller));
    EXPECT_EQ(truth(asked(R"({"padding": [[1, 1], [1, 1]]})", "")), Answer(Comparison::larger));
    EXPECT_EQ(truth(asked(R"({"input_size": [9, 9]})", R"(, "what": "weights")")), Answer(Comparison::same));
    EXPECT_EQ(truth(asked(R"({"kernel_size": [2, 2]})", R"(, "what": "weights")")),
              Answer(Comparison::smaller));
    EXPECT_EQ(
        truth(asked(R"({"kernel_size": [1, 1], "dilation": [1, 1]})", R"(, "what": "receptive-field")")),
        Answer(Comparison::smaller));
    const Page padded = asked(R"({"padding": [[1, 1], [1, 1]]})", R"(, "misconceptions": ["no-padding"])");
    EXPECT_EQ(wrong(padded, Misconception::no_padding), Answer(Comparison::same));
}

TEST(ParameterQuestion, has_the_smallest_that_reaches_the_goal_first) {
    EXPECT_EQ(
        truth(page_of(R"({"schema": 1, "operation": "conv", "input_size": [5, 5], "kernel_size": [3, 3]})",
                      R"({"ask": "parameter", "parameter": "padding", "goal": "same-size"})")),
        Answer(1.0));
    const Page page =
        page_of(R"({"schema": 1, "operation": "conv", "input_size": [7, 7], "kernel_size": [3, 3]})",
                R"({"ask": "parameter", "parameter": "stride", "goal": {"size": [2, 2]},
                                  "misconceptions": ["ceil", "no-plus-one"]})");
    EXPECT_EQ(truth(page), Answer(3.0)); // (7 - 3) / 3 rounded down, plus 1
    EXPECT_EQ(right_answers(page.scene->document, *page.question), (std::vector<Answer>{3.0, 4.0}));
    EXPECT_EQ(wrong(page, Misconception::ceil), std::nullopt); // 4, for rounded up 3 gives 3: as right
    EXPECT_EQ(wrong(page, Misconception::no_plus_one), Answer(2.0));
}

/// A question about a plane without numbers.
Question asks_for(Parameter parameter, const Sizes& goal) {
    Question question;
    question.ask = Ask::parameter;
    question.parameter = parameter;
    question.goal = Goal::size;
    question.goal_size = goal;
    question.misconceptions = {Misconception::no_padding, Misconception::ceil, Misconception::no_plus_one,
                               Misconception::stride_is_kernel, Misconception::one_side_padding};
    return question;
}

/// All numbers that windows counted one by one find right; none above 64 is looked at.
std::vector<Answer> enumerated(const Operation& operation, Parameter parameter, const Sizes& goal) {
    const bool from_zero = parameter == Parameter::padding || parameter == Parameter::output_padding;
    std::vector<Answer> right;
    for (int64_t value = from_zero ? 0 : 1; value <= 64; ++value) {
        Operation tried = operation;
        const Sizes all{value, value};
        (parameter == Parameter::stride        ? tried.stride
         : parameter == Parameter::dilation    ? tried.dilation
         : parameter == Parameter::kernel_size ? tried.kernel_size
         : parameter == Parameter::input_size  ? tried.input_size
         : parameter == Parameter::padding     ? tried.padding_begin
                                               : tried.output_padding) = all;
        tried.padding_end = tried.padding_begin;
        if (check(tried).empty() &&
            testing_lesson::counted_size(tried) == std::vector<int64_t>(goal.begin(), goal.end()))
            right.emplace_back(static_cast<double>(value));
    }
    return right;
}

void expect_all_right(const Document& scene, const Question& question, const std::vector<Answer>& right) {
    ASSERT_EQ(right_answers(scene, question), right);
    for (double value = 0; value <= 64; ++value) {
        const bool is_one = std::ranges::find(right, Answer(value)) != right.end();
        EXPECT_EQ(judge(scene, question, value).right, is_one) << value;
    }
    EXPECT_FALSE(judge(scene, question, std::get<double>(right.front()) + 0.5).right);
    for (const WrongAnswer& one : wrong_answers(scene, question))
        EXPECT_EQ(std::ranges::find(right, one.answer), right.end());
    for (uint64_t seed = 0; seed < 3; ++seed) {
        std::ptrdiff_t offered = 0;
        for (const Offer& offer : offers_of(scene, question, seed))
            offered += std::ranges::find(right, offer.answer) != right.end();
        EXPECT_EQ(offered, 1);
    }
}

TEST(ParameterQuestion, takes_every_number_that_reaches_the_goal) {
    std::size_t several = 0, asked = 0;
    for (const Kind kind : {Kind::conv, Kind::max_pool, Kind::conv_transpose})
        for (const Parameter parameter :
             {Parameter::stride, Parameter::padding, Parameter::kernel_size, Parameter::dilation,
              Parameter::input_size, Parameter::output_padding})
            for (int64_t side = 5; side <= 8; ++side)
                for (int64_t kernel = 2; kernel <= 3; ++kernel)
                    for (int64_t goal = 1; goal <= 4; ++goal) {
                        if (parameter == Parameter::output_padding && kind != Kind::conv_transpose)
                            continue;
                        Document scene;
                        scene.operation = make_operation(kind, {side, side}, {kernel, kernel});
                        scene.operation.stride = {2, 2};
                        scene.operation.padding_begin = scene.operation.padding_end = {1, 1};
                        const std::vector<Answer> right =
                            enumerated(scene.operation, parameter, {goal, goal});
                        const Question question = asks_for(parameter, {goal, goal});
                        SCOPED_TRACE(testing::Message()
                                     << name_of(kind_names(), kind) << " " << side << " " << kernel << " to "
                                     << goal << " by " << name_of(parameter_names(), parameter));
                        EXPECT_EQ(lack_of_answer(scene, question).has_value(), right.empty());
                        if (right.empty())
                            continue;
                        expect_all_right(scene, question, right);
                        ++asked;
                        several += right.size() > 1;
                    }
    EXPECT_GT(asked, 100U);
    EXPECT_GT(several, 50U);
}

TEST(ParameterQuestion, takes_larger_numbers_than_are_looked_at) {
    Document scene;
    scene.operation = make_operation(Kind::conv, {6, 6}, {3, 3});
    const Question question = asks_for(Parameter::stride, {1, 1});
    EXPECT_EQ(truth_in_words(scene, question), "4 or more");
    EXPECT_TRUE(judge(scene, question, 300.0).right);
    EXPECT_FALSE(judge(scene, question, 1e18).right);
    EXPECT_FALSE(judge(scene, question, -4.0).right);
    EXPECT_FALSE(judge(scene, question, std::nan("")).right);
}

TEST(ParameterQuestion, says_all_that_is_right) {
    Document scene;
    scene.operation = make_operation(Kind::max_pool, {7, 7}, {3, 3});
    scene.operation.padding_begin = scene.operation.padding_end = {1, 1};
    EXPECT_EQ(truth_in_words(scene, asks_for(Parameter::stride, {2, 2})), "4, 5 or 6");
    EXPECT_EQ(truth_in_words(scene, asks_for(Parameter::stride, {2, 2}), Language::zh), "4、5 或 6");
    EXPECT_EQ(truth_in_words(scene, asks_for(Parameter::stride, {3, 3})), "3");
    EXPECT_EQ(truth_in_words(scene, asks_for(Parameter::stride, {1, 1}), Language::zh), "7 或更大");
    scene.operation = make_operation(Kind::conv, {12, 12}, {3, 3});
    EXPECT_EQ(truth_in_words(scene, asks_for(Parameter::stride, {2, 2})), "5 to 9");
    EXPECT_EQ(truth_in_words(scene, asks_for(Parameter::stride, {3, 3})), "4");
    EXPECT_EQ(truth_in_words(scene, asks_for(Parameter::stride, {4, 4})), "3");
    scene.operation = make_operation(Kind::conv, {9, 9}, {4, 4});
    EXPECT_EQ(truth_in_words(scene, asks_for(Parameter::stride, {2, 2})), "3, 4 or 5");
    scene.operation = make_operation(Kind::conv, {8, 8}, {4, 4});
    EXPECT_EQ(truth_in_words(scene, asks_for(Parameter::stride, {2, 2})), "3 or 4");
}

TEST(ParameterQuestion, without_an_answer_is_refused) {
    const Page page =
        page_of(R"({"schema": 1, "operation": "conv", "input_size": [5, 5], "kernel_size": [2, 2]})",
                R"({"ask": "parameter", "parameter": "padding", "goal": "same-size"})");
    EXPECT_THROW(truth(page), Error);
}

TEST(OrderQuestion, weights_meet_an_element_from_the_last_to_the_first) {
    const Page page = page_of(small_conv, R"({"ask": "order", "of": "weights", "at": [1, 1],
                                              "misconceptions": ["unflipped-kernel"]})");
    EXPECT_EQ(truth(page), Answer(Order{{3, 2, 1, 0}}));
    EXPECT_EQ(wrong(page, Misconception::unflipped_kernel), Answer(Order{{0, 1, 2, 3}}));
}

TEST(OrderQuestion, of_figures) {
    const Page page =
        page_of(R"({"preset": "no_padding_no_strides"})",
                R"({"ask": "order", "figures": [{"padding": [[2, 2], [2, 2]]}, {"stride": [2, 2]}, {}],
                                  "misconceptions": ["stride-ignored", "no-padding"]})");
    EXPECT_EQ(truth(page), Answer(Order{{1, 2, 0}}));
    EXPECT_EQ(wrong(page, Misconception::stride_ignored), std::nullopt); // two of a size then
}

TEST(WhichQuestion, finds_the_one_figure) {
    const Page page =
        page_of(R"({"preset": "dcgan_k4_s2_p1_transposed"})",
                R"({"ask": "which", "goal": "checkerboard", "figures": [{}, {"kernel_size": [3, 3]}]})");
    EXPECT_EQ(truth(page), Answer(Choice{1}));
    const Page two =
        page_of(R"({"preset": "no_padding_no_strides"})",
                R"({"ask": "which", "goal": {"size": [2, 2]}, "figures": [{}, {"view": "tilted"}]})");
    EXPECT_THROW(truth(two), Error);
}

TEST(Judgement, names_the_first_idea_that_fits) {
    const Page page = page_of(R"({"preset": "padding_strides_odd"})",
                              R"({"ask": "size", "misconceptions": ["no-padding", "no-plus-one", "ceil"]})");
    const Document& scene = page.scene->document;
    EXPECT_TRUE(judge(scene, *page.question, size({3, 3})).right);
    const Judgement padded = judge(scene, *page.question, size({2, 2}));
    EXPECT_FALSE(padded.right);
    ASSERT_TRUE(padded.idea);
    EXPECT_EQ(padded.idea->idea, Misconception::no_padding);
    ASSERT_TRUE(padded.idea->figure);
    EXPECT_EQ(output_size(padded.idea->figure->operation), (Sizes{2, 2}));
    EXPECT_FALSE(judge(scene, *page.question, size({9, 9})).idea);
}

TEST(Offers, are_the_truth_among_three_ideas_in_the_seeds_order) {
    const Page page = page_of(R"({"preset": "padding_strides_odd"})",
                              R"({"ask": "size", "misconceptions":
        ["no-padding", "ceil", "stride-ignored"]})");
    std::set<std::size_t> places;
    for (uint64_t seed = 0; seed < 30; ++seed) {
        const std::vector<Offer> offers = offers_of(page.scene->document, *page.question, seed);
        ASSERT_EQ(offers.size(), 4U);
        EXPECT_EQ(offers, offers_of(page.scene->document, *page.question, seed));
        for (std::size_t i = 0; i < offers.size(); ++i)
            if (!offers[i].idea) {
                EXPECT_EQ(offers[i].answer, truth(page));
                places.insert(i);
            }
    }
    EXPECT_EQ(places.size(), 4U);
}

TEST(AnswerNumber, has_two_decimals_and_more_only_near_0) {
    const std::pair<double, const char*> shown[] = {{0.998, "1"},          {-0.998, "\u22121"},
                                                    {0.003, "0.003"},      {-0.003, "\u22120.003"},
                                                    {0.00312, "0.0031"},   {0.004999, "0.0049"},
                                                    {0.005001, "0.01"},    {-0.66, "\u22120.66"},
                                                    {2.5, "2.5"},          {1.0 / 3, "0.33"},
                                                    {100, "100"},          {1200.0, "1200"},
                                                    {-0.0, "0"},           {0, "0"},
                                                    {3e-9, "0.000000003"}, {1e16, "10000000000000000"},
                                                    {std::nan(""), "NaN"}, {-HUGE_VAL, "\u2212\u221E"}};
    for (const auto& [value, text] : shown)
        EXPECT_EQ(answer_number(value), text) << value;
}

/// Wrong ideas come to parts of elements.
TEST(Judgement, takes_a_guess_that_is_typed_as_it_is_shown) {
    const Page page = page_of(R"({"schema": 1, "operation": "conv", "input_size": [7], "kernel_size": [3],
        "stride": [3]})",
                              R"({"ask": "size", "misconceptions": ["no-floor"]})");
    const auto third = wrong(page, Misconception::no_floor);
    ASSERT_TRUE(third);
    const std::string shown = answer_text(page.scene->document, *page.question, *third, Texts(Language::en));
    EXPECT_EQ(shown, "2.33");
    const Judgement judged = judge(page.scene->document, *page.question, size({std::stod(shown)}));
    EXPECT_FALSE(judged.right);
    ASSERT_TRUE(judged.idea);
    EXPECT_EQ(judged.idea->idea, Misconception::no_floor);
}

TEST(Offers, of_a_comparison_are_its_three_answers) {
    const Page page = page_of(R"({"preset": "no_padding_no_strides"})", R"({"ask": "compare",
        "change": {"stride": [2, 2]}, "misconceptions": ["stride-ignored"]})");
    const std::vector<Offer> offers = offers_of(page.scene->document, *page.question, 3);
    ASSERT_EQ(offers.size(), 3U);
    EXPECT_EQ(offers[1].answer, Answer(Comparison::same));
    ASSERT_TRUE(offers[1].idea);
    EXPECT_EQ(offers[1].idea->idea, Misconception::stride_ignored);
    EXPECT_FALSE(offers[2].idea); // the truth
}

} // namespace
} // namespace convlens
