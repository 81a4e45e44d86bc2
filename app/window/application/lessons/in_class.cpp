// The part of the loop that is for a class: its window, what is drawn on its picture, what the presenter is
// told.
#include "document/presets.h"
#include "scene/page/overlay.h"
#include "window/application/application.h"
#include "window/application/figures.h"
#include "window/application/lessons/pen.h"
#include "window/application/messages.h"
#include "window/session/keys.h"

#include <imgui.h>

#include <utility>

namespace convlens {
namespace {

constexpr int escape_key = 256;

} // namespace

/// Its keys are as good as those of the main window, and Esc leaves it.
void Application::take_class_window(Events& events) {
    if (class_view_.update() == ClassView::Ended::monitor_gone)
        show_message(session_, std::string(texts()("ui.class_monitor_gone")), 12);
    for (const KeyPress& press : class_view_.take_keys()) {
        events.any = true;
        if (press.key == escape_key && press.mods == 0)
            class_view_.leave();
        else
            events.keys.push_back(press);
    }
    if (std::exchange(session_.class_open, class_view_.is_open()) && !session_.class_open) {
        session_.blank = Blank::none;
        session_.draw_frames(3);
    }
    if (class_view_.is_exposed() && session_.mirrors_class())
        session_.draw_frames(1);
    else
        class_view_.redraw_exposed();
}

/// A built-in figure is a page, and what was made of one is another.
void Application::take_hand(Events& events) {
    ClassSession& classroom = session_.classroom;
    const std::string& name = editor_.document().name;
    if (const LessonSession* lesson = lessons_.shows_page() ? lessons_.session() : nullptr)
        classroom.go_to(lesson->lesson().title + " " + std::to_string(lesson->page()));
    else
        classroom.go_to(name.empty() ? "after " + std::to_string(figure_) : name);
    if (!take_pen(classroom, events, stage_place().rect, ImGui::GetIO().WantCaptureMouse))
        show_message(session_, texts()("ui.page_full", {{"key", shortcut_text(ClassCommand::wipe)}}), 8);
}

/// Its caption is what there is to say, and the next built-in figure follows.
PresenterPage Application::presented_figure() {
    const Language language = texts().language();
    PresenterPage page;
    page.notes = editor_.document().caption.in(language);
    const int64_t next = neighbour_figure(command_context(), 1);
    page.next_title = next < 0 ? "" : presets()[static_cast<std::size_t>(next)].document.title.in(language);
    return page;
}

void Application::run_presenter(const PanelInput& input, const Rect& column) {
    PresenterPage& page = session_.presenter;
    page = lessons_.shows_page() ? presenter_page(*lessons_.session(), texts()) : presented_figure();
    const Vec2 size = class_view_.size();
    const PresenterInput presenter{page, session_.classroom.clock().seconds(platform_seconds()),
                                   size.x / size.y};
    const Requests requests = presenter_panel(input, presenter, column, next_place_);
    requests_.insert(requests_.end(), requests.begin(), requests.end());
}

/// Its parts meet on whole pixels of the picture that they are drawn on, so that it is drawn last, when that
/// has its size.
PageOverlay Application::spotlight() const {
    PageOverlay overlay;
    if (!session_.exporting.open)
        overlay.spotlight = session_.classroom.spotlight();
    return overlay;
}

/// What was drawn by hand is part of the frame, whatever it shows; a blank screen is the class's alone.
void Application::draw_for_class(Frame& frame) {
    if (session_.exporting.open)
        return;
    PageOverlay overlay = session_.classroom.overlay(platform_seconds());
    overlay.spotlight.reset();
    draw_overlay(frame, overlay, theme(settings_.theme));
    if (!session_.class_open)
        return;
    if (session_.blank == Blank::none) {
        const std::size_t items = frame.items.size();
        draw_overlay(frame, spotlight(), theme(settings_.theme));
        class_view_.show(frame);
        frame.items.resize(items);
        return;
    }
    Frame blank{frame.size, {}, {}, {}};
    overlay.blank = session_.blank == Blank::black ? PageOverlay::Blank::black : PageOverlay::Blank::white;
    draw_overlay(blank, overlay, theme(settings_.theme));
    class_view_.show(blank);
}

/// The class goes on where the presenter's window is minimised, with what would be drawn there.
void Application::draw_class_alone() {
    if (!session_.mirrors_class() || session_.frames_to_draw <= 0)
        return;
    const TickContext context = tick_context();
    const Theme& look = theme(settings_.theme);
    if (networks_.shows())
        stage_.show(networks_.frame(context, look));
    else if (lessons_.shows_page())
        stage_.show(lessons_.frame(context, look));
    else
        stage_.compose(context.place, context.texts, {});
    const std::size_t items = stage_.frame().items.size();
    draw_for_class(stage_.frame());
    stage_.frame().items.resize(items);
}

void Application::draw_for_clock() {
    const int64_t unit = session_.clock_unit();
    const int64_t shown = unit > 0 ? session_.classroom.clock().seconds(platform_seconds()) / unit : 0;
    if (std::exchange(clock_shown_, shown) != shown)
        session_.draw_frames(1);
}

void Application::draw_next() {
    if (next_place_.empty())
        return;
    if (!next_picture_)
        next_picture_.emplace(stage_.typesetter());
    const Theme& look = theme(settings_.theme);
    std::string name;
    NextPicture::MakeFrame make;
    if (lessons_.shows_page()) {
        name = lessons_.next_name();
        make = [&](Vec2 size, float scale) {
            return lessons_.next_frame({look, texts(), stage_.typesetter(), size, scale});
        };
    } else if (const int64_t next = neighbour_figure(command_context(), 1); next >= 0) {
        const Document& figure = presets()[static_cast<std::size_t>(next)].document;
        name = figure.name;
        make = [&, &figure = figure](Vec2 size, float scale) {
            return first_picture(figure, size, scale, look, texts(), stage_.typesetter());
        };
    }
    if (!name.empty())
        next_picture_->draw(name, make, stage_place(), next_place_, look, texts(), platform_.framebuffer());
}

} // namespace convlens
