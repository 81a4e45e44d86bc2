// Frames follow from their input alone, keep their items in order, and show the engine's numbers.
#include "document/evaluate/evaluate.h"
#include "document/presets.h"
#include "scene/base/scene_input.h"
#include "scene/base/tags.h"
#include "scene/compose.h"
#include "scene/issues.h"
#include "scene/lens/lens.h"
#include "scene/lens_table.h"
#include "scene/scene_fixture.h"
#include "scene/words/notation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace convlens {
namespace {

using scene_test::describe;
using scene_test::frame_of;

TEST(Compose, items_keep_their_order_at_every_cursor) {
    std::mt19937_64 random(99);
    for (int round = 0; round < 150; ++round) {
        const Document document = random_document(random);
        const Results results = evaluate(document);
        const Frame first =
            frame_of(document, results, Timeline(StepRun{results.steps, results.terms_per_step}).at(0));
        for (int i = 0; i < 6; ++i) {
            const Cursor cursor = scene_test::random_cursor(results, random);
            const Frame frame = frame_of(document, results, cursor);
            ASSERT_EQ(frame.items.size(), first.items.size()) << describe(document) << "step " << cursor.step;
            for (std::size_t n = 0; n < frame.items.size(); ++n)
                ASSERT_EQ(frame.items[n].shape.index(), first.items[n].shape.index())
                    << describe(document) << "step " << cursor.step << " item " << n;
        }
    }
}

TEST(Compose, seeking_in_shuffled_order_equals_playing) {
    std::mt19937_64 random(7);
    for (const char* name : {"padding_strides", "numerical_max_pooling", "overlapping_max_unpooling"}) {
        const Document document = scene_test::preset_document(name);
        const Results results = evaluate(document);
        const Timeline timeline(StepRun{results.steps, results.terms_per_step});
        std::vector<int64_t> times;
        std::vector<Frame> played;
        for (int64_t time = 0; time < timeline.duration_us(); time += timeline.duration_us() / 37) {
            times.push_back(time);
            played.push_back(frame_of(document, results, timeline.at(time)));
        }
        std::vector<std::size_t> order(times.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        std::shuffle(order.begin(), order.end(), random);
        for (const std::size_t i : order)
            EXPECT_EQ(dump(frame_of(document, results, timeline.at(times[i]))), dump(played[i]))
                << name << times[i];
    }
}

TEST(Compose, numbers_shown_are_the_engines) {
    std::mt19937_64 random(12);
    int compared = 0;
    for (int round = 0; round < 120; ++round) {
        Document document = random_document(random);
        document.cell_text = CellText::numbers;
        document.lenses = {Lens::sum}; // the others have tests of their own
        const Results results = evaluate(document);
        const Cursor cursor = finished(results.steps - 1, results.terms_per_step);
        const Frame frame = frame_of(document, results, cursor);
        for (const Item* item : scene_test::visible_labels(frame)) {
            const std::string& text = std::get<Label>(item->shape).text;
            const auto expect = [&](const Tensor<double>& tensor, const Magnitudes& magnitudes,
                                    bool average) {
                const NumberFormat format =
                    number_format(magnitudes, static_cast<int>(document.digits), average);
                EXPECT_EQ(text, format.cell(tensor[item->tag.index])) << describe(document);
                ++compared;
            };
            if (item->tag.space == static_cast<uint32_t>(TagSpace::x))
                expect(*results.x, results.x_magnitudes, false);
            if (item->tag.space == static_cast<uint32_t>(TagSpace::y))
                expect(*results.y, results.y_magnitudes, results.operation.kind == Kind::avg_pool);
            if (item->tag.space == static_cast<uint32_t>(TagSpace::w))
                expect(*results.w, results.w_magnitudes, false);
        }
    }
    EXPECT_GT(compared, 3000);
}

TEST(Compose, results_are_revealed_step_by_step) {
    const Document document = scene_test::preset_document("numerical_padding_strides");
    const Results results = evaluate(document);
    const auto shown = [&](const Cursor& cursor) {
        int64_t count = 0;
        const Frame frame = frame_of(document, results, cursor);
        for (const Item* item : scene_test::visible_labels(frame))
            count += item->tag.space == static_cast<uint32_t>(TagSpace::y) &&
                     std::get<Label>(item->shape).text != "…";
        return count;
    };
    for (int64_t step = 0; step < 9; ++step) {
        EXPECT_EQ(shown(finished(step, 9)), step + 1);
        EXPECT_EQ(shown(after_terms(step, 4)), step);
    }
    Cursor all = after_terms(0, 1);
    all.reveal_all = true;
    EXPECT_EQ(shown(all), 9);
}

TEST(Compose, pick_finds_the_cell_under_the_point) {
    for (const View view : {View::tilted, View::flat}) {
        Document document = scene_test::preset_document("padding_strides");
        document.view = view;
        const Results results = evaluate(document);
        const Frame frame = frame_of(document, results, finished(8, 9));
        int found = 0;
        for (const Item* item : scene_test::visible_labels(frame)) {
            if (item->tag.space != static_cast<uint32_t>(TagSpace::y))
                continue;
            EXPECT_EQ(pick(frame, std::get<Label>(item->shape).position), item->tag);
            ++found;
        }
        EXPECT_EQ(found, 9);
    }
}

TEST(Compose, hover_frames_the_cell_and_tells_its_value) {
    const Document document = scene_test::preset_document("numerical_padding_strides");
    const Results results = evaluate(document);
    scene_test::FrameOptions options;
    options.hover = tag_of(TagSpace::x, 7);
    std::vector<std::string> texts;
    const Frame frame = frame_of(document, results, finished(3, 9), options);
    for (const Item* item : scene_test::visible_labels(frame))
        texts.push_back(std::get<Label>(item->shape).text);
    EXPECT_NE(std::find(texts.begin(), texts.end(), "x[1,2] = " + number_text((*results.x)[7])), texts.end());
}

TEST(Compose, hover_of_what_is_not_there_is_harmless) {
    const Document document = scene_test::preset_document("padding_strides");
    const Results results = evaluate(document);
    const std::string plain = dump(frame_of(document, results, finished(0, 9)));
    for (uint32_t space = 0; space <= static_cast<uint32_t>(TagSpace::lens_choice); ++space)
        for (const int64_t index : {int64_t{-1}, int64_t{1'000'000}, INT64_MAX}) {
            scene_test::FrameOptions options;
            options.hover = {space, index};
            EXPECT_EQ(dump(frame_of(document, results, finished(0, 9), options)), plain)
                << "space " << space << " index " << index;
        }
}

TEST(Compose, impossible_operations_are_explained_with_a_way_out) {
    Document document = scene_test::preset_document("padding_strides");
    document.operation.kernel_size = {9, 9};
    const Results results = evaluate(document);
    ASSERT_FALSE(results.issues.empty());
    for (const Language language : {Language::en, Language::zh}) {
        scene_test::FrameOptions options;
        options.language = language;
        const Frame frame = frame_of(document, results, {}, options);
        EXPECT_GE(scene_test::visible_labels(frame).size(), 3U);
        const bool button = std::any_of(frame.items.begin(), frame.items.end(), [](const Item& item) {
            return item.tag == tag_of(TagSpace::issue, 0);
        });
        EXPECT_TRUE(button);
    }
}

TEST(Compose, large_inputs_are_rasters) {
    Document document;
    document.operation = make_operation(Kind::conv, {128, 128}, {3, 3});
    const Results results = evaluate(document);
    const Frame frame = frame_of(document, results, finished(500, 9));
    int rasters = 0;
    for (const Item& item : frame.items)
        if (const auto* raster = std::get_if<Raster>(&item.shape)) {
            ++rasters;
            if (item.tag.space == static_cast<uint32_t>(TagSpace::y)) {
                EXPECT_EQ(raster->shown, 501);
            }
        }
    EXPECT_EQ(rasters, 2);
    EXPECT_LT(frame.items.size(), 300U);
}

/// Digits of W and where they lie.
std::map<std::pair<int, int>, std::string> kernel_digits(const Document& document, float turn) {
    const Results results = evaluate(document);
    Composition composition;
    composition.kernel_turn = turn;
    const Frame frame =
        compose({document, results, finished(0, results.terms_per_step), Tag{}, theme(ThemeId::light),
                 Texts(Language::en), scene_test::typesetter(), composition});
    std::map<std::pair<int, int>, std::string> digits;
    for (const Item* item : scene_test::visible_labels(frame))
        if (const Label& label = std::get<Label>(item->shape);
            item->tag.space == static_cast<uint32_t>(TagSpace::w))
            digits[{static_cast<int>(std::lround(label.position.x)),
                    static_cast<int>(std::lround(label.position.y))}] = label.text;
    return digits;
}

TEST(Compose, a_kernel_turns_from_where_it_lay) {
    Document document = scene_test::preset_document("numerical_padding_strides");
    document.view = View::flat;
    const auto before = kernel_digits(document, 1);
    choose_in_lens(document, lens_choice_tag(Lens::sum, 3).index); // convolution
    ASSERT_TRUE(document.flip_kernel);
    ASSERT_EQ(before.size(), 9U);
    EXPECT_EQ(kernel_digits(document, 0), before) << "it starts as it lay";
    EXPECT_NE(kernel_digits(document, 1), before) << "it ends turned";
    EXPECT_EQ(kernel_digits(document, 0.5F).size(), 9U);
    choose_in_lens(document, lens_choice_tag(Lens::sum, 2).index);
    EXPECT_EQ(kernel_digits(document, 1), before);
    choose_in_lens(document, lens_choice_tag(Lens::sum, 1).index);
    EXPECT_EQ(document.cell_text, CellText::names);
    choose_in_lens(document, lens_choice_tag(Lens::sum, 0).index);
    EXPECT_EQ(document.cell_text, CellText::numbers);
}

} // namespace
} // namespace convlens
