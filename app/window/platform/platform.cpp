// GLFW calls back without a context of ours but its user pointer, which leads to the pending events.
#include "window/platform/platform.h"

#include "i18n/error.h"

#include <glad/gl.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <imgui.h>

#include <backends/imgui_impl_glfw.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <utility>

namespace convlens {
namespace {

std::atomic<bool> is_open = false; // threads may want to wake a window that is not there yet

struct Pending {
    Events events;
    bool imgui = false;
    struct Release {
        int key, code, mods;
    };
    std::vector<Release> late; // releases of keys that went down since the last tick
    std::vector<Release> due;  // those of the tick before, to be reported now
};

Pending& pending_of(GLFWwindow* window) {
    return *static_cast<Pending*>(glfwGetWindowUserPointer(window));
}

// Dear ImGui 1.86 sees only the state at its next frame: a key that is down and up in between would be lost,
// so its release is reported one tick later.
void on_key(GLFWwindow* window, int key, int code, int action, int mods) {
    Pending& pending = pending_of(window);
    pending.events.any = true;
    bool down_now = false;
    if (action == GLFW_RELEASE) {
        for (const KeyPress& press : pending.events.keys)
            down_now = down_now || press.key == key;
    } else {
        pending.events.keys.push_back({key, mods, action == GLFW_REPEAT});
    }
    if (!pending.imgui)
        return;
    if (down_now)
        pending.late.push_back({key, code, mods});
    else
        ImGui_ImplGlfw_KeyCallback(window, key, code, action, mods);
}

void on_char(GLFWwindow* window, unsigned int character) {
    Events& events = pending_of(window).events;
    events.any = true;
    events.typed.push_back({static_cast<char32_t>(character), events.keys.size()});
    if (pending_of(window).imgui)
        ImGui_ImplGlfw_CharCallback(window, character);
}

void on_button(GLFWwindow* window, int button, int action, int mods) {
    Pending& pending = pending_of(window);
    pending.events.any = true;
    pending.events.pressed = pending.events.pressed || action == GLFW_PRESS;
    if (button == GLFW_MOUSE_BUTTON_LEFT || button == GLFW_MOUSE_BUTTON_RIGHT) {
        double x = 0, y = 0;
        glfwGetCursorPos(window, &x, &y);
        pending.events.buttons.push_back(
            {button, action == GLFW_PRESS, {static_cast<float>(x), static_cast<float>(y)}, glfwGetTime()});
    }
    if (pending.imgui)
        ImGui_ImplGlfw_MouseButtonCallback(window, button, action, mods);
}

void on_scroll(GLFWwindow* window, double x, double y) {
    Pending& pending = pending_of(window);
    pending.events.any = pending.events.wheel = true;
    if (pending.imgui)
        ImGui_ImplGlfw_ScrollCallback(window, x, y);
}

void on_focus(GLFWwindow* window, int focused) {
    pending_of(window).events.any = true;
    if (pending_of(window).imgui)
        ImGui_ImplGlfw_WindowFocusCallback(window, focused);
}

void on_enter(GLFWwindow* window, int entered) {
    pending_of(window).events.any = true;
    if (pending_of(window).imgui)
        ImGui_ImplGlfw_CursorEnterCallback(window, entered);
}

void on_drop(GLFWwindow* window, int count, const char** paths) {
    pending_of(window).events.any = true;
    for (int i = 0; i < count; ++i)
        pending_of(window).events.dropped.emplace_back(paths[i]);
}

void something(GLFWwindow* window) {
    pending_of(window).events.any = true;
}

[[noreturn]] void fail() {
    const char* reason = nullptr;
    glfwGetError(&reason);
    const std::string text = reason != nullptr ? reason : "OpenGL 3.3";
    throw Error(Error::Fault::work, "error.no_display", {{"reason", text}}, "window");
}

void set_callbacks(GLFWwindow* window) {
    glfwSetKeyCallback(window, on_key);
    glfwSetCharCallback(window, on_char);
    glfwSetMouseButtonCallback(window, on_button);
    glfwSetScrollCallback(window, on_scroll);
    glfwSetWindowFocusCallback(window, on_focus);
    glfwSetCursorEnterCallback(window, on_enter);
    glfwSetDropCallback(window, on_drop);
    glfwSetCursorPosCallback(window, [](GLFWwindow* w, double, double) { something(w); });
    glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { something(w); });
    glfwSetWindowRefreshCallback(window, something);
    glfwSetWindowCloseCallback(window, something);
    glfwSetWindowContentScaleCallback(window, [](GLFWwindow* w, float, float) { something(w); });
}

} // namespace

PlatformLibrary::PlatformLibrary() {
    glfwSetErrorCallback(nullptr);
    glfwInitHint(GLFW_JOYSTICK_HAT_BUTTONS, GLFW_FALSE);
    if (glfwInit() == GLFW_FALSE)
        fail();
}

PlatformLibrary::~PlatformLibrary() {
    glfwTerminate(); // what is ended already stays so
}

Platform::Platform(int width, int height, bool visible) {
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    glfwWindowHint(GLFW_SAMPLES, 0);
    glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE); // a class goes on seeing it
    glfwWindowHint(GLFW_VISIBLE, visible ? GLFW_TRUE : GLFW_FALSE);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "convlens");
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "convlens");
    window_ = glfwCreateWindow(width, height, "convlens", nullptr, nullptr);
    if (window_ == nullptr)
        fail();
    glfwMakeContextCurrent(window_);
    if (gladLoadGL(glfwGetProcAddress) == 0)
        fail();
    glfwSwapInterval(1);
    glfwSetWindowSizeLimits(window_, 640, 400, GLFW_DONT_CARE, GLFW_DONT_CARE);
    glfwSetWindowUserPointer(window_, new Pending);
    set_callbacks(window_);
    is_open = true;
}

Platform::~Platform() {
    is_open = false;
    const std::unique_ptr<Pending> pending(static_cast<Pending*>(glfwGetWindowUserPointer(window_)));
    glfwDestroyWindow(window_);
}

void Platform::connect_imgui() {
    pending_of(window_).imgui = true;
}

void Platform::wait(double seconds) {
    if (!pending_of(window_).due.empty() || seconds == 0)
        return;
    if (seconds < 0)
        glfwWaitEvents();
    else
        glfwWaitEventsTimeout(seconds);
}

Events Platform::take_events() {
    Pending& pending = pending_of(window_);
    const std::vector<Pending::Release> due = std::exchange(pending.due, {});
    for (const Pending::Release& release : due)
        ImGui_ImplGlfw_KeyCallback(window_, release.key, release.code, GLFW_RELEASE, release.mods);
    glfwPollEvents();
    Events events = std::exchange(pending.events, {});
    pending.due = std::exchange(pending.late, {});
    events.any = events.any || !due.empty();
    return events;
}

bool Platform::should_close() const {
    return glfwWindowShouldClose(window_) != GLFW_FALSE;
}

void Platform::close() {
    glfwSetWindowShouldClose(window_, GLFW_TRUE);
}

void Platform::keep_open() {
    glfwSetWindowShouldClose(window_, GLFW_FALSE);
}

std::size_t screen_of(const Rect& window, const std::vector<Rect>& screens) {
    std::size_t best = 0;
    float largest = 0;
    for (std::size_t i = 0; i < screens.size(); ++i) {
        const Rect& screen = screens[i];
        const float width = std::min(window.max.x, screen.max.x) - std::max(window.min.x, screen.min.x);
        const float height = std::min(window.max.y, screen.max.y) - std::max(window.min.y, screen.min.y);
        if (width > 0 && height > 0 && width * height > largest) {
            largest = width * height;
            best = i;
        }
    }
    return best;
}

void Platform::set_full_screen(bool on) {
    if (on == usual_.has_value())
        return;
    if (!on) {
        const Usual usual = *std::exchange(usual_, std::nullopt);
        glfwSetWindowMonitor(window_, nullptr, usual.x, usual.y, usual.width, usual.height, GLFW_DONT_CARE);
        if (usual.is_maximised)
            glfwMaximizeWindow(window_);
        return;
    }
    int count = 0;
    GLFWmonitor** const monitors = glfwGetMonitors(&count);
    if (count == 0)
        return;
    Usual usual;
    glfwGetWindowPos(window_, &usual.x, &usual.y);
    glfwGetWindowSize(window_, &usual.width, &usual.height);
    usual.is_maximised = glfwGetWindowAttrib(window_, GLFW_MAXIMIZED) != 0;
    const auto rect = [](int x, int y, int width, int height) {
        const Vec2 corner{static_cast<float>(x), static_cast<float>(y)};
        return Rect{corner, corner + Vec2{static_cast<float>(width), static_cast<float>(height)}};
    };
    std::vector<Rect> screens;
    for (int i = 0; i < count; ++i) {
        int x = 0, y = 0;
        glfwGetMonitorPos(monitors[i], &x, &y);
        const GLFWvidmode* mode = glfwGetVideoMode(monitors[i]);
        screens.push_back(rect(x, y, mode->width, mode->height));
    }
    GLFWmonitor* const monitor =
        monitors[screen_of(rect(usual.x, usual.y, usual.width, usual.height), screens)];
    const GLFWvidmode* mode = glfwGetVideoMode(monitor); // as it is: no screen changes its resolution
    usual_ = usual;
    glfwSetWindowMonitor(window_, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
}

void Platform::swap() {
    glfwSwapBuffers(window_);
}

std::string Platform::clipboard() const {
    const char* text = glfwGetClipboardString(window_);
    return text == nullptr ? std::string() : std::string(text);
}

void Platform::set_clipboard(const std::string& text) {
    glfwSetClipboardString(window_, text.c_str());
}

Platform::Size Platform::framebuffer() const {
    Size size;
    glfwGetFramebufferSize(window_, &size.width, &size.height);
    return size;
}

float Platform::pixel_ratio() const {
    int width = 0, height = 0;
    glfwGetWindowSize(window_, &width, &height);
    return width > 0 ? static_cast<float>(framebuffer().width) / static_cast<float>(width) : 1;
}

float Platform::content_scale() const {
    float x = 1, y = 1;
    glfwGetWindowContentScale(window_, &x, &y);
    return x > 0 ? x : 1;
}

bool Platform::is_hidden() const {
    const Size size = framebuffer();
    return glfwGetWindowAttrib(window_, GLFW_ICONIFIED) != 0 || size.width == 0 || size.height == 0;
}

void wake_platform() {
    if (is_open)
        glfwPostEmptyEvent();
}

double platform_seconds() {
    return glfwGetTime();
}

} // namespace convlens
