// What the mouse has in its hand on the figure, from a press to its release: one press is one entry of the
// history.
#pragma once

#include "convlens/operation.h"
#include "scene/figure/handles.h"
#include "window/application/tick_context.h"

#include <optional>

namespace convlens {

enum class DragMode { nothing, window, stretch, number, seek, paint };

struct Drag {
    DragMode mode = DragMode::nothing;
    bool moved = false; // since the press
    Handle handle;      // held, or else what could be taken where the mouse is
    Sheet base;         // of the handle: as it was at the press while it is held
    // As they were at the press:
    Tag element;
    Vec2 from; // px of the frame
    double number = 0;
    Operation operation;
    std::optional<Issue> stopped; // why what is pulled goes no further
    Vec2 last;                    // where painting has come to
    bool erasing = false;
};

/// Takes hold of what is under the mouse. Whether it becomes a drag is seen later.
void press(Drag& drag, const TickContext& context, Vec2 at);
/// The mouse has moved to `at`, px of the frame, with the button down.
void drag_to(Drag& drag, const TickContext& context, Vec2 at);

/// How much one step of the wheel or of a drag is, by the modifier keys.
double number_step();
/// Sight lines cross everything and are nothing to take.
bool is_solid(Tag tag);

} // namespace convlens
