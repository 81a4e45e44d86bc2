// Places and presses are taken in the order in which they came, all of them: a line is as round as the hand.
#include "window/application/lessons/pen.h"

#include <algorithm>

namespace convlens {
namespace {

Vec2 part_of(const Rect& picture, Vec2 at) {
    return {(at.x - picture.min.x) / std::max(picture.width(), 1.0F),
            (at.y - picture.min.y) / std::max(picture.height(), 1.0F)};
}

} // namespace

bool take_pen(ClassSession& classroom, Events& events, const Rect& picture, bool is_covered) {
    bool has_room = true;
    std::size_t taken = 0;
    const auto follow = [&](std::size_t buttons) {
        for (; taken < events.moves.size() && events.moves[taken].after_buttons <= buttons; ++taken) {
            const Vec2 at = part_of(picture, events.moves[taken].at);
            classroom.point_at(at);
            has_room = classroom.move(at) && has_room;
        }
    };
    for (std::size_t i = 0; i < events.buttons.size(); ++i) {
        follow(i);
        const ButtonEvent& event = events.buttons[i];
        if (event.button != 0)
            continue;
        if (!event.down)
            classroom.release();
        else if (classroom.pen() && picture.contains(event.at) && !is_covered)
            has_room = classroom.press(part_of(picture, event.at)) && has_room;
    }
    follow(events.buttons.size());
    if (classroom.pen())
        std::erase_if(events.buttons,
                      [](const ButtonEvent& event) { return event.button == 0 && event.down; });
    return has_room;
}

} // namespace convlens
