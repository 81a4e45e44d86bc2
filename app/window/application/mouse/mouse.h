// The mouse on the figure: what is under it, and what its buttons and its wheel do there.
#pragma once

#include "window/application/mouse/drag.h"
#include "window/application/mouse/press.h"
#include "window/platform/platform.h"
#include "window/session/pointer_rest.h"

#include <vector>

namespace convlens {

class Mouse {
public:
    /// Keeps the button events for the next `update`: each is taken where and when it happened.
    void collect(const std::vector<ButtonEvent>& events);
    void forget_events() { events_.clear(); }
    /// The events since the last picture, where it is no figure: nothing is held or lit by them.
    std::vector<ButtonEvent> events_beside_figure(Session& session);
    /// Takes the events and the place of now, on a composed picture. True: the picture is no longer what it
    /// was.
    bool update(const TickContext& context);
    /// What is to be lit in the figure: what lies under the mouse, but where something else is shown there
    /// already.
    Tag lit(const Session& session) const;
    const Drag& drag() const { return drag_; }
    bool is_down() const { return left_.is_down(); }
    const PointerRest& rest() const { return rest_; }

private:
    void follow(const TickContext& context, const ButtonEvent& event);
    void look_at(const TickContext& context, Vec2 at);
    void act(const TickContext& context, MouseEvent event, Vec2 at, bool erases);
    void click(const TickContext& context, bool twice, Vec2 at);
    void turn_wheel(const TickContext& context, float turns);
    bool turn_channels(const TickContext& context, int64_t turns);

    MousePress left_, right_;
    std::vector<ButtonEvent> events_; // since the last picture
    Drag drag_;
    uint64_t clicked_ = 0; // gesture of the last click
    PointerRest rest_;
    float wheel_ = 0; // turns that are not a whole one yet
};

} // namespace convlens
