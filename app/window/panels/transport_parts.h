// What the bars at the bottom share, whatever is stepped through: a figure, or a network's way back.
#pragma once

#include "window/panels/panels.h"

#include <imgui.h>

namespace convlens {

/// First, previous, play, next, last: from the cursor's place, which goes to their right.
void step_buttons(const PanelInput& input, Requests& requests);
/// From x0 to x1 about y, px: the whole timeline, with a tick where each step begins.
void scrubber(const PanelInput& input, float x0, float x1, float y, Requests& requests);
/// The present speed, which opens the list of all.
void speed_choice(const PanelInput& input, Requests& requests);

/// What is on or off: `name` is its key behind "ui.".
struct TransportSwitch {
    const char* name;
    const char* hint; // key
    bool on = false;
    PlaybackCommand command{};
};
void switch_link(const Ui& ui, const TransportSwitch& one, Requests& requests);

} // namespace convlens
