// Formulas as they are set: what each construct becomes, and every formula of the document. To look at them:
// CONVLENS_FORMULAS=FOLDER ./scene_tests --gtest_filter='DocumentFormulas.*' writes them as PNG.
#include "scene/base/tex.h"

#include "document_formulas.h"
#include "output/png/png.h"
#include "picture/ink_bounds.h"
#include "scene_fixture.h"

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

std::vector<std::string> texts_of(const TexPicture& picture) {
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
    const float slack = 0.06F * picture.size;
    const Rect box = inset({{0, -picture.ascent}, {picture.width, picture.descent}}, -slack);
    for (const Shape& shape : picture.shapes) {
        const Rect ink = std::visit(
            [](const auto& s) -> Rect {
                if constexpr (std::is_same_v<std::decay_t<decltype(s)>, Raster>)
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
                    fit_tex(typesetter(), theme(id), tree_of(formula.tex), style, size < 20 ? 560 : 1168, 13);
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
