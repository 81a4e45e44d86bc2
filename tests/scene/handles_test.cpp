// Handles against the picture that compose makes: what can be taken is where it is drawn, in every view and
// of every operation.
#include "document/evaluate/evaluate.h"
#include "document/presets.h"
#include "scene/base/scene_input.h"
#include "scene/base/tags.h"
#include "scene/compose.h"
#include "scene/figure/handles.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

using namespace scene_test;

struct WithHandles {
    Document document;
    Results results;
    Cursor cursor;
    View view;
    SceneInput input() const {
        return {document, results, cursor, {}, theme(ThemeId::light), Texts(Language::en), typesetter(), {}};
    }
};

WithHandles random_shown(std::mt19937_64& random) {
    WithHandles shown{random_document(random), {}, {}, View::flat};
    shown.document.view = random() % 2 == 0 ? View::flat : View::tilted;
    shown.results = evaluate(shown.document);
    shown.cursor = finished(static_cast<int64_t>(random() % static_cast<uint64_t>(shown.results.steps)),
                            shown.results.terms_per_step);
    return shown;
}

bool is(Tag tag, TagSpace space) {
    return tag.space == static_cast<uint32_t>(space);
}

TEST(Handles, places_are_those_of_the_picture) {
    std::mt19937_64 random(20262);
    for (int round = 0; round < 60; ++round) {
        const WithHandles shown = random_shown(random);
        SCOPED_TRACE(describe(shown.document));
        const Frame frame = compose(shown.input());
        const FigureModel model = figure_model(shown.input());
        const FigurePlaces places = figure_places(shown.input());
        for (int64_t sheet = 0; sheet < model.top.sheets; ++sheet) {
            const Vec2 at = places.top.of(sheet).center(0, 0);
            if (!places.top_share.shows(sheet, model.shown_top) ||
                is_covered(places.top, {0, model.top.rows, 0, model.top.columns}, sheet, at, 0.35F))
                continue;
            const Tag tag = pick(frame, at, [](Tag t) { return is(t, TagSpace::y); });
            if (!model.unpooling()) {
                EXPECT_EQ(tag.index, model.output_index(sheet, 0, 0));
            }
        }
    }
}

TEST(Handles, the_window_is_taken_where_it_stands_and_follows_the_mouse) {
    std::mt19937_64 random(20263);
    for (int round = 0; round < 120; ++round) {
        const WithHandles shown = random_shown(random);
        if (shown.results.operation.kind == Kind::max_unpool)
            continue;
        SCOPED_TRACE(describe(shown.document) + " step " + std::to_string(shown.cursor.step));
        const FigureModel model = figure_model(shown.input());
        const FigurePlaces places = figure_places(shown.input());
        const Place tap = model.tap(0);
        if (tap.sheet < 0)
            continue;
        const auto middle_of_window = [&](const FigureModel& at_step) {
            const Place first = at_step.tap(0);
            return places.base.of(first.sheet)
                .at(static_cast<float>(first.row) + static_cast<float>(at_step.axes[1].window()) * 0.4F,
                    static_cast<float>(first.column) + static_cast<float>(at_step.axes[2].window()) * 0.4F);
        };
        const Handle handle = handle_at(model, places, middle_of_window(model), 4);
        ASSERT_EQ(handle.hold, Hold::window);
        EXPECT_EQ(step_under(model, places, handle, middle_of_window(model)), shown.cursor.step);
        // To any other place on the same sheets.
        const int64_t other =
            shown.cursor.step - shown.cursor.step % (model.axes[1].outputs * model.axes[2].outputs) +
            static_cast<int64_t>(random() %
                                 static_cast<uint64_t>(model.axes[1].outputs * model.axes[2].outputs));
        const FigureModel there(shown.results, other);
        EXPECT_EQ(step_under(model, places, handle, middle_of_window(there)), other);
        // Far out: the nearest step, never none.
        const int64_t far = step_under(model, places, handle, {-5000, 9000});
        EXPECT_GE(far, 0);
        EXPECT_LT(far, shown.results.steps);
    }
}

TEST(Handles, its_ends_are_the_kernels_edges) {
    for (const char* name : {"numerical_padding_strides", "full_padding_no_strides"}) {
        const Document document = preset_document(name);
        const WithHandles shown{document, evaluate(document), finished(0, 9), document.view};
        const FigureModel model(shown.results, 0);
        const FigurePlaces places = figure_places(shown.input());
        const auto at = [&](float row, float column) {
            return handle_at(model, places, places.base.at(row, column), 5);
        };
        EXPECT_EQ(at(1.5F, 3), (Handle{Hold::kernel, 0, 1, 0, {}, 0})) << name;
        EXPECT_EQ(at(3, 1.5F), (Handle{Hold::kernel, 1, 0, 0, {}, 0})) << name;
        EXPECT_EQ(at(3, 3), (Handle{Hold::kernel, 1, 1, 0, {}, 0})) << name;
        EXPECT_EQ(at(1.5F, 1.5F).hold, Hold::window) << name;
    }
}

TEST(Handles, padding_is_taken_in_its_ring_and_where_it_could_begin) {
    Document document = default_document();
    document.operation = make_operation(Kind::conv, {5, 5}, {3, 3});
    for (const int64_t padding : {0, 2}) {
        document.operation.padding_begin = document.operation.padding_end = {padding, padding};
        const WithHandles shown{document, evaluate(document), {}, View::flat};
        const FigureModel model(shown.results, 0);
        const FigurePlaces places = figure_places(shown.input());
        const auto sides = [&](float row, float column) {
            const Handle handle = handle_at(model, places, places.base.at(row, column), 6);
            return handle.hold == Hold::padding ? std::pair{handle.rows, handle.columns} : std::pair{9, 9};
        };
        const auto p = static_cast<float>(padding);
        const float end = 5 + 2 * p;
        EXPECT_EQ(sides(end + 0.05F, p + 2), (std::pair{1, 0})) << padding;
        EXPECT_EQ(sides(p + 2, end + 0.05F), (std::pair{0, 1})) << padding;
        EXPECT_EQ(sides(end + 0.05F, -0.05F), (std::pair{1, -1})) << padding;
        EXPECT_EQ(sides(p + 4.5F, p + 4.5F), (std::pair{9, 9})) << "an element, " << padding;
        EXPECT_EQ(sides(end + 0.9F, p + 2), (std::pair{9, 9})) << "far from it, " << padding;
    }
}

TEST(Handles, a_pull_is_measured_outward) {
    const Sheet tilted{{100, 50}, {40, -20}, {28, 26}};
    const Handle corner{.hold = Hold::padding, .rows = -1, .columns = 1};
    const Pull pull = pull_of(tilted, corner, tilted.at(3, 3), tilted.at(1, 4));
    EXPECT_NEAR(pull.rows, 2, 1e-4);
    EXPECT_NEAR(pull.columns, 1, 1e-4);
}

TEST(CellOf, is_the_inverse_of_pick) {
    std::mt19937_64 random(20264);
    for (int round = 0; round < 40; ++round) {
        const WithHandles shown = random_shown(random);
        SCOPED_TRACE(describe(shown.document));
        const Frame frame = compose(shown.input());
        for (int i = 0; i < 60; ++i) {
            const Vec2 at{static_cast<float>(random() % 1280), static_cast<float>(random() % 720)};
            const Tag tag = pick(frame, at, [](Tag t) { return is(t, TagSpace::x) || is(t, TagSpace::y); });
            if (tag.space == 0)
                continue;
            const auto box = cell_of(frame, tag, at);
            ASSERT_TRUE(box);
            const Sheet cell{box->origin, box->u, box->v};
            const Vec2 within = cell.cells_at(at);
            EXPECT_TRUE(within.x > -1e-3F && within.x < 1.001F && within.y > -1e-3F && within.y < 1.001F)
                << at.x << ' ' << at.y << " element " << tag.index;
        }
    }
}

TEST(Handles, what_a_pull_of_the_ring_changes_is_all_of_the_ring_and_nothing_else) {
    std::mt19937_64 random(20266);
    for (int round = 0; round < 80; ++round) {
        const WithHandles shown = random_shown(random);
        SCOPED_TRACE(describe(shown.document));
        const FigureModel model = figure_model(shown.input());
        const FigurePlaces places = figure_places(shown.input());
        const auto areas = areas_of(model, places, {.hold = Hold::padding, .columns = 1});
        const AxisModel &rows = model.axes[1], &columns = model.axes[2];
        const auto is_inside = [](const AxisModel& axis, int64_t at) {
            return at >= axis.lead && at <= axis.lead + axis.spacing * (axis.inputs - 1);
        };
        for (int64_t row = 0; row < model.base.rows; ++row)
            for (int64_t column = 0; column < model.base.columns; ++column) {
                const Vec2 at = places.base.of(0).center(static_cast<float>(row), static_cast<float>(column));
                int covered = 0;
                for (const Box& box : areas) {
                    const float area = box.u.x * box.v.y - box.u.y * box.v.x;
                    const Vec2 from = at - box.origin;
                    const float u = (from.x * box.v.y - from.y * box.v.x) / area;
                    const float v = (box.u.x * from.y - box.u.y * from.x) / area;
                    covered += u > 0 && u < 1 && v > 0 && v < 1 ? 1 : 0;
                }
                const bool inner = is_inside(rows, row) && is_inside(columns, column);
                if (model.base.sheets == 1) {
                    EXPECT_EQ(covered, inner ? 0 : 1) << row << "," << column;
                }
            }
    }
}

} // namespace
} // namespace convlens
