// The main window's context is current before and after every call.
#include "window/application/lessons/class_view.h"

#include "i18n/error.h"

#include <glad/gl.h>

#include <algorithm>

namespace convlens {

void ClassView::open(const std::string& title, gl::DrawnBy drawn_by) {
    if (is_open())
        return;
    const std::vector<Monitor> monitors = main_.monitors();
    if (monitors.empty())
        return;
    try {
        opened_.emplace(main_);
        opened_->picture.emplace(typesetter_, drawn_by);
    } catch (const Error&) {
        close();
        main_.make_current();
        throw;
    }
    opened_->window.set_title(title);
    const Rect main = main_.place();
    if (const auto other = other_monitor(main, monitors))
        opened_->window.cover(*other);
    else
        opened_->window.uncover(monitors[monitor_of(main, monitors)]);
    main_.make_current();
    main_.take_focus();
    main_.take_monitor_change(); // what was there before does not matter
}

void ClassView::close() {
    if (!is_open())
        return;
    opened_->window.make_current();
    opened_->picture.reset();
    opened_.reset();
    main_.make_current();
}

void ClassView::cover() {
    const std::vector<Monitor> monitors = main_.monitors();
    if (is_open() && !monitors.empty() && !opened_->window.covered())
        opened_->window.cover(monitors[monitor_of(opened_->window.place(), monitors)]);
}

void ClassView::leave() {
    const std::vector<Monitor> monitors = main_.monitors();
    if (!is_open())
        return;
    const std::optional<Monitor>& covered = opened_->window.covered();
    const bool hides_main =
        covered && !monitors.empty() && monitors[monitor_of(main_.place(), monitors)] == *covered;
    if (!hides_main)
        return close();
    opened_->window.uncover(*covered);
}

/// Its monitor is, or all but the one that the main window is on now.
bool ClassView::is_monitor_gone() const {
    const std::optional<Monitor>& covered = opened_->window.covered();
    const std::vector<Monitor> monitors = main_.monitors();
    return covered && (std::ranges::find(monitors, *covered) == monitors.end() || monitors.size() < 2);
}

ClassView::Ended ClassView::update() {
    const bool changed = main_.take_monitor_change();
    if (changed)
        main_.return_to_monitors();
    if (!is_open())
        return Ended::no;
    if (opened_->window.should_close()) {
        close();
        return Ended::by_person;
    }
    if (changed && is_monitor_gone()) {
        close();
        return Ended::monitor_gone;
    }
    return Ended::no;
}

std::vector<KeyPress> ClassView::take_keys() {
    return opened_ ? opened_->window.take_keys() : std::vector<KeyPress>();
}

Vec2 ClassView::size() const {
    if (!opened_)
        return {};
    const Platform::Size size = opened_->window.framebuffer();
    return {static_cast<float>(std::max(size.width, 16)), static_cast<float>(std::max(size.height, 16))};
}

void ClassView::show(const Frame& frame) {
    if (!is_open())
        return;
    const bool exposed = opened_->window.take_exposed();
    if (!exposed && frame == opened_->shown)
        return;
    draw(frame);
    opened_->shown = frame;
}

void ClassView::redraw_exposed() {
    if (opened_ && opened_->shown.size.x > 0 && opened_->window.take_exposed())
        draw(opened_->shown);
}

void ClassView::draw(const Frame& frame) {
    const Platform::Size size = opened_->window.framebuffer();
    opened_->window.make_current();
    glDisable(GL_SCISSOR_TEST);
    glClearColor(0, 0, 0, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    opened_->picture->draw(frame, {size.width, size.height, 0, 0});
    opened_->window.swap();
    ++pictures_drawn_;
    main_.make_current();
}

} // namespace convlens
