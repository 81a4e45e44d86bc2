// Two figures in one picture: each at its own step, with its own words, in its own half; what is pointed at
// in one is lit in both.
#include "document/evaluate/evaluate.h"
#include "document/evaluate/reverse.h"
#include "document/presets.h"
#include "scene/animation.h"
#include "scene/base/tags.h"
#include "scene/compose.h"
#include "scene/lens_plan.h"
#include "scene/model/highlight.h"
#include "scene/pair/halves.h"
#include "scene/pair/pair_cursors.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace convlens {
namespace {

Document pair_of(const std::string& name) {
    Document document = scene_test::preset_document(name);
    document.pair = true;
    return document;
}

struct Look {
    Vec2 size{1280, 720};
    Language language = Language::en;
    bool stage = false;
    Tag hover{};
};

SceneInput input_of(const Document& document, const Results& results, const Cursor& played,
                    const Look& look) {
    Composition composition;
    composition.size = look.size;
    composition.stage = look.stage;
    const PairCursors cursors = pair_cursors(results, played);
    return {document,
            results,
            cursors.own,
            look.hover,
            theme(ThemeId::light),
            Texts(look.language),
            scene_test::typesetter(),
            composition,
            nullptr,
            cursors.beside};
}

std::set<std::string> texts_beside(const Frame& frame, bool left) {
    std::set<std::string> texts;
    for (const Item* item : scene_test::visible_labels(frame)) {
        const auto& label = std::get<Label>(item->shape);
        const bool lies_left = label.position.x < frame.size.x / 2;
        if (lies_left == left)
            texts.insert(label.text);
    }
    return texts;
}

TEST(Pair, each_figure_goes_its_own_steps_and_both_end_complete) {
    using Steps = std::pair<int64_t, int64_t>;
    for (const auto& [lead_steps, steps] : {Steps{16, 4}, {25, 9}, {49, 25}, {9, 9}, {7, 1}}) {
        std::set<int64_t> seen;
        for (int64_t step = 0; step < lead_steps; ++step) {
            const Cursor cursor = following(finished(step, 9), lead_steps, 9, steps, 4);
            EXPECT_EQ(cursor.step, step < lead_steps / steps * steps ? step % steps : steps - 1);
            seen.insert(cursor.step);
        }
        EXPECT_EQ(static_cast<int64_t>(seen.size()), steps);
        const Cursor end = following(finished(lead_steps - 1, 9), lead_steps, 9, steps, 4);
        EXPECT_EQ(end, finished(steps - 1, 4)) << lead_steps << " and " << steps;
    }
}

TEST(Pair, phases_come_together_and_terms_by_their_share) {
    const StepRun run{16, 9};
    for (int64_t time = 0; time < run.duration_us(); time += 7919) {
        const Cursor lead = run.at(time);
        const Cursor cursor = following(lead, 16, 9, 4, 3);
        EXPECT_EQ(cursor.phase, lead.phase) << time;
        if (lead.phase == Phase::terms) {
            EXPECT_EQ(cursor.terms, lead.terms / 3) << time;
        }
        EXPECT_LE(terms_done(cursor, 3), 3);
    }
}

TEST(Pair, has_both_titles_and_captions_and_steps) {
    for (const Language language : {Language::en, Language::zh})
        for (const char* name : {"no_padding_no_strides", "padding_strides_odd", "full_padding_no_strides"}) {
            const std::string other = std::string(name) + "_transposed";
            for (const std::string& shown : {std::string(name), other}) {
                const Document document = pair_of(shown);
                const Results results = evaluate(document);
                Look look;
                look.language = language;
                const Cursor last = finished(shown_steps(document) - 1, results.terms_per_step);
                const Frame frame = compose(input_of(document, results, last, look));
                const std::string direct = scene_test::preset_document(name).title.in(language);
                const std::string back = scene_test::preset_document(other).title.in(language);
                EXPECT_TRUE(texts_beside(frame, true).contains(direct)) << shown;
                EXPECT_TRUE(texts_beside(frame, false).contains(back)) << shown;
                const Texts texts(language);
                for (const bool left : {true, false}) {
                    const Results& of =
                        left == leads_back(results.operation.kind) ? results.paired->results : results;
                    const std::string steps = std::to_string(of.steps);
                    EXPECT_TRUE(texts_beside(frame, left)
                                    .contains(texts("progress.step", {{"step", steps}, {"steps", steps}})))
                        << shown << " " << left;
                }
            }
        }
}

/// No text goes over into the other half.
void expect_apart(const Frame& frame, const std::string& what) {
    const float middle = frame.size.x / 2;
    for (const Item* item : scene_test::visible_labels(frame)) {
        const Rect place = bounds(*item, frame, scene_test::typesetter());
        EXPECT_FALSE(place.min.x < middle && place.max.x > middle)
            << what << " '" << std::get<Label>(item->shape).text << "'";
    }
}

TEST(Pair, no_text_lies_on_another) {
    for (const Preset& preset : presets()) {
        Document document = preset.document;
        document.pair = true;
        if (!shows_pair(document))
            continue;
        const Results results = evaluate(document);
        for (const View view : {View::tilted, View::flat, View::volumes})
            for (const Vec2 size : {Vec2{1280, 720}, Vec2{1920, 1080}, Vec2{1600, 900}}) {
                document.view = view;
                Look look;
                look.size = size;
                const Frame frame = compose(input_of(document, results, finished(2, 9), look));
                const std::string what = document.name + " view " + std::to_string(static_cast<int>(view)) +
                                         " width " + std::to_string(static_cast<int>(size.x));
                scene_test::expect_clear(frame, what);
                expect_apart(frame, what);
            }
    }
}

TEST(Pair, has_the_same_items_at_every_moment) {
    for (const char* name : {"padding_strides_odd", "no_padding_strides_transposed", "max_unpooling"}) {
        const Document document = pair_of(name);
        const Results results = evaluate(document);
        const Results& lead = leading_results(results);
        const StepRun run{lead.steps, lead.terms_per_step};
        std::size_t items = 0;
        for (int64_t time = 0; time < run.duration_us(); time += 131'071) {
            const Frame frame = compose(input_of(document, results, run.at(time), {}));
            items = items == 0 ? frame.items.size() : items;
            ASSERT_EQ(frame.items.size(), items) << name << " at " << time;
        }
    }
}

/// Whether the cell of the tag has the frame of what is lit.
bool is_lit(const Document& document, const Results& results, Tag hover, Tag cell) {
    Look look;
    look.hover = hover;
    const Frame frame = compose(input_of(document, results, finished(shown_steps(document) - 1, 9), look));
    const auto place = cell_of(frame, cell, {});
    const Color lit = lit_color(theme(ThemeId::light));
    return place && std::any_of(frame.items.begin(), frame.items.end(), [&](const Item& item) {
               const auto* box = std::get_if<Box>(&item.shape);
               return box != nullptr && box->origin == place->origin && box->stroke == lit && lit.a > 0;
           });
}

TEST(Pair, what_is_pointed_at_in_one_is_lit_in_both) {
    Document document = pair_of("no_padding_strides");
    document.view = View::flat;
    const Results results = evaluate(document);
    Tag own = tag_of(TagSpace::y, 2), beside = tag_of(TagSpace::x, 2);
    beside.layer = beside_layer;
    EXPECT_TRUE(is_lit(document, results, own, beside));
    EXPECT_TRUE(is_lit(document, results, beside, own));
    Tag other = tag_of(TagSpace::x, 1);
    other.layer = beside_layer;
    EXPECT_FALSE(is_lit(document, results, own, other));
}

TEST(Pair, the_places_of_the_figure_are_those_in_the_picture) {
    for (const char* name : {"padding_strides", "padding_strides_transposed"})
        for (const Vec2 size : {Vec2{1280, 720}, Vec2{600, 1200}}) {
            const Document document = pair_of(name);
            const Results results = evaluate(document);
            Look look;
            look.size = size;
            const SceneInput input = input_of(document, results, finished(0, 9), look);
            const auto cell = cell_of(compose(input), tag_of(TagSpace::x, 0), {});
            ASSERT_TRUE(cell) << name;
            const FigurePlaces places = figure_places(input);
            const FigureModel model = figure_model(input);
            EXPECT_GT(places.base.cell(), 10) << name;
            const Vec2 first = places.base.cells_at(cell->origin);
            EXPECT_NEAR(first.x, std::round(first.x), 0.05) << name;
            EXPECT_NEAR(first.y, std::round(first.y), 0.05) << name;
            EXPECT_GE(first.x, -0.05) << name;
            EXPECT_LE(first.x, static_cast<float>(model.base.columns)) << name;
        }
}

TEST(Pair, leaves_the_lenses_out_and_asks_for_no_room) {
    Document document = pair_of("padding_strides");
    document.lenses = {Lens::sum, Lens::im2col, Lens::gradients, Lens::reach, Lens::cost};
    Composition composition;
    EXPECT_TRUE(lens_plan(composition, document).shown.empty());
    EXPECT_NO_THROW(require_room(composition, document, ""));
    document.operation = make_operation(Kind::avg_pool, {4, 4}, {2, 2});
    EXPECT_FALSE(lens_plan(composition, document).shown.empty());
}

TEST(Pair, an_animation_has_the_steps_of_the_longer_one) {
    const Document document = pair_of("no_padding_no_strides");
    const Results results = evaluate(document);
    RenderOptions options;
    Animation animation(document, results, options, scene_test::fonts());
    EXPECT_EQ(animation.set_pace({.rate = {1, 1}}), 16);
    EXPECT_NE(animation.frame(5), animation.frame(9)) << "both are at step 2 of 4, the other one goes on";
}

TEST(Pair, can_be_read_from_the_last_row) {
    for (const char* name : {"no_padding_no_strides", "padding_strides_odd", "full_padding_no_strides",
                             "dilation", "numerical_padding_strides"}) {
        const Document document = pair_of(name);
        const Results results = evaluate(document);
        Look look;
        look.size = {1280, 720};
        look.stage = true;
        const Frame frame = compose(input_of(document, results, finished(1, 9), look));
        const auto x = static_cast<uint32_t>(TagSpace::x), y = static_cast<uint32_t>(TagSpace::y);
        for (const Item* item : scene_test::visible_labels(frame)) {
            const auto& label = std::get<Label>(item->shape);
            if (item->tag.space == x || item->tag.space == y) {
                EXPECT_GE(label.size, 17.5F) << name << " " << label.text;
            }
        }
    }
}

/// A small picture: what is written can be read, and W is there in one way or the other, in both halves.
TEST(Pair, is_not_crowded_in_a_small_picture) {
    for (const Preset& preset : presets()) {
        Document document = preset.document;
        document.pair = true;
        if (!shows_pair(document) || !has_weight(document.operation.kind) || document.view == View::volumes ||
            preset.document.operation.dims() != 2)
            continue;
        const Results results = evaluate(document);
        for (const Vec2 size : {Vec2{640, 360}, Vec2{640, 400}}) {
            Look look;
            look.size = size;
            const Frame frame = compose(input_of(document, results, finished(1, 9), look));
            bool has_w[2] = {false, false};
            for (const Item* item : scene_test::visible_labels(frame)) {
                const auto& label = std::get<Label>(item->shape);
                const bool is_weight = label.text.rfind("×", 0) == 0;
                if (is_weight) {
                    EXPECT_GE(label.size, 5) << document.name << ": " << label.text;
                }
                has_w[label.position.x < size.x / 2 ? 0 : 1] |= is_weight || label.text == "W";
            }
            EXPECT_TRUE(has_w[0] && has_w[1]) << document.name << " at " << size.x << "x" << size.y;
        }
    }
}

} // namespace
} // namespace convlens
