// The built-in figures: names, order, shapes of the guide, and golden numbers.
#include "document/evaluate/evaluate.h"
#include "document/evaluate/results.h"
#include "document/presets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace convlens {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;

TEST(Presets, are_in_the_order_of_their_names) {
    ASSERT_EQ(preset_names().size(), presets().size());
    std::set<std::string_view> unique;
    for (std::size_t i = 0; i < presets().size(); ++i) {
        EXPECT_EQ(presets()[i].document.name, preset_names()[i]);
        EXPECT_EQ(preset_named(preset_names()[i]), &presets()[i]);
        unique.insert(preset_names()[i]);
    }
    EXPECT_EQ(unique.size(), presets().size());
    EXPECT_EQ(preset_named("no_such_figure"), nullptr);
    EXPECT_EQ(preset_named("order.txt"), nullptr);
    EXPECT_EQ(preset_named(""), nullptr);
}

TEST(Presets, can_all_be_computed_and_say_what_they_show) {
    for (const Preset& preset : presets()) {
        const Document& document = preset.document;
        EXPECT_TRUE(evaluate(document).issues.empty()) << document.name;
        EXPECT_FALSE(document.title.en.empty() || document.title.zh.empty()) << document.name;
        EXPECT_FALSE(document.caption.en.empty() || document.caption.zh.empty()) << document.name;
        EXPECT_EQ(document.export_size.size(), 2U) << document.name;
        EXPECT_TRUE(document.unknown_keys.empty()) << document.name << document.unknown_keys;
    }
}

/// FIGURES.md section 1: name, frames (outputs), GIF size; in the guide's order.
struct GuideFigure {
    const char* name;
    int64_t output;
    Sizes gif;
};
const std::vector<GuideFigure> guide = {
    {"no_padding_no_strides", 2, {244, 259}},
    {"arbitrary_padding_no_strides", 6, {495, 542}},
    {"same_padding_no_strides", 5, {395, 449}},
    {"full_padding_no_strides", 7, {495, 576}},
    {"no_padding_strides", 2, {294, 288}},
    {"padding_strides", 3, {395, 381}},
    {"padding_strides_odd", 3, {445, 411}},
    {"dilation", 3, {395, 381}},
    {"no_padding_no_strides_transposed", 4, {344, 386}},
    {"arbitrary_padding_no_strides_transposed", 5, {445, 479}},
    {"same_padding_no_strides_transposed", 5, {395, 449}},
    {"full_padding_no_strides_transposed", 5, {395, 449}},
    {"no_padding_strides_transposed", 5, {395, 449}},
    {"padding_strides_transposed", 5, {395, 449}},
    {"padding_strides_odd_transposed", 6, {445, 513}},
    {"numerical_no_padding_no_strides", 3, {640, 360}},
    {"numerical_padding_strides", 3, {640, 360}},
    {"numerical_average_pooling", 3, {640, 360}},
    {"numerical_max_pooling", 3, {640, 360}},
};

TEST(Presets, have_the_figures_of_the_guide) {
    int64_t frames = 0;
    for (std::size_t i = 0; i < guide.size(); ++i) {
        const Preset& preset = presets()[i];
        EXPECT_EQ(preset.document.name, guide[i].name);
        EXPECT_TRUE(preset.guide) << guide[i].name;
        EXPECT_EQ(output_size(preset.document.operation), (Sizes{guide[i].output, guide[i].output}))
            << guide[i].name;
        EXPECT_EQ(preset.document.export_size, guide[i].gif) << guide[i].name;
        const bool numerical = preset.document.name.starts_with("numerical");
        EXPECT_EQ(preset.document.view, numerical ? View::flat : View::tilted) << guide[i].name;
        frames += guide[i].output * guide[i].output;
    }
    EXPECT_EQ(frames, 358);
    for (std::size_t i = guide.size(); i < presets().size(); ++i)
        EXPECT_FALSE(presets()[i].guide) << presets()[i].document.name;
}

/// Each transposed figure undoes the shape of its direct one.
TEST(Presets, transposed_figures_go_back_to_the_direct_input) {
    int pairs = 0;
    for (const GuideFigure& figure : guide) {
        const Preset* transposed = preset_named(std::string(figure.name) + "_transposed");
        if (!transposed)
            continue;
        ++pairs;
        const Operation& direct = preset_named(figure.name)->document.operation;
        const Operation& back = transposed->document.operation;
        EXPECT_EQ(back.kind, Kind::conv_transpose) << figure.name;
        EXPECT_EQ(back.input_size, output_size(direct)) << figure.name;
        EXPECT_EQ(output_size(back), direct.input_size) << figure.name;
        EXPECT_EQ(back.kernel_size, direct.kernel_size) << figure.name;
        EXPECT_EQ(back.stride, direct.stride) << figure.name;
        EXPECT_EQ(back.padding_begin, direct.padding_begin) << figure.name;
    }
    EXPECT_EQ(pairs, 8); // the seven of the guide, and dilation
}

TEST(Presets, bear_the_relationship_that_the_guide_gives) {
    const std::vector<int> numbers = {1, 2, 3, 4, 5, 6, 6, 15, 8, 9, 10, 11, 12, 13, 14};
    for (std::size_t i = 0; i < numbers.size(); ++i)
        EXPECT_EQ(relationship(presets()[i].document.operation), numbers[i]) << guide[i].name;
}

std::vector<double> y_of(std::string_view name) {
    return evaluate(preset_named(name)->document).y->kept().data;
}

TEST(Presets, golden_numbers_of_the_numerical_figures) {
    EXPECT_THAT(y_of("numerical_no_padding_no_strides"), ElementsAre(12, 12, 17, 10, 17, 19, 9, 6, 14));
    EXPECT_THAT(y_of("numerical_padding_strides"), ElementsAre(6, 17, 3, 8, 17, 13, 6, 4, 4));
    EXPECT_THAT(y_of("numerical_max_pooling"), ElementsAre(3, 3, 3, 3, 3, 3, 3, 2, 3));
    std::vector<double> tenths;
    for (const double value : y_of("numerical_average_pooling"))
        tenths.push_back(std::round(value * 10));
    EXPECT_THAT(tenths, ElementsAre(17, 17, 17, 10, 12, 18, 11, 8, 13));
}

TEST(Presets, checkerboard_adds_up_1_2_or_4_products) {
    EXPECT_THAT(y_of("checkerboard_transposed"), ElementsAre(1, 1, 2, 1, 2, 1, 1, //
                                                             1, 1, 2, 1, 2, 1, 1, //
                                                             2, 2, 4, 2, 4, 2, 2, //
                                                             1, 1, 2, 1, 2, 1, 1, //
                                                             2, 2, 4, 2, 4, 2, 2, //
                                                             1, 1, 2, 1, 2, 1, 1, //
                                                             1, 1, 2, 1, 2, 1, 1));
}

TEST(Presets, extra_figures_have_the_sizes_their_captions_say) {
    const std::vector<std::pair<const char*, Sizes>> sizes = {{"transposed_k2_s2", {6, 6}},
                                                              {"dcgan_k4_s2_p1_transposed", {8, 8}},
                                                              {"tf_same_strides", {3, 3}},
                                                              {"even_kernel_same_padding", {5, 5}},
                                                              {"rectangular_input", {2, 3}},
                                                              {"stride_exceeds_kernel", {3, 3}},
                                                              {"dilation_transposed", {7, 7}},
                                                              {"pointwise", {4, 4}},
                                                              {"ceil_mode_pooling", {3, 3}},
                                                              {"true_convolution", {3, 3}},
                                                              {"causal_1d", {8}},
                                                              {"several_channels", {3, 3}},
                                                              {"grouped", {2, 2}},
                                                              {"depthwise", {3, 3}},
                                                              {"convolution_3d", {2, 2, 2}},
                                                              {"average_pooling_padding", {3, 3}},
                                                              {"lp_pooling", {2, 2}},
                                                              {"max_unpooling", {4, 4}},
                                                              {"overlapping_max_unpooling", {5, 5}}};
    for (const auto& [name, size] : sizes) {
        ASSERT_NE(preset_named(name), nullptr) << name;
        EXPECT_EQ(output_size(preset_named(name)->document.operation), size) << name;
    }
}

TEST(Presets, extra_figures_show_the_numbers_their_captions_speak_of) {
    EXPECT_THAT(y_of("lp_pooling"), ElementsAre(5, 3, 2, 13));
    EXPECT_THAT(y_of("max_unpooling"), ElementsAre(0, 3, 0, 0, 0, 0, 0, 5, 4, 0, 0, 0, 0, 0, 3, 0));
    const std::vector<double> average = y_of("average_pooling_padding");
    EXPECT_DOUBLE_EQ(average[0], 6.0 / 9); // the corner: four numbers and five zeros
    // The true convolution is the cross-correlation with the kernel turned by hand.
    Document turned = preset_named("numerical_no_padding_no_strides")->document;
    turned.weight.kind = SourceKind::values;
    turned.weight.values_shape = {1, 1, 3, 3};
    turned.weight.values =
        std::make_shared<const std::vector<double>>(std::vector<double>{2, 1, 0, 0, 2, 2, 2, 1, 0});
    EXPECT_EQ(y_of("true_convolution"), evaluate(turned).y->kept().data);
}

TEST(Presets, a_causal_output_sees_nothing_later) {
    Document document = preset_named("causal_1d")->document;
    const Results before = evaluate(document);
    document.input.edits[{0, 0, 5}] = 100;
    const Results after = evaluate(document);
    for (int64_t t = 0; t < 8; ++t) {
        const bool reads = t >= 5 && (t - 5) % 2 == 0 && (*before.w)[2 - (t - 5) / 2] != 0;
        EXPECT_EQ((*before.y)[t] != (*after.y)[t], reads) << t;
    }
}

TEST(Presets, the_program_starts_with_numerical_padding_strides) {
    Document document = default_document();
    EXPECT_EQ(document.lenses, (std::vector{Lens::sum, Lens::im2col, Lens::gradients}));
    document.lenses = {Lens::sum};
    EXPECT_EQ(document, preset_named("numerical_padding_strides")->document);
    EXPECT_EQ(default_document().view, View::flat);
}

} // namespace
} // namespace convlens
