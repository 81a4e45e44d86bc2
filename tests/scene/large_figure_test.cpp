// Figures with more cells or channels than can be seen at once: maps use the stage, the window's
// neighbourhood is beside them with its numbers, and no channel is left out without a word.
#include "document/evaluate/evaluate.h"
#include "scene/base/tags.h"
#include "scene/compose.h"
#include "scene/scene_fixture.h"
#include "scene/words/notation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace convlens {
namespace {

struct Picture {
    Document document;
    Results results;
    Composition composition;
    Cursor cursor;

    SceneInput input() const {
        return {document,
                results,
                cursor,
                Tag{},
                theme(ThemeId::light),
                Texts(Language::en),
                scene_test::typesetter(),
                composition};
    }
};

Picture picture(const Operation& operation, View view, const std::vector<Lens>& lenses = {Lens::sum}) {
    Picture picture;
    picture.document.operation = operation;
    picture.document.view = view;
    picture.document.lenses = lenses;
    picture.results = evaluate(picture.document);
    picture.cursor = finished(picture.results.steps / 2, picture.results.terms_per_step);
    return picture;
}

Operation conv(int64_t input, int64_t kernel, int64_t in_channels = 1, int64_t out_channels = 1) {
    Operation operation = make_operation(Kind::conv, {input, input}, {kernel, kernel});
    operation.in_channels = in_channels;
    operation.out_channels = out_channels;
    return operation;
}

bool has_text(const Frame& frame, const std::string& text) {
    const std::vector<const Item*> labels = scene_test::visible_labels(frame);
    return std::any_of(labels.begin(), labels.end(), [&](const Item* item) {
        return std::get<Label>(item->shape).text.find(text) != std::string::npos;
    });
}

float side(const Stack& stack, const PlaneModel& plane) {
    return stack.cell() * static_cast<float>(std::max(plane.rows, plane.columns));
}

/// Whatever the kernel, the numbers under the window can be read, in X itself or in the loupe.
TEST(LargeFigure, the_window_has_its_numbers) {
    for (int64_t input = 12; input <= 26; input += 2)
        for (int64_t kernel = 3; kernel <= input; kernel += 3) {
            Picture p = picture(conv(input, kernel), View::flat);
            p.composition.progress = true;
            const FigurePlaces places = figure_places(p.input());
            EXPECT_TRUE(places.base.cell() >= digits_from || !places.loupe.empty())
                << input << " with " << kernel << ": cells of " << places.base.cell() << " px";
        }
}

std::vector<std::vector<Lens>> lens_sets() {
    std::vector<std::vector<Lens>> sets{{}, {Lens::sum}};
    for (std::size_t i = 1; i < lens_count; ++i) {
        const auto lens = static_cast<Lens>(i);
        sets.push_back({lens});
        sets.push_back({Lens::sum, lens});
        for (std::size_t j = i + 1; j < lens_count; ++j)
            sets.push_back({Lens::sum, lens, static_cast<Lens>(j)});
    }
    return sets;
}

/// What an operation is, of an input of this size.
std::vector<Operation> operations_of(int64_t input) {
    std::vector<Operation> all{conv(input, 3), conv(input, 3, 3, 2), conv(input, 7),
                               make_operation(Kind::conv_transpose, {input, input}, {3, 3}),
                               make_operation(Kind::max_pool, {input, input}, {3, 3})};
    all[2].padding_begin = all[2].padding_end = {3, 3};
    return all;
}

/// Of every size and with every lens: digits in the cells of X, or a loupe.
TEST(LargeFigure, every_size_with_every_lens_can_be_read) {
    for (int64_t input = 12; input <= 64; input += input < 32 ? 1 : 4)
        for (const Operation& operation : operations_of(input)) {
            Picture p = picture(operation, View::flat);
            p.composition.progress = true;
            for (const std::vector<Lens>& lenses : lens_sets())
                for (const View view : {View::flat, View::tilted}) {
                    p.document.lenses = lenses;
                    p.document.view = view;
                    const FigurePlaces places = figure_places(p.input());
                    const std::string what = scene_test::describe(p.document);
                    EXPECT_TRUE(places.base.cell() >= digits_from || !places.loupe.empty())
                        << what << "cells of " << places.base.cell() << " px";
                    if (!places.loupe.empty() && lenses.size() == 1)
                        scene_test::expect_clear(compose(p.input()), what);
                }
        }
}

/// In flat pictures of any size: W is not larger than X, a cell of it not larger than X's but where it can be
/// read beside X and X as a whole stays larger; all planes lie within the picture.
TEST(LargeFigure, no_plane_outgrows_x) {
    for (const int64_t input : {16, 20, 28, 40, 64})
        for (const int64_t kernel : {3, 9, 12, 15, 16, 20, 30})
            for (const Vec2 size : {Vec2{1280, 720}, Vec2{1040, 640}, Vec2{1920, 1080}, Vec2{900, 600}}) {
                if (kernel > input)
                    continue;
                Picture p = picture(conv(input, kernel), View::flat);
                p.composition.size = size;
                const FigureModel model = figure_model(p.input());
                const FigurePlaces places = figure_places(p.input());
                const std::string what = std::to_string(input) + " with " + std::to_string(kernel) + " at " +
                                         std::to_string(size.x);
                EXPECT_GT(places.base.cell(), 1) << what;
                EXPECT_LE(side(places.weights, model.weights), side(places.base, model.base) * 1.001F)
                    << what;
                if (kernel > 11) {
                    EXPECT_LE(places.weights.cell(), places.base.cell() * 1.001F) << what;
                }
                for (const Stack* stack : {&places.base, &places.weights, &places.top}) {
                    const PlaneModel& plane = stack == &places.base      ? model.base
                                              : stack == &places.weights ? model.weights
                                                                         : model.top;
                    const Rect r = stack->of(0).bounds(static_cast<float>(plane.rows),
                                                       static_cast<float>(plane.columns));
                    EXPECT_TRUE(r.min.x >= 0 && r.min.y >= 0 && r.max.x <= size.x && r.max.y <= size.y)
                        << what << " " << r.min.x << "," << r.min.y << " to " << r.max.x << "," << r.max.y;
                }
            }
}

TEST(LargeFigure, maps_use_the_stage) {
    Operation stem = conv(224, 7, 3, 64);
    stem.stride = {2, 2};
    stem.padding_begin = stem.padding_end = {3, 3};
    const Picture of_stem = picture(stem, View::flat);
    const FigureModel model = figure_model(of_stem.input());
    const FigurePlaces places = figure_places(of_stem.input());
    EXPECT_GE(side(places.base, model.base), 0.45F * 720) << "one map, large";
    EXPECT_FALSE(places.loupe.empty());
    EXPECT_EQ(places.base_share.strip.moves.size(), 3U);
    EXPECT_EQ(places.top_share.strip.moves.size(), 12U);
    EXPECT_TRUE(has_text(compose(of_stem.input()), "12 of 64"));

    const Picture photo = picture(make_operation(Kind::conv, {96, 128}, {3, 3}), View::flat);
    const FigurePlaces maps = figure_places(photo.input());
    EXPECT_GE(maps.base.cell() * 128, 0.33F * 1280) << "X";
    EXPECT_GE(maps.top.cell() * 126, 0.33F * 1280) << "Y";
}

/// 28 x 28 is too small for digits beside four lenses.
TEST(LargeFigure, what_has_no_room_for_digits_has_a_loupe) {
    for (const int64_t input : {21, 28, 50})
        for (const std::vector<Lens>& lenses : {std::vector{Lens::sum},
                                                {Lens::sum, Lens::im2col, Lens::gradients},
                                                {Lens::sum, Lens::im2col, Lens::gradients, Lens::code}}) {
            Picture p = picture(conv(input, 3), View::flat, lenses);
            p.composition.size = {1600, 900};
            p.cursor = after_terms(p.results.steps / 2, 4);
            const Frame frame = compose(p.input());
            std::set<int64_t> read;
            for (const Item* item : scene_test::visible_labels(frame))
                if (item->tag.space == static_cast<uint32_t>(TagSpace::x))
                    read.insert(item->tag.index);
            for (const StepTerm& term : step_of(p.results, p.cursor.step).terms)
                EXPECT_TRUE(read.count(term.input)) << input << " with " << lenses.size() << " lenses";
            scene_test::expect_clear(frame, std::to_string(input));
        }
}

TEST(LargeFigure, channels_that_are_not_drawn_are_counted) {
    for (const View view : {View::tilted, View::flat, View::volumes})
        for (const int64_t input : {2, 8, 14})
            for (const int64_t channels : {16, 64}) {
                Picture p = picture(conv(input, 1, channels, channels), view);
                const Frame frame = compose(p.input());
                const FigureModel model = figure_model(p.input());
                const std::string counted =
                    std::to_string(model.base.sheets) + " of " + std::to_string(channels);
                EXPECT_LT(model.base.sheets, channels);
                EXPECT_TRUE(has_text(frame, counted)) << input << " x " << channels;
                scene_test::expect_clear(frame, counted);
            }
}

TEST(LargeFigure, the_channel_that_is_asked_for_is_shown) {
    for (const View view : {View::flat, View::volumes})
        for (const int64_t channel : {0, 5, 40, 63}) {
            Picture p = picture(conv(10, 3, 64, 64), view);
            p.composition.base_channel = p.composition.top_channel = channel;
            const FigureModel model = figure_model(p.input());
            EXPECT_EQ(model.base_channel(model.shown_base), channel);
            EXPECT_EQ(model.top_channel(model.shown_top), channel);
            compose(p.input());
        }
}

/// The channel of a lit term is drawn, however many there are.
TEST(LargeFigure, the_lit_term_is_drawn) {
    const Picture whole = picture(conv(8, 3, 40, 2), View::flat);
    for (const int64_t term : {1, 100, 200, 360}) {
        Picture p = whole;
        p.cursor = after_terms(7, term);
        const FigureModel model = figure_model(p.input());
        EXPECT_GE(model.tap(term - 1).sheet, 0) << term;
        EXPECT_GE(model.weight_place(term - 1).sheet, 0) << term;
        EXPECT_EQ(model.shown_base, model.tap(term - 1).sheet) << term;
    }
}

TEST(LargeFigure, several_small_channels_open_as_volumes) {
    EXPECT_EQ(opening_view(conv(5, 3)), View::flat);
    EXPECT_EQ(opening_view(conv(5, 3, 3, 2)), View::volumes);
    EXPECT_EQ(opening_view(conv(224, 7, 3, 64)), View::flat);
    EXPECT_EQ(opening_view(make_operation(Kind::conv, {4, 4, 4}, {3, 3, 3})), View::volumes);
}

} // namespace
} // namespace convlens
