// A bias where the figure and its lenses show it, and that nothing lies on it.
#include "document/evaluate/evaluate.h"
#include "document/evaluate/gradients.h"
#include "scene/base/tags.h"
#include "scene/copied/latex_sum.h"
#include "scene/lens_table.h"
#include "scene/scene_fixture.h"
#include "scene/spoken/spoken_step.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace convlens {
namespace {

using scene_test::frame_of;
using scene_test::FrameOptions;

Document biased(Kind kind, int64_t maps, std::vector<double> bias) {
    Document document;
    document.operation = make_operation(kind, {4, 4}, {3, 3});
    document.operation.out_channels = maps;
    document.bias = std::move(bias);
    return document;
}

std::string lens_texts(Document document, Lens lens, Language language = Language::en) {
    document.lenses = {lens};
    FrameOptions options;
    options.language = language;
    const Results results = evaluate(document);
    return scene_test::words_of(scene_test::lens_frame(document, results, finished(1, results.terms_per_step),
                                                       lens, {560, 560}, options));
}

TEST(Bias, is_added_in_the_products_of_matrices) {
    for (const Kind kind : {Kind::conv, Kind::conv_transpose}) {
        const Document with = biased(kind, 2, {5, -7});
        const Document without = biased(kind, 2, {});
        for (const Lens lens : {Lens::im2col, Lens::unrolled}) {
            EXPECT_TRUE(scene_test::says(lens_texts(with, lens), " + b = ")) << lens_texts(with, lens);
            EXPECT_FALSE(scene_test::says(lens_texts(without, lens), " + b")) << lens_texts(without, lens);
        }
    }
    Document rows = biased(Kind::conv, 1, {77});
    rows.unrolled_lens.all_rows = true;
    EXPECT_TRUE(scene_test::says(lens_texts(rows, Lens::unrolled), "\n77\n"))
        << lens_texts(rows, Lens::unrolled);
    rows.cell_text = CellText::names;
    EXPECT_TRUE(scene_test::says(lens_texts(rows, Lens::unrolled), "\nb\n"));
}

TEST(Bias, has_its_gradient_said) {
    const Document one = biased(Kind::conv, 1, {5});
    const double db = [&] {
        Document document = one;
        document.lenses = {Lens::gradients};
        return evaluate(document).gradients->db.front();
    }();
    for (const GradientOrder order : {GradientOrder::outputs, GradientOrder::weights}) {
        Document document = one;
        document.gradients_lens.order = order;
        EXPECT_TRUE(
            scene_test::says(lens_texts(document, Lens::gradients), "db = sum of dY = " + number_text(db)))
            << lens_texts(document, Lens::gradients);
        EXPECT_TRUE(
            scene_test::says(lens_texts(document, Lens::gradients, Language::zh), "db = dY 各元素之和"));
    }
    EXPECT_TRUE(scene_test::says(lens_texts(biased(Kind::conv, 2, {5, 6}), Lens::gradients),
                                 "db[o] = sum of dY[o]: "));
    EXPECT_FALSE(scene_test::says(lens_texts(biased(Kind::conv, 1, {}), Lens::gradients), "db"));
}

TEST(Bias, comes_last_in_a_transposed_convolution) {
    Document document = biased(Kind::conv_transpose, 1, {5});
    EXPECT_TRUE(scene_test::says(lens_texts(document, Lens::transposed), "finished cells have b added"));
    document.transposed_lens.way = TransposedWay::matrix;
    EXPECT_TRUE(scene_test::says(lens_texts(document, Lens::transposed), "times y, and b, gives"));
    document.bias.clear();
    EXPECT_FALSE(scene_test::says(lens_texts(document, Lens::transposed), "and b"));
}

TEST(Bias, is_copied_and_spoken) {
    Document document = biased(Kind::conv, 2, {0.5, -3});
    const auto copied = [&] { return latex_sum(document, step_of(document, 5), Texts(Language::en)).text; };
    EXPECT_TRUE(scene_test::says(copied(), " + (-3)")) << copied();
    document.cell_text = CellText::names;
    EXPECT_TRUE(scene_test::says(copied(), " + b_{1}")) << copied();
    const std::string spoken = spoken_step(document, step_of(document, 0), Texts(Language::en));
    EXPECT_TRUE(scene_test::says(spoken, "the bias b[0] is 0.5 and is added")) << spoken;
}

/// The cell beside the kernel, of the map of the step.
const Item* bias_cell(const Frame& frame) {
    const auto found = std::find_if(frame.items.begin(), frame.items.end(), [](const Item& item) {
        return item.tag.space == static_cast<uint32_t>(TagSpace::bias) &&
               std::holds_alternative<Box>(item.shape);
    });
    return found == frame.items.end() ? nullptr : &*found;
}

TEST(Bias, has_its_place_with_the_kernel_in_every_view) {
    for (const Kind kind : {Kind::conv, Kind::conv_transpose})
        for (const View view : {View::tilted, View::flat, View::volumes})
            for (const Vec2 size : {Vec2{1280, 720}, Vec2{640, 400}, Vec2{1920, 1080}})
                for (const int64_t maps : {1, 3}) {
                    Document document = biased(kind, maps, {12, -0.5, 3});
                    document.view = view;
                    document.lenses = {Lens::sum};
                    const Results results = evaluate(document);
                    FrameOptions options;
                    options.size = size;
                    const std::string what = scene_test::describe(document);
                    const int64_t last = results.steps - 1;
                    const Frame frame =
                        frame_of(document, results, finished(last, results.terms_per_step), options);
                    scene_test::expect_clear(frame, what);
                    const Item* cell = bias_cell(frame);
                    ASSERT_NE(cell, nullptr) << what << size.x;
                    EXPECT_EQ(cell->tag.index, maps - 1);
                    document.bias.clear();
                    EXPECT_EQ(bias_cell(frame_of(document, evaluate(document),
                                                 finished(last, results.terms_per_step), options)),
                              nullptr);
                }
}

TEST(Bias, is_lit_while_it_is_added_and_says_its_number) {
    Document document = biased(Kind::conv, 2, {5, 0.123456789});
    document.lenses = {Lens::sum};
    const Results results = evaluate(document);
    Cursor cursor = finished(4, results.terms_per_step);
    const auto stroke = [&] {
        return std::get<Box>(bias_cell(frame_of(document, results, cursor))->shape).stroke;
    };
    const Color rest = stroke();
    cursor.phase = Phase::drop;
    EXPECT_NE(stroke(), rest);
    FrameOptions options;
    options.hover = tag_of(TagSpace::bias, 1);
    EXPECT_TRUE(scene_test::says(scene_test::words_of(frame_of(document, results, cursor, options)),
                                 "b[1] ≈ 0.1234568"))
        << scene_test::words_of(frame_of(document, results, cursor, options));
}

} // namespace
} // namespace convlens
