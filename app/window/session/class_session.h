// What a teacher does with the picture in front of a class: pen, spotlight, clock, and which page they are
// on. Pure state; it knows neither windows nor time.
#pragma once

#include "scene/page/overlay_state.h"
#include "window/session/class_clock.h"
#include "window/session/strokes.h"

#include <optional>
#include <string>

namespace convlens {

class ClassSession {
public:
    /// What is drawn from now on, and seen, is this page's.
    void go_to(const std::string& page);
    const std::string& page() const { return page_; }

    /// The pen in hand; the same once more puts it away.
    void choose(PenColor pen);
    void put_away();
    std::optional<PenColor> pen() const { return pen_; }

    // The button of the pen in hand on the picture, as parts of it. False: the page is full.
    bool press(Vec2 at);
    bool move(Vec2 at);
    void release() { strokes_.end(); }
    bool is_drawing() const { return strokes_.is_drawing(); }
    void wipe() { strokes_.wipe(page_); }

    void toggle_spotlight() { has_spotlight_ = !has_spotlight_; }
    bool has_spotlight() const { return has_spotlight_; }
    /// Its middle, as parts of the picture.
    std::optional<Vec2> spotlight() const {
        return has_spotlight_ ? std::optional(pointed_at_) : std::nullopt;
    }
    /// Where the pointer is, as parts of the picture; off the picture the spotlight stays where it was.
    void point_at(Vec2 at);

    ClassClock& clock() { return clock_; }
    const ClassClock& clock() const { return clock_; }
    void toggle_minutes() { shows_minutes_ = !shows_minutes_; }
    bool shows_minutes() const { return shows_minutes_; }

    /// What of all this is in the picture.
    PageOverlay overlay(double now) const;

private:
    std::string page_;
    Strokes strokes_;
    std::optional<PenColor> pen_;
    bool has_spotlight_ = false;
    Vec2 pointed_at_{0.5F, 0.5F};
    ClassClock clock_;
    bool shows_minutes_ = false;
};

} // namespace convlens
