// Presses of the stepping keys with a clock of the test's own: what is shown while a step is played, where it
// stops, and that steps back undo it. Every figure and kind, and figures of millions of steps.
#include "window/session/stepping.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/evaluate.h"
#include "document/presets.h"
#include "scene/lens/gradients/sums.h"
#include "window/application/clock.h"
#include "window/application/editor.h"

#include <gtest/gtest.h>

#include <optional>
#include <set>

namespace convlens {
namespace {

/// A figure in the window without the window.
struct Player {
    explicit Player(const Document& document) : editor(document, session, settings, executor), clock(0) {
        show_empty_beginning(session, editor.timeline());
    }
    bool press(Stops stops = Stops::steps) {
        return step_on(session, editor.timeline(), stops, stops == Stops::terms);
    }
    bool back(Stops stops = Stops::steps) { return step_back(session, editor.timeline(), stops); }
    /// A picture every 16 ms until nothing moves; the cursors of the pictures.
    std::vector<Cursor> play() {
        std::vector<Cursor> seen{editor.cursor()};
        for (int i = 0; i < 10'000 && session.is_moving(); ++i) {
            const std::optional<int64_t> rest = session.rest_us;
            clock.advance(session, settings, editor.timeline(), editor.shown().document.view, now += 0.016);
            EXPECT_LE(session.playhead_us, rest.value_or(session.playhead_us)) << "never past its stop";
            seen.push_back(editor.cursor());
        }
        EXPECT_FALSE(session.is_moving()) << "comes to rest";
        return seen;
    }
    const Results& results() const { return editor.shown().results; }
    Cursor cursor() const { return editor.cursor(); }

    Session session;
    Settings settings;
    CooperativeExecutor executor;
    Editor editor;
    Clock clock;
    double now = 0;
};

std::vector<Document> figures() {
    std::vector<Document> all;
    for (const Preset& preset : presets())
        all.push_back(preset.document);
    for (const Kind kind :
         {Kind::conv, Kind::conv_transpose, Kind::max_pool, Kind::avg_pool, Kind::lp_pool}) {
        Document one_step;
        one_step.operation = make_operation(kind, {2}, {kind == Kind::conv_transpose ? 1 : 2});
        if (kind == Kind::conv_transpose)
            one_step.operation.input_size = {1};
        all.push_back(one_step);
        Document volume;
        volume.operation = make_operation(kind, {3, 2, 3}, {2, 1, 2});
        all.push_back(volume);
    }
    return all;
}

std::string name_of(const Document& document) {
    return document.name + " kind " + std::to_string(static_cast<int>(document.operation.kind)) + " of " +
           std::to_string(document.operation.dims()) + " dimensions";
}

TEST(Steps, from_the_beginning_to_the_end_it_is_one_press_a_step) {
    for (const Document& document : figures()) {
        Player figure(document);
        EXPECT_EQ(figure.cursor().step, 0);
        EXPECT_FALSE(is_revealed(figure.cursor(), 0)) << "Home is empty: " << name_of(document);
        int64_t presses = 0;
        while (presses < 100'000 && figure.press()) {
            figure.play();
            EXPECT_EQ(figure.cursor(), finished(presses, figure.results().terms_per_step))
                << name_of(document);
            ++presses;
        }
        EXPECT_EQ(presses, figure.results().steps) << name_of(document);
        EXPECT_FALSE(figure.press()) << "nothing comes after the last result";
    }
}

TEST(Steps, a_press_moves_the_window_then_sums_up_then_shows_the_result) {
    for (const Document& document : figures()) {
        Player figure(document);
        figure.press();
        figure.play();
        const bool several = figure.press();
        const std::vector<Cursor> seen = figure.play();
        if (!several)
            continue;
        std::set<Phase> phases;
        Cursor last = seen.front();
        EXPECT_EQ(last.phase, Phase::move) << name_of(document);
        for (const Cursor& cursor : seen) {
            EXPECT_EQ(cursor.step, 1) << name_of(document);
            EXPECT_GE(static_cast<int>(cursor.phase), static_cast<int>(last.phase));
            EXPECT_GE(cursor.terms, last.terms);
            const bool before_result = cursor.phase == Phase::move || cursor.phase == Phase::terms;
            EXPECT_EQ(is_revealed(cursor, 1), !before_result);
            phases.insert(cursor.phase);
            last = cursor;
        }
        EXPECT_EQ(phases.size(), 4U) << name_of(document);
        EXPECT_LT(seen.size() * 16, 1000U) << "ms: a step is one sweep";
    }
}

TEST(Steps, a_press_during_a_step_finishes_it) {
    Player figure(default_document());
    figure.press();
    figure.clock.advance(figure.session, figure.settings, figure.editor.timeline(),
                         figure.editor.shown().document.view, 0.1);
    EXPECT_TRUE(figure.session.is_moving());
    figure.press();
    EXPECT_FALSE(figure.session.is_moving());
    EXPECT_EQ(figure.cursor(), finished(0, figure.results().terms_per_step));
    figure.session.playing = true;
    figure.clock.advance(figure.session, figure.settings, figure.editor.timeline(),
                         figure.editor.shown().document.view, 0.2);
    figure.press();
    EXPECT_FALSE(figure.session.playing);
    EXPECT_EQ(figure.cursor(), finished(1, figure.results().terms_per_step));
}

TEST(Steps, keep_the_clock_and_the_black_screen) {
    Player figure(default_document());
    figure.press();
    EXPECT_TRUE(is_animated(figure.session, figure.editor.shown().document.view));
    figure.session.blank = Blank::black;
    EXPECT_FALSE(is_animated(figure.session, figure.editor.shown().document.view));
    figure.session.blank = Blank::none;
    figure.play();
    EXPECT_FALSE(is_animated(figure.session, figure.editor.shown().document.view));
}

TEST(Steps, at_once_there_is_no_movement) {
    for (const Document& document : figures()) {
        Player figure(document);
        for (int64_t step = 0; step < figure.results().steps; ++step) {
            EXPECT_TRUE(step_on(figure.session, figure.editor.timeline(), Stops::steps, true));
            EXPECT_FALSE(figure.session.is_moving());
            EXPECT_EQ(figure.cursor(), finished(step, figure.results().terms_per_step));
        }
    }
}

TEST(Steps, back_undoes_exactly) {
    for (const Document& document : figures())
        for (const Stops stops : {Stops::steps, Stops::parts, Stops::terms}) {
            Player figure(document);
            std::vector<Cursor> way{figure.cursor()};
            while (way.size() < 3'000 && figure.press(stops)) {
                figure.play();
                way.push_back(figure.cursor());
            }
            for (std::size_t i = way.size() - 1; i-- > 0;) {
                EXPECT_TRUE(figure.back(stops));
                EXPECT_EQ(figure.cursor(), way[i]) << name_of(document) << ", stop " << i;
            }
            EXPECT_FALSE(figure.back(stops));
        }
}

TEST(Steps, back_during_a_step_is_back_before_it) {
    Player figure(default_document());
    figure.press();
    figure.play();
    const Cursor before = figure.cursor();
    for (const Stops stops : {Stops::steps, Stops::parts}) {
        figure.press(stops);
        figure.clock.advance(figure.session, figure.settings, figure.editor.timeline(),
                             figure.editor.shown().document.view, figure.now += 0.05);
        figure.back(stops);
        EXPECT_EQ(figure.cursor(), before);
    }
}

TEST(Parts, are_the_arrival_each_term_and_the_result) {
    for (const Document& document : figures()) {
        Player figure(document);
        const int64_t terms = figure.results().terms_per_step;
        for (int64_t step = 0; step < std::min<int64_t>(figure.results().steps, 5); ++step)
            for (int64_t part = 0; part <= terms + 1; ++part) {
                ASSERT_TRUE(figure.press(Stops::parts));
                figure.play();
                Cursor cursor = figure.cursor();
                cursor.share = -1;
                EXPECT_EQ(cursor, part <= terms ? after_terms(step, part) : finished(step, terms))
                    << name_of(document) << ", step " << step << ", part " << part;
            }
    }
}

TEST(Terms, each_can_be_stood_on_in_steps_of_a_million_terms_too) {
    for (const int64_t terms : {1, 9, 9'801, 1'000'000}) {
        Results results;
        results.steps = 3'000'000;
        results.terms_per_step = terms;
        const Timeline timeline = timeline_of(results, false);
        for (const int64_t step : {int64_t{0}, int64_t{1}, int64_t{2'345'678}, results.steps - 1}) {
            int64_t time = step == 0 ? 0 : end_of(timeline, step - 1);
            for (int64_t term = 1; term <= std::min<int64_t>(terms, 10'000); ++term) {
                const int64_t before = time;
                time = next_stop(timeline, time, Stops::terms);
                ASSERT_EQ(timeline.at(time), after_terms(step, term)) << terms << " terms";
                ASSERT_EQ(previous_stop(timeline, time, Stops::terms), before);
            }
            EXPECT_EQ(previous_stop(timeline, end_of(timeline, step), Stops::terms),
                      timeline.stop_before(end_of(timeline, step)).value());
            EXPECT_EQ(timeline.at(previous_stop(timeline, end_of(timeline, step), Stops::terms)),
                      after_terms(step, terms));
        }
    }
}

/// The elements of dX or dW that the stops of the `.` key stand on with their sum complete, and those that
/// they begin.
std::set<int64_t> elements_completed(const Document& document) {
    Player figure(document);
    const Results& results = figure.results();
    const int64_t elements = followed_elements(document, results);
    std::set<int64_t> completed;
    while (figure.press(Stops::terms)) {
        const Cursor cursor = figure.cursor();
        const bool done = cursor.phase == Phase::hold;
        const double by_terms = static_cast<double>(terms_done(cursor, results.terms_per_step)) /
                                static_cast<double>(results.terms_per_step);
        const FollowedElement at =
            followed(cursor.step, results.steps, cursor.share >= 0 ? cursor.share : by_terms, done, elements);
        if (at.share > 1 - 1e-9)
            completed.insert(at.element);
    }
    return completed;
}

TEST(Terms, every_element_of_a_followed_gradient_can_be_stood_on) {
    std::vector<Document> documents = figures();
    for (const auto& [input, kernel, stride] : {std::array{4, 3, 1}, {16, 2, 8}, {7, 3, 4}, {3, 3, 1}}) {
        Document document;
        document.operation = make_operation(Kind::conv, {input, input}, {kernel, kernel});
        document.operation.stride = {stride, stride};
        documents.push_back(document);
    }
    for (Document document : documents)
        for (const GradientOrder order : {GradientOrder::inputs, GradientOrder::weights}) {
            set_lens(document, Lens::gradients, true);
            document.gradients_lens.order = order;
            const Results results = evaluate(document);
            const int64_t elements = followed_elements(document, results);
            if (elements == 0 || results.steps * results.terms_per_step > 20'000)
                continue;
            EXPECT_EQ(static_cast<int64_t>(elements_completed(document).size()), elements)
                << name_of(document) << ", order " << static_cast<int>(order);
        }
}

TEST(Terms, stay_as_they_are_when_another_order_is_followed) {
    Document document;
    document.operation = make_operation(Kind::conv, {4, 4}, {3, 3});
    set_lens(document, Lens::gradients, true);
    Player figure(document);
    for (int i = 0; i < 5; ++i)
        figure.press(Stops::terms);
    Document draft = figure.editor.document();
    draft.gradients_lens.order = GradientOrder::weights;
    figure.editor.commit(draft);
    Cursor cursor = figure.cursor();
    EXPECT_NEAR(cursor.share, 5.0 / 9, 1e-12) << "at a term's end exactly";
    cursor.share = -1;
    EXPECT_EQ(cursor, after_terms(0, 5));
}

TEST(Steps, an_edit_during_a_step_lets_it_come_to_its_end) {
    Player figure(default_document());
    figure.press();
    figure.clock.advance(figure.session, figure.settings, figure.editor.timeline(),
                         figure.editor.shown().document.view, 0.05);
    Document draft = figure.editor.document();
    draft.operation.kernel_size = {1, 2};
    figure.editor.commit(draft);
    figure.play();
    EXPECT_EQ(figure.cursor(), finished(0, 2));
}

} // namespace
} // namespace convlens
