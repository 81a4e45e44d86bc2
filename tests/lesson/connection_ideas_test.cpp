// Ideas about who is connected with whom, against sets and sums that were written down by hand.
#include "lesson/answer.h"

#include "page.h"

#include <gtest/gtest.h>
#include <string>

namespace convlens {
namespace {

using testing_lesson::page_of;

/// The answer of one idea; none where it is left out.
std::optional<Answer> wrong(const std::string& scene, const std::string& question, Misconception idea) {
    const Page page = page_of(scene, question);
    for (const WrongAnswer& answer : wrong_answers(page.scene->document, *page.question))
        if (answer.idea == idea)
            return answer.answer;
    return std::nullopt;
}

constexpr const char* guide_figure = R"({"preset": "no_padding_no_strides"})"; // 4 x 4 and 3 x 3

TEST(ConnectionIdeas, every_output_sees_all_of_x) {
    const auto cells = wrong(guide_figure, R"({"ask": "cells", "which": "sees", "at": [0, 1],
                             "misconceptions": ["fully-connected"]})",
                             Misconception::fully_connected);
    ASSERT_TRUE(cells);
    EXPECT_EQ(std::get<CellSet>(*cells).size(), 16U);
    const std::string grown = R"({"ask": "compare", "change": {"input_size": [8, 8]},
                                  "misconceptions": ["fully-connected"], "what": )";
    for (const char* what : {R"("weights"})", R"("receptive-field"})"})
        EXPECT_EQ(wrong(guide_figure, grown + what, Misconception::fully_connected),
                  Answer(Comparison::larger));
}

TEST(ConnectionIdeas, a_window_around_its_cell) {
    const auto seen = wrong(guide_figure, R"({"ask": "cells", "which": "sees", "at": [0, 1],
                            "misconceptions": ["centred-window"]})",
                            Misconception::centred_window);
    EXPECT_EQ(seen, Answer(CellSet{
                        {0, 0, 0, 0}, {0, 0, 0, 1}, {0, 0, 0, 2}, {0, 0, 1, 0}, {0, 0, 1, 1}, {0, 0, 1, 2}}));
}

TEST(ConnectionIdeas, a_cell_touches_those_around_it_that_are_there) {
    const auto fed = wrong(guide_figure, R"({"ask": "cells", "which": "feeds", "at": [0, 1],
                           "misconceptions": ["centred-window"]})",
                           Misconception::centred_window); // of columns 0 to 2 of Y the first two
    EXPECT_EQ(fed, Answer(CellSet{{0, 0, 0, 0}, {0, 0, 0, 1}, {0, 0, 1, 0}, {0, 0, 1, 1}}));
}

TEST(ConnectionIdeas, the_next_row_of_a_circulant_is_moved_by_one) {
    const std::string third = R"({"ask": "cells", "which": "sees", "at": [1, 0],
                                  "misconceptions": ["circulant"]})";
    const auto cells = wrong(guide_figure, third, Misconception::circulant);
    ASSERT_TRUE(cells);
    EXPECT_EQ(std::get<CellSet>(*cells).front(), (std::vector<int64_t>{0, 0, 0, 2})); // columns 2, 3, 4, ..
    EXPECT_EQ(std::get<CellSet>(*cells).back(), (std::vector<int64_t>{0, 0, 3, 0}));
    const std::string second = R"({"ask": "cells", "which": "sees", "at": [0, 1],
                                   "misconceptions": ["circulant"]})";
    EXPECT_FALSE(wrong(guide_figure, second, Misconception::circulant)); // there it is right
}

TEST(ConnectionIdeas, the_gradient_transposed) {
    const std::string scene = R"({"schema": 1, "operation": "conv", "input_size": [3, 3],
        "kernel_size": [2, 2], "input": {"values": [[1, 2, 3], [4, 5, 6], [7, 8, 9]]},
        "weight": {"values": [[1, 2], [3, 4]]}, "grad_output": {"values": [[1, 0], [2, -1]]}})";
    EXPECT_EQ(wrong(scene, R"({"ask": "value", "of": "dw", "at": [0, 0],
                               "misconceptions": ["transposed-gradient"]})",
                    Misconception::transposed_gradient),
              Answer(1.0 * 1 + 2 * 2 + 0 * 4 - 1 * 5));
    EXPECT_EQ(wrong(scene, R"({"ask": "value", "of": "dx", "at": [0, 1],
                               "misconceptions": ["transposed-gradient"]})",
                    Misconception::transposed_gradient),
              Answer(1.0 * 2 + 2 * 1));
}

TEST(ConnectionIdeas, one_map_for_all) {
    const std::string scene = R"({"schema": 1, "operation": "conv", "input_size": [2, 2],
        "kernel_size": [2, 2], "in_channels": 2, "out_channels": 2,
        "input": {"values": [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]},
        "weight": {"values": [[[[1, 0], [0, 0]], [[0, 1], [0, 0]]], [[[0, 0], [1, 0]], [[0, 0], [0, 1]]]]}})";
    const std::string asked = R"({"ask": "value", "at": [0, 1, 0, 0],
                                  "misconceptions": ["one-channel", "one-kernel"]})";
    const Page page = page_of(scene, asked);
    EXPECT_EQ(answer_of(page.scene->document, *page.question), Answer(3.0 + 8));
    EXPECT_EQ(wrong(scene, asked, Misconception::one_channel), Answer(3.0));
    EXPECT_EQ(wrong(scene, asked, Misconception::one_kernel), Answer(1.0 + 6)); // those of the first map
    const std::string ordered = R"({"ask": "order", "what": "weights",
        "misconceptions": ["one-kernel", "one-channel"],
        "figures": [{"in_channels": 2, "out_channels": 3}, {"in_channels": 4, "out_channels": 1},
                    {"in_channels": 1, "out_channels": 5}]})";
    EXPECT_EQ(wrong(scene, ordered, Misconception::one_kernel), Answer(Order{{2, 0, 1}}));
    EXPECT_EQ(wrong(scene, ordered, Misconception::one_channel), Answer(Order{{1, 0, 2}}));
}

TEST(ConnectionIdeas, a_sum_without_its_bias) {
    const std::string scene = R"({"schema": 1, "operation": "conv", "input_size": [2, 2],
        "kernel_size": [2, 2], "out_channels": 2, "input": {"values": [[1, 2], [3, 4]]},
        "weight": {"values": [[[[1, 0], [0, 1]]], [[[0, 1], [1, 0]]]]}, "bias": [10, -3]})";
    for (const int map : {0, 1}) {
        const std::string asked = R"({"ask": "value", "misconceptions": ["sum-without-bias"], "at": [0, )" +
                                  std::to_string(map) + ", 0, 0]}";
        const Page page = page_of(scene, asked);
        EXPECT_EQ(answer_of(page.scene->document, *page.question), Answer(map == 0 ? 15.0 : 2.0));
        EXPECT_EQ(wrong(scene, asked, Misconception::sum_without_bias), Answer(5.0));
    }
    EXPECT_EQ(wrong(guide_figure, R"({"ask": "value", "at": [0, 0], "misconceptions": ["sum-without-bias"]})",
                    Misconception::sum_without_bias),
              std::nullopt)
        << "there is none";
}

TEST(ConnectionIdeas, padding_that_keeps_the_size) {
    EXPECT_EQ(wrong(R"({"preset": "arbitrary_padding_no_strides"})", // i = 5, k = 4, p = 2
                    R"({"ask": "size", "misconceptions": ["padding-keeps-size"]})",
                    Misconception::padding_keeps_size),
              Answer(SizeAnswer{{5, 5}}));
}

TEST(ConnectionIdeas, weights_counted_for_each_cell) {
    EXPECT_EQ(wrong(guide_figure, R"({"ask": "compare", "change": {"input_size": [8, 8]}, "what": "weights",
                    "misconceptions": ["per-cell"]})",
                    Misconception::per_cell),
              Answer(Comparison::smaller)); // 9 of 16, then 9 of 64
}

TEST(ConnectionIdeas, a_turn_that_changes_nothing) {
    const std::string turned = R"({"ask": "compare", "change": {"flip_kernel": true}, "what": "value",
                                   "at": [0, 0], "misconceptions": ["turn-ignored", "unflipped-kernel"]})";
    const std::string scene = R"({"preset": "numerical_no_padding_no_strides"})"; // 12, turned 18
    EXPECT_EQ(wrong(scene, turned, Misconception::turn_ignored), Answer(Comparison::same));
    EXPECT_EQ(wrong(scene, turned, Misconception::unflipped_kernel), Answer(Comparison::smaller));
}

TEST(ConnectionIdeas, outputs_in_the_order_of_their_weights) {
    EXPECT_EQ(wrong(guide_figure, R"({"ask": "order", "of": "outputs", "at": [1, 1],
                    "misconceptions": ["order-of-weights"]})",
                    Misconception::order_of_weights),
              Answer(Order{{3, 2, 1, 0}})); // y[1,1] meets x[1,1] with w[0,0]
}

TEST(ConnectionIdeas, what_is_left_over_costs_a_window) {
    const std::string question = R"({"ask": "size", "misconceptions": ["leftover-costs-window"]})";
    EXPECT_EQ(wrong(R"({"preset": "no_padding_strides", "input_size": [6, 6]})", question,
                    Misconception::leftover_costs_window),
              Answer(SizeAnswer{{1, 1}}));
    EXPECT_EQ(wrong(R"({"preset": "no_padding_strides"})", question, Misconception::leftover_costs_window),
              std::nullopt); // nothing is
}

TEST(ConnectionIdeas, the_stride_times_the_input) {
    EXPECT_EQ(wrong(R"({"preset": "no_padding_strides_transposed", "input_size": [3, 3]})",
                    R"({"ask": "size", "misconceptions": ["stride-times-input"]})",
                    Misconception::stride_times_input),
              Answer(SizeAnswer{{6, 6}}));
}

} // namespace
} // namespace convlens
