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

std::size_t monitor_of(const Rect& window, const std::vector<Monitor>& monitors) {
    std::size_t best = 0;
    float largest = 0;
    for (std::size_t i = 0; i < monitors.size(); ++i) {
        const Rect& place = monitors[i].place;
        const float width = std::min(window.max.x, place.max.x) - std::max(window.min.x, place.min.x);
        const float height = std::min(window.max.y, place.max.y) - std::max(window.min.y, place.min.y);
        if (width > 0 && height > 0 && width * height > largest) {
            largest = width * height;
            best = i;
        }
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

} // namespace convlens
