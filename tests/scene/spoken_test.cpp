// A step in words: of every figure, in both languages, with the engine's own numbers.
#include "scene/spoken/spoken_step.h"

#include "convlens/relation.h"
#include "document/evaluate/results.h"
#include "document/presets.h"
#include "scene/scene_fixture.h"
#include "scene/words/number.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace convlens {
namespace {

std::string spoken(const Document& document, int64_t step, Language language = Language::en) {
    return spoken_step(document, step_of(document, step), Texts(language));
}

Document document_of(const Operation& operation) {
    Document document;
    document.operation = operation;
    return document;
}

/// What is wrong with a text's look; empty: nothing.
std::string fault_of(const std::string& text) {
    for (const char* const wrong : {"{", "}", "  ", "[]", " .", " ,", "\n\n", "。.", ".。"})
        if (scene_test::says(text, wrong))
            return wrong;
    return text.empty() || text.back() != '\n' ? "end" : "";
}

/// Every number of the step that the text should have and does not.
void expect_numbers(const std::string& text, const Step& step) {
    EXPECT_TRUE(scene_test::says(text, " " + full_number(step.value).text)) << step.value;
    if (step.terms.size() > 16)
        return;
    for (const StepTerm& term : step.terms) {
        if (term.kind != static_cast<int>(TermKind::product))
            continue;
        for (const double value : {term.input_value, term.product})
            EXPECT_TRUE(scene_test::says(text, " " + full_number(value).text) ||
                        scene_test::says(text, "是 " + full_number(value).text))
                << value << " in\n"
                << text;
    }
}

TEST(Spoken, every_step_of_every_figure_in_both_languages) {
    for (const Preset& preset : presets()) {
        const Document& document = preset.document;
        const int64_t steps = step_count(operation_of(document));
        for (int64_t step = 0; step < steps; step += std::max<int64_t>(1, steps / 7))
            for (const Language language : {Language::en, Language::zh}) {
                const Step happening = step_of(document, step);
                const std::string text = spoken_step(document, happening, Texts(language));
                SCOPED_TRACE(document.name + " " + std::to_string(step) + "\n" + text);
                EXPECT_EQ(fault_of(text), "");
                EXPECT_TRUE(scene_test::says(text, std::to_string(steps)));
                expect_numbers(text, happening);
            }
    }
}

TEST(Spoken, a_convolution_is_told_from_the_sizes_to_what_comes_next) {
    const std::string text = spoken(preset_named("numerical_padding_strides")->document, 1);
    for (const char* const part :
         {"Convolution.", "input X is 5 by 5", "kernel W is 3 by 3", "output Y is 3 by 3", "stride is 2",
          "padding is 1", "Step 2 of 9: y[0,1]", "rows 0 to 1 and columns 1 to 3 of X",
          "3 of its 9 places are in the padding", "w[0,0], w[0,1] and w[0,2] meet zeros of the padding",
          "Added up, y[0,1] is", "Next comes y[0,2]: the window moves 2 columns to the right"})
        EXPECT_TRUE(scene_test::says(text, part)) << part << " in\n" << text;
    const std::string zh = spoken(preset_named("numerical_padding_strides")->document, 2, Language::zh);
    for (const char* const part :
         {"输入 X：5 乘 5", "步长 2", "第 3 步，共 9 步：y[0,2]", "窗口下移 2 行，回到最左边"})
        EXPECT_TRUE(scene_test::says(zh, part)) << part << " in\n" << zh;
}

TEST(Spoken, a_transposed_convolution_says_its_zeros_and_the_figures_letters) {
    const std::string text = spoken(preset_named("no_padding_strides_transposed")->document, 12);
    for (const char* const part : {"input Y is 2 by 2", "output X is 5 by 5", "one zero goes between",
                                   "inserted zero", "of Y with its inserted zeros", "x[2,2] is"})
        EXPECT_TRUE(scene_test::says(text, part)) << part << " in\n" << text;
}

TEST(Spoken, pools_name_the_winner_and_the_divisor) {
    Operation largest = make_operation(Kind::max_pool, {4, 4}, {2, 2});
    Document document = document_of(largest);
    const Step step = step_of(document, 0);
    const int64_t winner = step.terms[static_cast<std::size_t>(step.chosen)].input;
    const std::string place = "x[" + std::to_string(winner / 4) + "," + std::to_string(winner % 4) + "]";
    EXPECT_TRUE(scene_test::says(spoken(document, 0), "The largest is " + place)) << spoken(document, 0);
    Operation average = make_operation(Kind::avg_pool, {4, 4}, {3, 3});
    average.padding_begin = average.padding_end = {1, 1};
    for (const bool include : {true, false}) {
        average.count_include_pad = include;
        const std::string text = spoken(document_of(average), 0);
        EXPECT_TRUE(scene_test::says(text, include ? "divided by 9" : "divided by 4")) << text;
        EXPECT_TRUE(scene_test::says(text, "places lie in the padding")) << text;
    }
}

TEST(Spoken, an_unpooling_says_where_the_switch_points) {
    const Document document = document_of(make_operation(Kind::max_unpool, {2, 2}, {2, 2}));
    for (int64_t at = 0; at < 4; ++at) {
        const Step step = step_of(document, at);
        const std::string text = spoken(document, at);
        const std::string place =
            "x[" + std::to_string(step.output / 4) + "," + std::to_string(step.output % 4) + "]";
        EXPECT_TRUE(scene_test::says(text, "the maximum was at " + place)) << text;
        EXPECT_EQ(scene_test::says(text, "This was the last step."), at == 3) << text;
    }
}

TEST(Spoken, large_steps_are_shortened_with_counts_that_are_right) {
    Operation operation = make_operation(Kind::conv, {9, 9, 9}, {3, 3, 3});
    operation.in_channels = 4;
    operation.out_channels = 2;
    const std::string text = spoken(document_of(operation), 5);
    EXPECT_TRUE(scene_test::says(text, "There are 108 terms")) << text;
    EXPECT_TRUE(scene_test::says(text, "98 more terms follow, 0 of them zeros")) << text;
    EXPECT_LT(std::count(text.begin(), text.end(), '\n'), 20);
    EXPECT_TRUE(scene_test::says(text, "Channels: 4 in X, 2 in Y")) << text;
    EXPECT_TRUE(scene_test::says(text, "output channel, input channel, slice, row and column")) << text;
}

TEST(Spoken, one_dimension_dilation_modes_and_turned_kernels_are_said) {
    Operation operation = make_operation(Kind::conv, {7}, {3});
    operation.dilation = {2};
    operation.padding_begin = operation.padding_end = {2};
    operation.padding_mode = PaddingMode::reflect;
    Document document = document_of(operation);
    document.flip_kernel = true;
    const std::string text = spoken(document, 0);
    for (const char* const part : {"7 long", "dilation is 2", "places 0 and 2 of X", "mirrored",
                                   "turned by 180", "w[2] is", "moves 1 place further"})
        EXPECT_TRUE(scene_test::says(text, part)) << part << " in\n" << text;
    EXPECT_LT(text.find("w[2] is"), text.find("w[0] is"));
}

} // namespace
} // namespace convlens
