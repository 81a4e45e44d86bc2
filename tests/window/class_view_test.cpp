// The class's window as it is on the screen, drawn both ways, and what becomes of it when monitors go. Needs
// a display of 1280x720.
#include "window/application/lessons/class_view.h"

#include "document/presets.h"
#include "output/painter/painter.h"
#include "scene/page/overlay.h"
#include "screen.h"
#include "support/unanswerable_lesson.h"
#include "test_fonts.h"
#include "window/application/application.h"

#include <glad/gl.h>

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <unistd.h>

#include <X11/Xutil.h> // last, for its macros

namespace convlens {
namespace {

const Rect left{{0, 0}, {640, 720}}, right{{640, 0}, {1280, 720}};

/// Words, lines, a hatched box and strokes.
Frame some_frame(const std::string& word) {
    Frame frame;
    frame.size = {640, 720};
    frame.background = rgb(0xF6F7F9);
    Box box = box_of({{80, 90}, {300, 200}});
    box.fill = rgb(0xB5D4F1);
    box.stroke = rgb(0x3E7CB8);
    box.stroke_width = 2;
    box.pattern = Pattern::hatched;
    box.ink = rgb(0x5F6975);
    frame.items.push_back({box, {}, -1});
    Label label;
    label.text = word;
    label.position = {320, 360};
    label.size = 40;
    label.color = rgb(0x1A1F26);
    frame.items.push_back({label, {}, -1});
    PageOverlay overlay;
    overlay.strokes = {{PenColor::red, {{0.1F, 0.1F}, {0.5F, 0.7F}, {0.9F, 0.2F}}}};
    draw_overlay(frame, overlay, theme(ThemeId::light));
    return frame;
}

std::string painted(const Frame& frame, Typesetter& typesetter) {
    Painter painter(640, 720, typesetter);
    painter.paint(frame);
    std::string pixels;
    for (const uint32_t pixel : painter.pixels())
        for (const int shift : {16, 8, 0})
            pixels.push_back(static_cast<char>((pixel >> shift) & 255U));
    return pixels;
}

/// Mean of the channels, 0 to 255.
double difference(const std::string& a, const std::string& b) {
    double sum = a.size() == b.size() ? 0 : 1e12;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        sum += std::abs(static_cast<unsigned char>(a[i]) - static_cast<unsigned char>(b[i]));
    return sum / static_cast<double>(std::max<std::size_t>(a.size(), 1));
}

/// The class's monitor, once the system shows what was drawn.
double difference_on_screen(Platform& platform, ClassView& view, const std::string& expected) {
    double differs = 1e12;
    for (int tries = 0; tries < 20 && differs > 0.5; ++tries) {
        platform.take_events();
        view.redraw_exposed(); // a window that has just come is asked to draw again
        glFinish();
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        differs = difference(test::screen_pixels(640, 0, 640, 720), expected);
    }
    return differs;
}

class ClassPicture : public testing::Test {
protected:
    ClassPicture() : folder(testing::TempDir() + "convlens-class-" + std::to_string(getpid())) {
        std::filesystem::create_directories(folder);
        setenv("XDG_CONFIG_HOME", folder.c_str(), 1);
        setenv("XDG_STATE_HOME", folder.c_str(), 1);
    }
    ~ClassPicture() override { std::filesystem::remove_all(folder); }
    static WindowOptions options(std::vector<Rect> monitors) {
        WindowOptions options;
        options.document = presets()[0].document;
        options.fonts = test_fonts();
        options.play = false;
        options.width = 640;
        options.height = 500;
        options.monitors = std::move(monitors);
        return options;
    }
    std::string folder;
};

TEST_F(ClassPicture, is_the_frame_pixel_for_pixel_by_the_processor_and_by_shaders) {
    Platform platform(600, 400, true, {left, right});
    Typesetter typesetter(test_fonts());
    for (const gl::DrawnBy drawn_by : {gl::DrawnBy::processor, gl::DrawnBy::shaders}) {
        ClassView view(platform, typesetter);
        view.open("class", drawn_by);
        EXPECT_EQ(view.place(), right);
        EXPECT_EQ(view.size(), (Vec2{640, 720}));
        for (const char* word : {"before", "after"}) { // the second time in parts
            const Frame frame = some_frame(word);
            view.show(frame);
            const double differs = difference_on_screen(platform, view, painted(frame, typesetter));
            EXPECT_LE(differs, drawn_by == gl::DrawnBy::processor ? 0 : 0.5) << word;
        }
    }
}

TEST_F(ClassPicture, is_drawn_only_when_it_has_changed) {
    Platform platform(600, 400, true, {left, right});
    Typesetter typesetter(test_fonts());
    ClassView view(platform, typesetter);
    view.open("class");
    view.show(some_frame("a"));
    for (int turn = 0; turn < 5; ++turn) { // until the system has shown the window
        difference_on_screen(platform, view, painted(some_frame("a"), typesetter));
        view.show(some_frame("a"));
    }
    const int64_t drawn = view.pictures_drawn();
    for (int turn = 0; turn < 5; ++turn) {
        platform.take_events();
        view.show(some_frame("a"));
    }
    EXPECT_EQ(view.pictures_drawn(), drawn);
    view.show(some_frame("b"));
    EXPECT_EQ(view.pictures_drawn(), drawn + 1);
}

TEST(Monitors, a_window_belongs_where_it_is_seen) {
    const Monitor first{left, left, nullptr}, second{right, right, nullptr};
    const std::vector<Monitor> one{first}, both{first, second};
    const Rect free{{0, 20}, {640, 720}};
    const Rect seen{{10, 30}, {500, 400}}, beside{{700, 100}, {1200, 500}}, across{{400, 100}, {900, 500}};
    EXPECT_EQ(brought_back(seen, one, free), seen);
    EXPECT_EQ(brought_back(beside, both, free), beside);
    EXPECT_EQ(brought_back(across, both, free), across);
    EXPECT_EQ(brought_back(across, one, free), across) << "about half of it is seen";
    EXPECT_EQ(brought_back(beside, one, free), (Rect{{140, 100}, {640, 500}}));
    EXPECT_EQ(brought_back({{-3000, -900}, {-1000, 100}}, one, free), free) << "larger than the monitor";
}

TEST_F(ClassPicture, main_window_comes_back_when_its_monitor_goes) {
    Platform platform(600, 400, true, {left, right});
    Typesetter typesetter(test_fonts());
    ClassView view(platform, typesetter);
    platform.pretend({{{2000, 0}, {3000, 700}}});
    view.update();
    for (int tries = 0; tries < 50 && platform.place().min.x < 2000; ++tries) { // as long as the system takes
        platform.take_events();
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    EXPECT_GE(platform.place().min.x, 2000);
    EXPECT_EQ(platform.place().width(), 600);
}

TEST_F(ClassPicture, leaves_one_window_when_a_monitor_is_unplugged) {
    for (const bool class_monitor_stays : {false, true}) {
        Platform platform(600, 400, true, {left, right});
        Typesetter typesetter(test_fonts());
        ClassView view(platform, typesetter);
        view.open("class");
        EXPECT_EQ(view.update(), ClassView::Ended::no);
        platform.pretend({class_monitor_stays ? right : left});
        EXPECT_EQ(view.update(), ClassView::Ended::monitor_gone);
        EXPECT_FALSE(view.is_open());
        EXPECT_EQ(view.update(), ClassView::Ended::no);
    }
}

TEST_F(ClassPicture, is_a_window_beside_the_other_where_there_is_one_monitor) {
    Platform platform(600, 400, true, {{{0, 0}, {1280, 720}}});
    Typesetter typesetter(test_fonts());
    ClassView view(platform, typesetter);
    view.open("class");
    EXPECT_LT(view.size().x, 1280);
    platform.pretend({{{0, 0}, {1280, 700}}});
    EXPECT_EQ(view.update(), ClassView::Ended::no) << "it covers none";
    view.cover();
    EXPECT_EQ(view.place(), (Rect{{0, 0}, {1280, 700}}));
    view.leave();
    EXPECT_TRUE(view.is_open()) << "it has hidden the other window";
    EXPECT_LT(view.place().width(), 1280);
    view.leave();
    EXPECT_FALSE(view.is_open());
}

TEST_F(ClassPicture, comes_and_goes_in_the_application) {
    CooperativeExecutor executor;
    Application application(options({left, right}), executor);
    const auto settle = [&] {
        for (int turn = 0; turn < 12; ++turn)
            application.tick();
    };
    application.ask({ClassCommand::toggle_window, 0, {}});
    settle();
    EXPECT_TRUE(application.class_view().is_open());
    EXPECT_GT(application.class_view().pictures_drawn(), 0);
    application.pretend({left});
    settle();
    EXPECT_FALSE(application.class_view().is_open());
    const int64_t frames = application.frames_drawn();
    application.ask({LookCommand::toggle_view, 0, {}});
    settle();
    EXPECT_GT(application.frames_drawn(), frames) << "the one window goes on";
    application.ask({ClassCommand::toggle_window, 0, {}});
    settle();
    EXPECT_TRUE(application.class_view().is_open()) << "with one monitor too";
    application.ask({ClassCommand::toggle_window, 0, {}});
    settle();
    EXPECT_FALSE(application.class_view().is_open());
}

/// Whatever window manager there is: as it marks a window that it has minimised.
void mark_main_window(bool is_minimised) {
    Display* const display = XOpenDisplay(nullptr);
    const Atom state = XInternAtom(display, "WM_STATE", False);
    Window root = 0, parent = 0, *children = nullptr;
    unsigned count = 0;
    XQueryTree(display, DefaultRootWindow(display), &root, &parent, &children, &count);
    for (unsigned i = 0; i < count; ++i) {
        XClassHint hint{};
        if (XGetClassHint(display, children[i], &hint) == 0)
            continue;
        if (std::string_view(hint.res_name) == "convlens") {
            const std::array<long, 2> value{is_minimised ? IconicState : NormalState, None};
            XChangeProperty(display, children[i], state, state, 32, PropModeReplace,
                            reinterpret_cast<const unsigned char*>(value.data()), 2);
        }
        XFree(hint.res_name);
        XFree(hint.res_class);
    }
    XFree(children);
    XCloseDisplay(display);
}

class MinimisedTurns : public ClassPicture {
protected:
    void settle() {
        for (int turn = 0; turn < 12; ++turn) {
            application->tick();
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    }
    void ask(Command command, int64_t argument = 0, const std::string& text = "") {
        application->ask({command, argument, text});
        settle();
    }
    static std::string class_pixels() { return test::screen_pixels(640, 0, 640, 720); }

    /// What the class sees after the command, the same whether the main window is minimised or not.
    void expect_same_picture(const std::function<void()>& change, const std::function<void()>& undo) {
        change();
        const std::string expected = class_pixels();
        undo();
        EXPECT_NE(class_pixels(), expected) << "something changes";
        mark_main_window(true);
        const int64_t drawn = application->frames_drawn();
        change();
        EXPECT_EQ(application->frames_drawn(), drawn) << "the main window draws nothing";
        EXPECT_LE(difference(class_pixels(), expected), 0);
        mark_main_window(false);
    }

    CooperativeExecutor executor;
    std::optional<Application> application;
};

TEST_F(MinimisedTurns, the_class_goes_on_with_the_page) {
    application.emplace(options({left, right}), executor);
    ask(ClassCommand::toggle_window);
    ask(LessonCommand::set_class, 1);
    ask(LessonCommand::open_lesson, 3, "sizes");
    expect_same_picture([this] { ask(LessonCommand::open_page, 4); },
                        [this] { ask(LessonCommand::open_page, 2); });
}

TEST_F(MinimisedTurns, the_class_goes_on_with_the_network) {
    WindowOptions with_network = options({left, right});
    with_network.network.emplace();
    with_network.network->network.built_in = "digits";
    application.emplace(with_network, executor);
    ask(ClassCommand::toggle_window);
    expect_same_picture([this] { ask(NetworkCommand::next_sample, 1); },
                        [this] { ask(NetworkCommand::next_sample, -1); });
}

TEST_F(MinimisedTurns, the_class_goes_on_with_the_figure) {
    application.emplace(options({left, right}), executor);
    ask(ClassCommand::toggle_window);
    constexpr auto stride = static_cast<int64_t>(Parameter::stride);
    expect_same_picture([this] { ask(EditCommand::parameter_up, stride); },
                        [this] { ask(EditCommand::parameter_down, stride); });
}

/// The presenter's picture of the next page is made of a page that nobody has opened.
TEST_F(MinimisedTurns, a_next_page_whose_question_has_no_answer_is_drawn_for_the_presenter) {
    application.emplace(options({left, right}), executor);
    const std::string path = folder + "/own.md";
    std::ofstream(path) << test::unanswerable_lesson();
    ask(ClassCommand::toggle_window);
    ask(LessonCommand::set_class, 1);
    ask(LessonCommand::open_lesson, 1, path);
    for (std::size_t i = 0; i < test::unanswerable_pages().size(); ++i) {
        const std::string before = test::screen_pixels(0, 0, 640, 500);
        ask(LessonCommand::open_page, static_cast<int64_t>(i) + 1);
        EXPECT_NE(test::screen_pixels(0, 0, 640, 500), before) << i;
    }
}

} // namespace
} // namespace convlens
