// The monitors of the system, and which of them a window is on. Lists of them are asked for anew each time,
// for monitors come and go.
#pragma once

#include "picture/geometry.h"

#include <cstddef>
#include <optional>
#include <vector>

struct GLFWmonitor;
struct GLFWwindow;

namespace convlens {

/// In the coordinates of windows.
struct Monitor {
    Rect place;
    Rect free;                     // of it, what bars and docks leave
    GLFWmonitor* system = nullptr; // null: a test pretends that it is there
    bool operator==(const Monitor&) const = default;
};

Rect rect_of(int x, int y, int width, int height);
/// GLFW's, which is begun.
std::vector<Monitor> system_monitors();
/// Which has most of the window; where none has any of it, the first. `monitors` is not empty.
std::size_t monitor_of(const Rect& window, const std::vector<Monitor>& monitors);
/// The first that the window is not on; none: there is but one.
std::optional<Monitor> other_monitor(const Rect& window, const std::vector<Monitor>& monitors);
/// The window covers the whole monitor, whose mode stays as it is.
void cover_monitor(GLFWwindow* window, const Monitor& monitor);
/// A size in whole px, no larger than the room; without room as wanted.
Vec2 fitting(Vec2 wanted, Vec2 room);
/// Where a window belongs: where it is while a third of it is on one of the monitors, else within `free`, no
/// larger than it.
Rect brought_back(const Rect& window, const std::vector<Monitor>& monitors, const Rect& free);

} // namespace convlens
