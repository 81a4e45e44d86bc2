// Edits, what follows from them, and the time: the parts of the loop that need no window.
#include "window/application/editor.h"

#include "document/presets.h"
#include "test_fonts.h"
#include "window/application/clock.h"
#include "window/application/elements.h"
#include "window/application/font_atlas.h"
#include "window/platform/gui.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace convlens {
namespace {

Document with_input(int64_t size) {
    Document document;
    document.operation = make_operation(Kind::conv, {size, size}, {3, 3});
    return document;
}

class Edits : public testing::Test {
protected:
    Session session;
    Settings settings;
    CooperativeExecutor executor;
    Editor editor{with_input(5), session, settings, executor};
};

TEST_F(Edits, of_small_operations_are_seen_at_once) {
    session.hover = session.chosen = {1, 3};
    editor.gestures().press();
    editor.commit(with_input(6));
    EXPECT_EQ(editor.shown().results.output, (Sizes{4, 4}));
    EXPECT_EQ(editor.evaluations(), 1U);
    EXPECT_EQ(session.hover.space, 0U) << "its elements are others";
    editor.undo();
    EXPECT_EQ(editor.shown().results.output, (Sizes{3, 3}));
    editor.redo();
    EXPECT_EQ(editor.document().operation.input_size, (Sizes{6, 6}));
}

TEST_F(Edits, of_a_bias_are_numbers_as_others_and_undone) {
    Document document = with_input(5);
    document.operation.out_channels = 2;
    document.bias = {1};
    editor.commit(document);
    const Tag second = tag_of(TagSpace::bias, 1);
    ASSERT_TRUE(has_number(second));
    EXPECT_FALSE(editable(second)) << "it is no element of a tensor";
    EXPECT_EQ(number_of(editor, tag_of(TagSpace::bias, 0)), 1);
    EXPECT_EQ(number_of(editor, second), 0);
    const double before = (*editor.shown().results.y)[9];
    editor.gestures().press();
    put_number(editor, second, -4.5);
    EXPECT_EQ(editor.document().bias, (std::vector<double>{1, -4.5}));
    EXPECT_EQ((*editor.shown().results.y)[9], before - 4.5);
    EXPECT_EQ(number_of(editor, second), -4.5);
    editor.undo();
    EXPECT_EQ(editor.document().bias, std::vector<double>{1});
    EXPECT_EQ((*editor.shown().results.y)[9], before);
}

TEST_F(Edits, of_large_operations_come_into_the_picture_later) {
    editor.commit(with_input(400));
    EXPECT_EQ(editor.document().operation.input_size, (Sizes{400, 400}));
    EXPECT_EQ(editor.shown().document.operation.input_size, (Sizes{5, 5}));
    EXPECT_EQ(editor.take_evaluation(), nullptr);
    EXPECT_EQ(editor.evaluations(), 0U);
    executor.poll();
    EXPECT_EQ(editor.take_evaluation(), nullptr);
    EXPECT_EQ(editor.shown().results.output, (Sizes{398, 398}));
    EXPECT_EQ(editor.evaluations(), 1U);
}

TEST_F(Edits, go_to_the_step_that_is_asked_for_once_they_are_shown) {
    editor.commit(with_input(6));
    editor.show_step(7);
    EXPECT_EQ(editor.cursor().step, 7);
    EXPECT_EQ(editor.cursor().phase, Phase::hold);
    editor.show_step(1000);
    EXPECT_EQ(editor.cursor().step, 15) << "the last there is";
    editor.commit(with_input(400));
    editor.show_step(12'345);
    EXPECT_EQ(editor.cursor().step, 15) << "of the picture that is there";
    executor.poll();
    editor.take_evaluation();
    EXPECT_EQ(editor.cursor().step, 12'345);
    editor.commit(with_input(401));
    editor.show_step(77);
    editor.undo();
    executor.poll();
    editor.take_evaluation();
    EXPECT_NE(editor.cursor().step, 77) << "it was undone";
}

/// Few windows, but much to be made: numbers, powers, gradients, three ways of a transposed convolution.
TEST_F(Edits, that_are_much_work_of_any_kind_come_later) {
    const auto document_of = [](Kind kind, int64_t size, int64_t kernel, Lens lens) {
        Document document;
        document.operation = make_operation(kind, {size, size}, {kernel, kernel});
        document.lenses = {lens};
        return document;
    };
    Document sparse = document_of(Kind::conv, 5000, 1, Lens::sum);
    sparse.operation.stride = {5000, 5000};
    Document powers = document_of(Kind::lp_pool, 600, 3, Lens::sum);
    powers.operation.norm_p = 3.5;
    for (const Document& document : {sparse, powers, document_of(Kind::conv, 150, 3, Lens::gradients),
                                     document_of(Kind::conv, 150, 3, Lens::transposed),
                                     document_of(Kind::max_unpool, 700, 2, Lens::sum)}) {
        editor.gestures().press();
        editor.commit(document);
        EXPECT_TRUE(editor.behind_since()) << static_cast<int>(document.operation.kind);
        editor.undo();
    }
    for (const Document& document :
         {document_of(Kind::conv, 60, 3, Lens::gradients), document_of(Kind::max_pool, 100, 2, Lens::sum)}) {
        editor.gestures().press();
        editor.commit(document);
        EXPECT_FALSE(editor.behind_since()) << static_cast<int>(document.operation.kind);
    }
}

TEST_F(Edits, that_are_undone_meanwhile_are_never_evaluated) {
    editor.gestures().press();
    editor.commit(with_input(400));
    editor.undo();
    executor.poll();
    editor.take_evaluation();
    EXPECT_EQ(editor.shown().results.output, (Sizes{3, 3}));
}

TEST_F(Edits, that_are_superseded_are_dropped_and_the_last_one_is_shown) {
    EXPECT_FALSE(editor.behind_since());
    for (int64_t size = 400; size < 405; ++size) {
        editor.gestures().press();
        editor.commit(with_input(size));
        EXPECT_TRUE(editor.behind_since());
        EXPECT_EQ(editor.shown().document.operation.input_size, (Sizes{5, 5}));
    }
    for (int turn = 0; turn < 10 && editor.behind_since(); ++turn) {
        executor.poll();
        EXPECT_EQ(editor.take_evaluation(), nullptr);
    }
    EXPECT_FALSE(editor.behind_since());
    EXPECT_EQ(editor.shown().results.output, (Sizes{402, 402}));
    EXPECT_EQ(editor.evaluations(), 1U) << "nobody wanted the others";
}

TEST_F(Edits, to_something_small_are_seen_at_once_whatever_is_being_evaluated) {
    editor.gestures().press();
    editor.commit(with_input(400));
    editor.gestures().press();
    editor.commit(with_input(7));
    EXPECT_EQ(editor.shown().results.output, (Sizes{5, 5}));
    EXPECT_FALSE(editor.behind_since());
    executor.poll();
    EXPECT_EQ(editor.take_evaluation(), nullptr);
    EXPECT_EQ(editor.shown().results.output, (Sizes{5, 5})) << "the large one comes too late";
}

/// Says how work ended, and never does any.
class WatchedExecutor : public Executor {
public:
    int begun = 0, waited = 0, left = 0;

    std::unique_ptr<RunningWork> run(std::function<void()>) override {
        ++begun;
        return std::make_unique<Watched>(*this);
    }
    void poll() override {}
    bool needs_poll() const override { return false; }

private:
    class Watched : public RunningWork {
    public:
        explicit Watched(WatchedExecutor& executor) : executor_(executor) {}
        ~Watched() override { executor_.waited += is_left_ ? 0 : 1; }
        void wait() override { ++executor_.waited; }
        void leave() override {
            is_left_ = true;
            ++executor_.left;
        }

    private:
        WatchedExecutor& executor_;
        bool is_left_ = false;
    };
};

TEST(LargeEdits, are_never_waited_for) {
    Session session;
    const Settings settings;
    WatchedExecutor executor;
    {
        Editor editor(with_input(5), session, settings, executor);
        for (int64_t size = 400; size < 420; ++size) {
            editor.gestures().press();
            editor.commit(with_input(size));
        }
        editor.gestures().press();
        editor.commit(with_input(6));
        EXPECT_EQ(executor.begun, 1) << "one at a time";
    }
    EXPECT_EQ(executor.waited, 0);
    EXPECT_EQ(executor.left, 1) << "when the window goes";
}

/// Where a tag points depends on the figure that is shown.
TEST(LargeEdits, take_no_number_for_a_cell_of_the_figure_before) {
    Session session;
    const Settings settings;
    CooperativeExecutor executor;
    Editor editor(with_input(5), session, settings, executor);
    const Tag cell = tag_of(TagSpace::x, 7); // [1, 2]
    EXPECT_TRUE(put_number(editor, cell, 4));
    EXPECT_EQ(number_of(editor, cell), 4);
    editor.gestures().press();
    Document large = editor.document();
    large.operation.input_size = {400, 400};
    editor.commit(large);
    ASSERT_TRUE(editor.behind_since());
    EXPECT_FALSE(shows_elements(editor));
    for (const Tag element : {cell, tag_of(TagSpace::w, 1), tag_of(TagSpace::bias, 0)})
        EXPECT_FALSE(put_number(editor, element, 9));
    EXPECT_EQ(editor.document(), large);
    EXPECT_EQ(editor.finish_evaluation(), nullptr);
    EXPECT_TRUE(put_number(editor, tag_of(TagSpace::x, 402), 9));
    large.input.edits[{0, 0, 1, 2}] = 9;
    EXPECT_EQ(editor.document(), large);
}

/// The numbers alone are other ones: their cells stay where they are.
TEST(LargeEdits, of_the_same_elements_take_numbers_meanwhile) {
    Session session;
    const Settings settings;
    CooperativeExecutor executor;
    Editor editor(with_input(400), session, settings, executor);
    EXPECT_EQ(editor.finish_evaluation(), nullptr);
    for (int64_t i = 0; i < 3; ++i)
        EXPECT_TRUE(put_number(editor, tag_of(TagSpace::x, i), 9));
    ASSERT_TRUE(editor.behind_since());
    EXPECT_EQ(editor.document().input.edits.size(), 3U);
    EXPECT_EQ(editor.finish_evaluation(), nullptr);
}

TEST(LargeEdits, at_the_start_are_evaluated_beside_the_window) {
    Session session;
    const Settings settings;
    CooperativeExecutor executor;
    Document large = with_input(2500);
    large.operation.kernel_size = {9, 9};
    Editor editor(large, session, settings, executor);
    EXPECT_EQ(editor.document(), large);
    EXPECT_NE(editor.shown().document, large);
    EXPECT_TRUE(editor.behind_since());
    EXPECT_EQ(editor.finish_evaluation(), nullptr);
    EXPECT_EQ(editor.shown().document, large);
    EXPECT_FALSE(editor.behind_since());
}

TEST_F(Edits, are_played_by_the_clock) {
    Clock clock(10);
    session.playing = true;
    session.frames_to_draw = 0;
    clock.advance(session, settings, editor.timeline(), editor.shown().document.view, 10.0625);
    EXPECT_EQ(session.playhead_us, 62500);
    EXPECT_EQ(session.frames_to_draw, 1);
    clock.advance(session, settings, editor.timeline(), editor.shown().document.view, 100);
    EXPECT_EQ(session.playhead_us, 162500) << "a pause of the machine is no jump";
    EXPECT_TRUE(is_animated(session, editor.shown().document.view));
    session.playing = false;
    EXPECT_FALSE(is_animated(session, editor.shown().document.view));
    session.motion.kernel_turn = 0;
    EXPECT_TRUE(is_animated(session, editor.shown().document.view));
}

TEST_F(Edits, leave_messages_until_their_time_is_over) {
    Clock clock(10);
    session.message = "line";
    session.message_until = 12;
    clock.advance(session, settings, editor.timeline(), editor.shown().document.view, 11);
    EXPECT_EQ(session.message, "line");
    clock.advance(session, settings, editor.timeline(), editor.shown().document.view, 12.5);
    EXPECT_EQ(session.message, "");
}

TEST(FontAtlas, is_made_anew_only_for_a_character_that_it_lacks) {
    namespace fs = std::filesystem;
    const std::string folder = testing::TempDir() + "convlens-fonts-" + std::to_string(getpid()) + "/";
    fs::create_directories(folder);
    const FontSet fonts = test_fonts();
    const GuiContext gui;
    CooperativeExecutor executor;
    Session session;
    const Settings settings;
    FontAtlas atlas(fonts, Language::en, 1, executor);
    const auto changes = [&](float scale = 1) {
        return atlas.update(Language::en, session, settings, scale);
    };
    EXPECT_FALSE(changes()) << "the first one";
    EXPECT_NE(atlas.fonts().text, nullptr);
    const auto has = [&](ImWchar character) {
        return atlas.fonts().text->FindGlyphNoFallback(character) != nullptr;
    };
    EXPECT_FALSE(has(0x416));
    session.message = "Ж";
    EXPECT_TRUE(changes());
    EXPECT_TRUE(has(0x416));
    EXPECT_FALSE(changes());
    EXPECT_TRUE(changes(2));
    EXPECT_EQ(atlas.scale(), 2);
    EXPECT_TRUE(changes());
    put_text(session.file.path, folder);
    session.file.panel = FilePanel::open;
    changes();
    std::ofstream(folder + "Щ.json").put('{');
    EXPECT_TRUE(changes()) << "a file has come";
    EXPECT_TRUE(has(0x429));
    EXPECT_FALSE(changes());
    fs::remove_all(folder);
}

} // namespace
} // namespace convlens
