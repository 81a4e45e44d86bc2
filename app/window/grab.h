// What the mouse has in its hand on the figure, from a press to its release.
#pragma once

#include "engine/operation.h"
#include "scene/handles.h"
#include "window/mouse_press.h"

namespace convlens {

struct Grab {
    enum class Doing { nothing, window, stretch, number, seek, paint };

    MousePress left, right;
    Vec2 pressed_at; // of the window's coordinates, as the system said it
    Handle handle;   // held, or else what could be taken where the mouse is
    Doing doing = Doing::nothing;
    bool dragging = false;
    Tag element; // under the mouse at the press
    // As they were at the press:
    double number = 0;
    Operation operation;
    Sheet base;
    Vec2 last;            // where painting has come to
    bool erasing = false; //
    uint64_t clicked = 0; // gesture of the last click
    float wheel = 0;      // turns that are not a whole one yet
};

} // namespace convlens
