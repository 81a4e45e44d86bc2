// GLFW's monitors as rectangles.
#include "window/platform/monitors.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>

namespace convlens {

Rect rect_of(int x, int y, int width, int height) {
    const Vec2 corner{static_cast<float>(x), static_cast<float>(y)};
    return {corner, corner + Vec2{static_cast<float>(width), static_cast<float>(height)}};
}

std::vector<Monitor> system_monitors() {
    int count = 0;
    GLFWmonitor** const found = glfwGetMonitors(&count);
    std::vector<Monitor> all;
    for (int i = 0; i < count; ++i) {
        int x = 0, y = 0, width = 0, height = 0;
        glfwGetMonitorPos(found[i], &x, &y);
        const GLFWvidmode* const mode = glfwGetVideoMode(found[i]);
        if (mode == nullptr)
            continue;
        const Rect place = rect_of(x, y, mode->width, mode->height);
        glfwGetMonitorWorkarea(found[i], &x, &y, &width, &height);
        all.push_back({place, width > 0 && height > 0 ? rect_of(x, y, width, height) : place, found[i]});
    }
    return all;
}

namespace {

/// Of the window on the monitor, px squared.
float area_on(const Monitor& monitor, const Rect& window) {
    const Rect& place = monitor.place;
    const float width = std::min(window.max.x, place.max.x) - std::max(window.min.x, place.min.x);
    const float height = std::min(window.max.y, place.max.y) - std::max(window.min.y, place.min.y);
    return std::max(width, 0.0F) * std::max(height, 0.0F);
}

} // namespace

std::size_t monitor_of(const Rect& window, const std::vector<Monitor>& monitors) {
    std::size_t best = 0;
    float largest = 0;
    for (std::size_t i = 0; i < monitors.size(); ++i)
        if (const float area = area_on(monitors[i], window); area > largest) {
            largest = area;
            best = i;
        }
    return best;
}

std::optional<Monitor> other_monitor(const Rect& window, const std::vector<Monitor>& monitors) {
    for (std::size_t i = 0; i < monitors.size(); ++i)
        if (i != monitor_of(window, monitors))
            return monitors[i];
    return std::nullopt;
}

void cover_monitor(GLFWwindow* window, const Monitor& monitor) {
    const auto width = static_cast<int>(monitor.place.width()),
               height = static_cast<int>(monitor.place.height());
    if (monitor.system == nullptr) { // the system knows nothing of it: a window without a frame
        glfwSetWindowAttrib(window, GLFW_DECORATED, GLFW_FALSE);
        glfwSetWindowMonitor(window, nullptr, static_cast<int>(monitor.place.min.x),
                             static_cast<int>(monitor.place.min.y), width, height, GLFW_DONT_CARE);
        return;
    }
    const int rate = glfwGetVideoMode(monitor.system)->refreshRate;
    glfwSetWindowMonitor(window, monitor.system, 0, 0, width, height, rate);
}

Vec2 fitting(Vec2 wanted, Vec2 room) {
    const auto side = [](float size, float most) {
        return std::round(most > 0 ? std::min(size, most) : size);
    };
    return {side(wanted.x, room.x), side(wanted.y, room.y)};
}

Rect brought_back(const Rect& window, const std::vector<Monitor>& monitors, const Rect& free) {
    const float third = window.width() * window.height() / 3;
    if (std::ranges::any_of(monitors, [&](const Monitor& one) { return area_on(one, window) >= third; }))
        return window;
    const Vec2 size = fitting(window.max - window.min, free.max - free.min);
    const Vec2 corner{std::clamp(window.min.x, free.min.x, std::max(free.min.x, free.max.x - size.x)),
                      std::clamp(window.min.y, free.min.y, std::max(free.min.y, free.max.y - size.y))};
    return {corner, corner + size};
}

} // namespace convlens
