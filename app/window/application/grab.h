// What the mouse has in its hand on the figure, from a press to its release.
#pragma once

#include "convlens/operation.h"
#include "scene/figure/handles.h"
#include "window/application/mouse_press.h"
#include "window/platform/platform.h"

#include <optional>
#include <vector>

namespace convlens {

struct Grab {
    enum class Doing { nothing, window, stretch, number, seek, paint };

    MousePress left, right;
    std::vector<ButtonEvent> buttons; // since the last picture
    Handle handle;                    // held, or else what could be taken where the mouse is
    Doing doing = Doing::nothing;
    bool dragging = false;
    Tag element; // under the mouse at the press
    // As they were at the press:
    double number = 0;
    Operation operation;
    Sheet base;                   // also while nothing is held: of the handle under the mouse
    std::optional<Issue> stopped; // why what is pulled goes no further
    Vec2 last;                    // where painting has come to
    bool erasing = false;         //
    uint64_t clicked = 0;         // gesture of the last click
    float wheel = 0;              // turns that are not a whole one yet
};

} // namespace convlens
