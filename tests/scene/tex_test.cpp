// Formulas as they are set: what each construct becomes, and every formula of the document. To look at them:
// CONVLENS_FORMULAS=FOLDER ./scene_tests --gtest_filter='DocumentFormulas.*' writes them as PNG.
#include "scene/base/tex.h"

#include "output/png/png.h"
#include "picture/ink_bounds.h"
#include "scene/document_formulas.h"
#include "scene/scene_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace convlens {
namespace {

using scene_test::document_formulas;
using scene_test::DocumentFormula;
using scene_test::typesetter;
using testing::ElementsAre;

const Theme& light = theme(ThemeId::light);

TexNode tree_of(const char* tex) {
    TexText read = read_tex(tex);
    if (read.issue)
        ADD_FAILURE() << tex << ": " << read.issue->column << ' ' << read.issue->error.key;
    return read.tree;
}

TexStyle large(float size = 30) {
    TexStyle style;
    style.size = size;
    style.color = light.text;
    return style;
}

TexPicture set(const char* tex, const TexStyle& style = large()) {
    return lay_out_tex(typesetter(), light, tree_of(tex), style);
}

std::vector<Label> labels_of(const TexPicture& picture) {
    std::vector<Label> labels;
    for (const Shape& shape : picture.shapes)
        if (const auto* label = std::get_if<Label>(&shape))
            labels.push_back(*label);
    return labels;
}

Label label_of(const TexPicture& picture, std::string_view text) {
    for (const Label& label : labels_of(picture))
        if (label.text == text)
            return label;
    ADD_FAILURE() << "no label " << text;
    return {};
}

std::vector<std::string> texts_in(const TexPicture& picture) {
    std::vector<std::string> texts;
    for (const Label& label : labels_of(picture))
        texts.push_back(label.text);
    return texts;
}

Rect ink_of(const Label& label) {
    const Rect ink = ink_bounds(typesetter(), label.text, label.face, label.size);
    return {ink.min + label.position, ink.max + label.position};
}

Rect ink_of(const Path& path) {
    Rect ink{path.points[0], path.points[0]};
    for (const Vec2 point : path.points)
        ink = {{std::min(ink.min.x, point.x), std::min(ink.min.y, point.y)},
               {std::max(ink.max.x, point.x), std::max(ink.max.y, point.y)}};
    return inset(ink, -path.stroke_width / 2);
}

Rect ink_of(const Box& box) {
    return {box.origin, box.origin + box.u + box.v};
}

/// All ink lies in the picture's box, and no text on another or on a line.
void expect_tidy(const TexPicture& picture, const std::string& what) {
    const float slack = std::max(0.06F * picture.size, 0.75F);
    const Rect box = inset({{0, -picture.ascent}, {picture.width, picture.descent}}, -slack);
    for (const Shape& shape : picture.shapes) {
        const Rect ink = std::visit(
            [](const auto& s) -> Rect {
                using Kind = std::decay_t<decltype(s)>;
                if constexpr (std::is_same_v<Kind, Raster> || std::is_same_v<Kind, Photo>)
                    return {};
                else
                    return ink_of(s);
            },
            shape);
        EXPECT_EQ(united(box, ink), box) << what;
    }
    const std::vector<Label> labels = labels_of(picture);
    for (std::size_t a = 0; a < labels.size(); ++a)
        for (std::size_t b = a + 1; b < labels.size(); ++b)
            EXPECT_TRUE(intersected(ink_of(labels[a]), ink_of(labels[b])).empty())
                << what << ": '" << labels[a].text << "' overlaps '" << labels[b].text << "'";
}

/// The picture alone on a frame, as a page has it.
Frame frame_of(const TexPicture& picture, ThemeId id, Vec2 size) {
    Frame frame;
    frame.size = size;
    frame.background = theme(id).ground;
    Canvas canvas(frame, theme(id), typesetter(), size.y / 720);
    draw_tex(canvas, picture, {56, 56 + picture.ascent});
    return frame;
}

TEST(Tex, fractions_lie_around_the_minus) {
    const TexPicture picture = set("-\\frac{a}{b}");
    const Rect minus = ink_of(label_of(picture, "−"));
    const Path* line = nullptr;
    for (const Shape& shape : picture.shapes)
        if (const auto* path = std::get_if<Path>(&shape))
            line = path;
    ASSERT_TRUE(line);
    EXPECT_NEAR(line->points[0].y, minus.center().y, 0.5F);
    EXPECT_LT(ink_of(label_of(picture, "a")).max.y, minus.min.y);
    EXPECT_GT(ink_of(label_of(picture, "b")).min.y, minus.max.y);
}

TEST(Tex, brackets_grow_with_what_they_hold) {
    const float low = set("\\lfloor i \\rfloor").height();
    const float tall = set("\\lfloor \\frac{i}{s} \\rfloor").height();
    EXPECT_GT(tall, 1.6F * low);
    EXPECT_GT(set("\\left( \\frac{i}{s} \\right)").height(), 1.6F * set("\\left( i \\right)").height());
    EXPECT_GT(set("\\begin{pmatrix} 1 \\\\ 2 \\\\ 3 \\end{pmatrix}").height(), 2.5F * low);
}

TEST(Tex, scripts_are_smaller_and_lie_apart) {
    const TexPicture picture = set("x_{i_j}^{2}");
    const Label x = label_of(picture, "x"), i = label_of(picture, "i"), j = label_of(picture, "j"),
                two = label_of(picture, "2");
    EXPECT_LT(i.size, x.size);
    EXPECT_LT(j.size, i.size);
    EXPECT_GT(i.position.y, x.position.y);
    EXPECT_GT(j.position.y, i.position.y);
    EXPECT_LT(two.position.y, x.position.y);
    EXPECT_GE(i.position.x, ink_of(x).max.x);
    EXPECT_LT(ink_of(two).max.y, ink_of(i).min.y);
}

TEST(Tex, limits_of_a_sum_are_below_and_above_where_it_stands_alone) {
    TexStyle among_words = large();
    among_words.display = false;
    for (const bool display : {true, false}) {
        const TexPicture picture = set("\\sum_{i}^{k} x", display ? large() : among_words);
        const Rect sum = ink_of(label_of(picture, "∑"));
        EXPECT_EQ(ink_of(label_of(picture, "i")).min.y > sum.max.y, display);
        EXPECT_EQ(ink_of(label_of(picture, "k")).max.y < sum.min.y, display);
    }
    EXPECT_LT(set("\\frac{a}{b}", among_words).height(), set("\\frac{a}{b}").height());
}

TEST(Tex, relations_and_binary_signs_keep_their_distance_and_signs_of_numbers_do_not) {
    const float a = set("a").width, minus = set("-").width;
    EXPECT_GT(set("a-a").width, 2 * a + minus + 0.4F * 30);
    EXPECT_NEAR(set("-a").width, a + minus, 0.01F);
    EXPECT_NEAR(set("(-a)").width, set("(").width + minus + a + set(")").width, 0.01F);
    EXPECT_GT(set("a=a").width, 2 * a + set("=").width + 0.5F * 30);
    EXPECT_NEAR(set("x_{a=a}").width, set("x_{a}").width + 0.72F * (a + set("=").width), 0.1F);
    EXPECT_NEAR(set("a\\quad a").width, 2 * a + 30, 0.01F);
}

TEST(Tex, numbers_and_upright_words_are_one_text) {
    EXPECT_THAT(texts_in(set("\\mathrm{conv2d}(12.5, ab)\\text{一 b}")),
                ElementsAre("conv2d", "(", "12.5", ",", "a", "b", ")", "一 b"));
}

TEST(Tex, tensors_may_have_their_colours) {
    TexStyle style = large();
    style.tensor_colors = true;
    const TexPicture picture = set("\\frac{\\partial J}{\\partial w_0} x_{1} Y \\mathrm{x}", style);
    EXPECT_EQ(label_of(picture, "J").color, light.text);
    EXPECT_EQ(label_of(picture, "w").color, light.w.heading);
    EXPECT_EQ(label_of(picture, "0").color, light.w.heading);
    EXPECT_EQ(label_of(picture, "1").color, light.x.heading);
    EXPECT_EQ(label_of(picture, "Y").color, light.y.heading);
    EXPECT_EQ(labels_of(picture).back().color, light.text); // an upright x is no tensor
}

TEST(Tex, hats_lie_over_their_letters) {
    for (const char* tex : {"\\hat{k}", "\\tilde{i}'", "\\hat{o}"})
        expect_tidy(set(tex), tex);
    EXPECT_GT(set("\\hat{k}").ascent, set("k").ascent + 3);
}

TEST(Tex, gets_smaller_first_and_then_breaks_before_signs) {
    const TexNode tree = tree_of("a = b + c + d + e = f");
    const float wide = lay_out_tex(typesetter(), light, tree, large()).width;
    const TexPicture smaller = fit_tex(typesetter(), light, tree, large(), 0.8F * wide, 18);
    EXPECT_EQ(smaller.lines, 1U);
    EXPECT_LT(smaller.size, 30);
    EXPECT_LE(smaller.width, 0.8F * wide);
    const TexPicture broken = fit_tex(typesetter(), light, tree, large(), 0.4F * wide, 20);
    EXPECT_GT(broken.lines, 1U);
    EXPECT_EQ(broken.size, 20);
    EXPECT_LE(broken.width, 0.4F * wide);
    float last = -1;
    for (const Label& label : labels_of(broken)) {
        const bool is_sign = label.text == "=" || label.text == "+";
        EXPECT_TRUE(label.position.y <= last || last < 0 || is_sign) << label.text;
        last = std::max(last, label.position.y);
    }
}

TEST(Tex, lines_end_behind_commas_but_in_no_argument) {
    const TexNode tree = tree_of("Y = f(a = b + c, d = e), \\quad x = y");
    const float wide = lay_out_tex(typesetter(), light, tree, large(20)).width;
    const TexPicture picture = fit_tex(typesetter(), light, tree, large(20), 0.6F * wide, 20);
    std::vector<std::string> first_texts;
    float last = -1;
    for (const Label& label : labels_of(picture))
        if (label.position.y > last) {
            first_texts.push_back(label.text);
            last = label.position.y;
        }
    EXPECT_THAT(first_texts, ElementsAre("Y", "d"));
}

TEST(Tex, the_left_side_of_the_next_formula_begins_its_line) {
    const TexNode tree = tree_of("W = a + b, \\quad X = c + d + e");
    const float wide = lay_out_tex(typesetter(), light, tree, large(20)).width;
    const TexPicture picture = fit_tex(typesetter(), light, tree, large(20), 0.62F * wide, 20);
    ASSERT_EQ(picture.lines, 2U);
    for (const Label& label : labels_of(picture))
        if (label.text == "X") {
            EXPECT_GT(label.position.y, 0);
            EXPECT_LT(label.position.x, 5) << "as far left as the first";
        }
}

TEST(Tex, an_empty_formula_has_no_size) {
    EXPECT_EQ(set("").width, 0);
    EXPECT_EQ(fit_tex(typesetter(), light, TexNode{}, large(), 100, 18).height(), 0);
}

class DocumentFormulas : public testing::TestWithParam<DocumentFormula> {};

TEST_P(DocumentFormulas, are_set_in_every_width) {
    const TexNode tree = tree_of(GetParam().tex);
    for (const float width : {1168.0F, 640.0F, 420.0F, 120.0F})
        for (const bool display : {true, false}) {
            TexStyle style = large();
            style.display = display;
            const TexPicture picture = fit_tex(typesetter(), light, tree, style, width, 18);
            EXPECT_LE(picture.width, width);
            expect_tidy(picture, GetParam().name);
            if (picture.height() < 600)
                scene_test::expect_clear(frame_of(picture, ThemeId::light, {1280, 720}), GetParam().name);
        }
}

TEST_P(DocumentFormulas, are_large_enough_on_a_whole_slide) {
    const TexPicture picture = fit_tex(typesetter(), light, tree_of(GetParam().tex), large(), 1168, 18);
    EXPECT_GE(picture.size, 18);
    EXPECT_LE(picture.height(), 420);
}

INSTANTIATE_TEST_SUITE_P(All, DocumentFormulas, testing::ValuesIn(document_formulas));

/// All of them below each other on pages of 1280 x 720.
TEST(DocumentFormulas, can_be_looked_at) {
    const char* folder = std::getenv("CONVLENS_FORMULAS");
    for (const ThemeId id : {ThemeId::light, ThemeId::dark, ThemeId::projector})
        for (const float size : {30.0F, 18.0F}) {
            std::vector<Frame> pages;
            float y = 720;
            for (const DocumentFormula& formula : document_formulas) {
                TexStyle style = large(size);
                style.color = theme(id).text;
                style.tensor_colors = id == ThemeId::dark || size < 20;
                const TexPicture picture =
                    fit_tex(typesetter(), theme(id), tree_of(formula.tex), style, size < 20 ? 560 : 1168, 16);
                if (y + picture.height() > 700) {
                    pages.emplace_back();
                    pages.back().size = {size < 20 ? 640.0F : 1280.0F, 720};
                    pages.back().background = theme(id).ground;
                    y = 30;
                }
                Canvas canvas(pages.back(), theme(id), typesetter(), 1);
                draw_tex(canvas, picture, {40, y + picture.ascent});
                y += picture.height() + 22;
            }
            EXPECT_FALSE(pages.empty());
            for (std::size_t i = 0; folder && i < pages.size(); ++i)
                std::ofstream(std::string(folder) + "/" + std::string(theme(id).name) + "-" +
                              std::to_string(static_cast<int>(size)) + "-" + std::to_string(i) + ".png")
                    << png_of(pages[i], scene_test::fonts());
        }
}

} // namespace
} // namespace convlens
