// Tells a click from a drag: where a button went down, how far the mouse has gone since, for how long. Pure;
// fed once a tick with the state of the button.
#pragma once

#include "picture/geometry.h"

#include <cmath>

namespace convlens {

enum class MouseEvent {
    none,
    pressed,
    drag_began, // left the place of the press; every tick after it is `dragged`
    dragged,
    drag_ended,
    clicked,
    double_clicked, // instead of the second click
    released        // in place, but too late for a click
};

class MousePress {
public:
    static constexpr float click_px = 4; // at scale 1
    static constexpr double click_seconds = 0.4;

    /// `px`: size of a pixel of the design.
    MouseEvent update(bool down, Vec2 at, double seconds, float px) {
        const float most = click_px * px;
        const auto far = [&](Vec2 from) { return std::hypot(at.x - from.x, at.y - from.y) > most; };
        if (down && !down_) {
            down_ = true;
            dragging_ = false;
            from_ = at;
            since_ = seconds;
            return MouseEvent::pressed;
        }
        if (down && dragging_)
            return MouseEvent::dragged;
        if (down) {
            dragging_ = far(from_);
            return dragging_ ? MouseEvent::drag_began : MouseEvent::none;
        }
        if (!down_)
            return MouseEvent::none;
        down_ = false;
        if (dragging_ || far(from_)) // far: both between two pictures
            return MouseEvent::drag_ended;
        if (seconds - since_ > click_seconds)
            return MouseEvent::released;
        const bool second = seconds - clicked_ <= click_seconds && !far(clicked_at_);
        clicked_ = second ? never : seconds;
        clicked_at_ = at;
        return second ? MouseEvent::double_clicked : MouseEvent::clicked;
    }
    bool is_down() const { return down_; }
    Vec2 from() const { return from_; }

private:
    static constexpr double never = -1e9;
    bool down_ = false, dragging_ = false;
    Vec2 from_, clicked_at_;
    double since_ = 0, clicked_ = never;
};

} // namespace convlens
