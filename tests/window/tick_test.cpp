// The application as somebody else's loop has it: turns that do not wait, and no threads. Needs a display.
#include "document/presets.h"
#include "input/scene_input.h"
#include "test_fonts.h"
#include "window/application/application.h"
#include "window/application/elements.h"
#include "window/application/mouse/drag.h"
#include "window/application/neighbours.h"
#include "window/application/stage.h"
#include "window/platform/gui.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace convlens {
namespace {

namespace fs = std::filesystem;

class Turns : public testing::Test {
protected:
    Turns() : folder(testing::TempDir() + "convlens-turns-" + std::to_string(getpid())) {
        fs::create_directories(folder);
        setenv("XDG_CONFIG_HOME", folder.c_str(), 1);
        setenv("XDG_STATE_HOME", folder.c_str(), 1);
    }
    ~Turns() override { fs::remove_all(folder); }
    static WindowOptions options() {
        WindowOptions options;
        options.document = presets()[0].document;
        options.fonts = test_fonts();
        options.play = false;
        return options;
    }
    std::string folder;
};

TEST_F(Turns, draw_and_then_ask_for_none) {
    CooperativeExecutor executor;
    Application application(options(), executor);
    EXPECT_EQ(application.frames_drawn(), 0);
    double pause = 0;
    for (int turn = 0; turn < 100 && pause == 0; ++turn)
        pause = application.tick();
    EXPECT_GT(application.frames_drawn(), 0);
    EXPECT_NE(pause, 0);
    const int64_t drawn = application.frames_drawn();
    application.tick();
    application.tick();
    EXPECT_LE(application.frames_drawn(), drawn + 2) << "nothing happens";
    EXPECT_FALSE(application.is_closed());
}

TEST_F(Turns, carry_out_requests_and_answer_files_later) {
    CooperativeExecutor executor;
    Application application(options(), executor);
    const std::string path = folder + "/saved.json";
    application.ask({EditCommand::parameter_up, static_cast<int64_t>(Parameter::input_size), {}});
    application.ask({FileCommand::save_file, 0, path});
    double pause = application.tick();
    EXPECT_FALSE(fs::exists(path)) << "without threads: in a later turn";
    for (int turn = 0; turn < 100 && pause == 0; ++turn)
        pause = application.tick();
    ASSERT_TRUE(fs::exists(path));
    const Operation saved = read_scene_file(path).operation;
    EXPECT_EQ(saved.input_size[0], presets()[0].document.operation.input_size[0] + 1);
    application.ask({FileCommand::quit, 0, {}});
    application.tick();
    EXPECT_TRUE(application.is_closed());
}

bool shows_offer(const Frame& frame) {
    return std::any_of(frame.items.begin(), frame.items.end(),
                       [](const Item& item) { return is_space(item.tag, TagSpace::issue); });
}

/// The words about what is impossible go as soon as what is evaluated is possible.
TEST(Stages, show_the_last_figure_while_a_possible_one_is_evaluated) {
    Platform platform(900, 600, false);
    Session session;
    const Settings settings;
    CooperativeExecutor executor;
    Document document = default_document();
    Editor editor(document, session, settings, executor);
    const FontSet fonts = test_fonts();
    Stage stage(fonts, session, settings, editor);
    const StagePlace place{{{0, 0}, {900, 600}}, 1, 1, 1};
    const Texts texts(Language::en);
    stage.compose(place, texts, {});
    EXPECT_FALSE(shows_offer(stage.frame()));
    set_operation(document, make_operation(Kind::conv, {2000, 2000}, {2001, 3}));
    editor.commit(document);
    stage.compose(place, texts, {});
    EXPECT_TRUE(shows_offer(stage.frame()));
    set_operation(document, make_operation(Kind::conv, {2000, 2000}, {31, 31}));
    editor.commit(document);
    ASSERT_TRUE(editor.behind_since());
    stage.compose(place, texts, {});
    EXPECT_FALSE(shows_offer(stage.frame()));
    EXPECT_FALSE(stage.frame().items.empty()) << "never blank";
}

/// What is taken by the mouse is an element of the figure that was shown at the press.
TEST(Drags, change_no_number_of_another_figure) {
    Platform platform(900, 600, false);
    const GuiContext gui;
    Session session;
    const Settings settings;
    CooperativeExecutor executor;
    Document document = default_document();
    Editor editor(document, session, settings, executor);
    const FontSet fonts = test_fonts();
    Stage stage(fonts, session, settings, editor);
    Requests requests;
    const Texts texts(Language::en);
    const TickContext context{session, editor, stage, requests, {{{0, 0}, {900, 600}}, 1, 1, 1}, texts};
    stage.compose(context.place, texts, {});
    const Tag tag = tag_of(TagSpace::x, 7);
    const Vec2 cell = middle_of(*cell_of(stage.frame(), tag, {}));
    Drag number, paint;
    session.hover = tag;
    press(number, context, cell);
    ASSERT_EQ(number.mode, DragMode::number);
    session.painting = true;
    session.brush = 77;
    press(paint, context, cell);
    ASSERT_EQ(paint.mode, DragMode::paint);
    drag_to(number, context, cell - Vec2{0, 40});
    EXPECT_NE(editor.document(), document) << "while it is the figure";

    editor.gestures().press();
    Document large = editor.document();
    set_operation(large, make_operation(Kind::conv, {500, 500}, {9, 9}));
    editor.commit(large);
    ASSERT_TRUE(editor.behind_since());
    large = editor.document(); // its new cells are filled
    for (const bool painting : {true, false}) {
        Drag begun;
        session.hover = tag;
        session.painting = painting;
        press(begun, context, cell);
        drag_to(begun, context, cell - Vec2{0, 40});
    }
    drag_to(number, context, cell - Vec2{0, 80});
    drag_to(paint, context, cell + Vec2{90, 0});
    EXPECT_EQ(editor.document(), large) << "while it is evaluated";
    EXPECT_EQ(editor.finish_evaluation(), nullptr);
    stage.compose(context.place, texts, {});
    drag_to(number, context, cell - Vec2{0, 80});
    drag_to(paint, context, cell + Vec2{90, 0});
    EXPECT_EQ(editor.document(), large) << "they were taken on another figure";
}

} // namespace
} // namespace convlens
