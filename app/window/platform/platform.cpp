// GLFW calls back without a context of ours but its user pointer, which leads to the pending events.
#include "window/platform/platform.h"

#include "i18n/error_words.h"

#include <glad/gl.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <imgui.h>

#include <backends/imgui_impl_glfw.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <string>
#include <utility>

namespace convlens {
namespace {

std::atomic<bool> is_open = false; // threads may want to wake a window that is not there yet
bool monitors_changed = false;

constexpr std::size_t max_moves = 4096; // of the mouse, between two ticks

struct Pending {
    Events events;
    bool imgui = false;
    std::optional<Vec2> moved_to; // the mouse, by the latest event
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
        // The system's answer is where the mouse is by now; the last movement is where it was pressed.
        double x = 0, y = 0;
        glfwGetCursorPos(window, &x, &y);
        const Vec2 now{static_cast<float>(x), static_cast<float>(y)};
        pending.events.buttons.push_back(
            {button, action == GLFW_PRESS, pending.moved_to.value_or(now), glfwGetTime()});
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

void on_cursor(GLFWwindow* window, double x, double y) {
    Events& events = pending_of(window).events;
    events.any = true;
    pending_of(window).moved_to = Vec2{static_cast<float>(x), static_cast<float>(y)};
    if (events.moves.size() < max_moves)
        events.moves.push_back({{static_cast<float>(x), static_cast<float>(y)}, events.buttons.size()});
}

void something(GLFWwindow* window) {
    pending_of(window).events.any = true;
}

/// The window is elsewhere below the mouse, which may not have moved.
void on_placed(GLFWwindow* window, int, int) {
    pending_of(window).moved_to.reset();
    something(window);
}

/// One line that says what is missing, in the person's language: GLFW's own words are English.
[[noreturn]] void fail(const char* key, const char* where) {
    throw Error(Error::Fault::work, key, {}, where);
}

bool is_set(const char* variable) {
    const char* const value = std::getenv(variable);
    return value != nullptr && *value != '\0';
}

void set_callbacks(GLFWwindow* window) {
    glfwSetKeyCallback(window, on_key);
    glfwSetCharCallback(window, on_char);
    glfwSetMouseButtonCallback(window, on_button);
    glfwSetScrollCallback(window, on_scroll);
    glfwSetWindowFocusCallback(window, on_focus);
    glfwSetCursorEnterCallback(window, on_enter);
    glfwSetDropCallback(window, on_drop);
    glfwSetCursorPosCallback(window, on_cursor);
    glfwSetFramebufferSizeCallback(window, on_placed);
    glfwSetWindowPosCallback(window, on_placed);
    glfwSetWindowRefreshCallback(window, something);
    glfwSetWindowCloseCallback(window, something);
    glfwSetWindowContentScaleCallback(window, [](GLFWwindow* w, float, float) { something(w); });
}

} // namespace

PlatformLibrary::PlatformLibrary() {
    glfwSetErrorCallback(nullptr);
    glfwInitHint(GLFW_JOYSTICK_HAT_BUTTONS, GLFW_FALSE);
    if (glfwInit() == GLFW_FALSE)
        fail(is_set("WAYLAND_DISPLAY") && !is_set("DISPLAY") ? "error.wayland_only" : "error.no_display",
             "X11");
    glfwSetMonitorCallback([](GLFWmonitor*, int) { monitors_changed = true; });
}

PlatformLibrary::~PlatformLibrary() {
    glfwTerminate(); // what is ended already stays so
}

Platform::Platform(int width, int height, bool visible, std::vector<Rect> pretended)
    : pretended_(std::move(pretended)) {
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    glfwWindowHint(GLFW_SAMPLES, 0);
    glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE); // a class goes on seeing it
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);      // it is seen at its size
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "convlens");
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "convlens");
    window_ = glfwCreateWindow(width, height, "convlens", nullptr, nullptr);
    if (window_ == nullptr)
        fail("error.no_opengl", "OpenGL");
    glfwMakeContextCurrent(window_);
    if (const int version = gladLoadGL(glfwGetProcAddress); version < GLAD_MAKE_VERSION(3, 3)) {
        glfwDestroyWindow(window_);
        fail("error.no_opengl", "OpenGL");
    }
    glfwSwapInterval(1);
    if (visible) { // tests of drawing have exactly their size
        scale_with_content(width, height);
        glfwShowWindow(window_);
        fit_to_monitor();
    }
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

std::vector<Monitor> Platform::monitors() const {
    if (pretended_.empty())
        return system_monitors();
    std::vector<Monitor> all;
    for (const Rect& place : pretended_)
        all.push_back({place, place, nullptr});
    return all;
}

Rect Platform::place() const {
    int x = 0, y = 0, width = 0, height = 0;
    glfwGetWindowPos(window_, &x, &y);
    glfwGetWindowSize(window_, &width, &height);
    return rect_of(x, y, width, height);
}

Monitor Platform::monitor() const {
    const std::vector<Monitor> all = monitors();
    return all.empty() ? Monitor{} : all[monitor_of(place(), all)];
}

/// The window is as large as what is in it, whose sizes go by the content's scale.
void Platform::scale_with_content(int width, int height) {
    const float scale = content_scale() / pixel_ratio();
    const Vec2 room = monitor().free.max - monitor().free.min;
    const Vec2 size = fitting(Vec2{static_cast<float>(width), static_cast<float>(height)} * scale, room);
    const Vec2 least = fitting(Vec2{640, 400} * scale, room);
    glfwSetWindowSizeLimits(window_, static_cast<int>(least.x), static_cast<int>(least.y), GLFW_DONT_CARE,
                            GLFW_DONT_CARE);
    if (const Vec2 now = place().max - place().min; !(now == size))
        glfwSetWindowSize(window_, static_cast<int>(size.x), static_cast<int>(size.y));
}

/// Known once the window is seen.
Platform::Borders Platform::borders() const {
    int left = 0, top = 0, right = 0, bottom = 0;
    glfwGetWindowFrameSize(window_, &left, &top, &right, &bottom);
    return {{static_cast<float>(left), static_cast<float>(top)},
            {static_cast<float>(right), static_cast<float>(bottom)}};
}

/// Of the monitor's free part.
Rect Platform::free_within(const Borders& borders) const {
    const Rect free = monitor().free;
    return {free.min + borders.before, free.max - borders.after};
}

void Platform::fit_to_monitor() {
    const Rect free = free_within(borders());
    const Vec2 now = place().max - place().min, size = fitting(now, free.max - free.min);
    if (!(now == size))
        glfwSetWindowSize(window_, static_cast<int>(size.x), static_cast<int>(size.y));
}

/// GLFW makes a window of it when the monitor goes, which may take its time to be seen.
bool Platform::covers_monitor() const {
    if (pretended_.empty())
        return glfwGetWindowMonitor(window_) != nullptr;
    return std::ranges::find(pretended_, place()) != pretended_.end();
}

void Platform::return_to_monitors() {
    const std::vector<Monitor> all = monitors();
    if (all.empty() || (usual_ && covers_monitor()))
        return;
    if (usual_)
        return cover_monitor(window_, monitor());
    const Rect now = place();
    const Rect place = brought_back(now, all, free_within(borders()));
    if (place == now)
        return;
    glfwSetWindowSize(window_, static_cast<int>(place.width()), static_cast<int>(place.height()));
    glfwSetWindowPos(window_, static_cast<int>(place.min.x), static_cast<int>(place.min.y));
}

void Platform::set_full_screen(bool on) {
    if (on == usual_.has_value())
        return;
    if (!on) {
        const Usual usual = *std::exchange(usual_, std::nullopt);
        const Rect place = brought_back(usual.place, monitors(), free_within(usual.borders));
        glfwSetWindowAttrib(window_, GLFW_DECORATED, GLFW_TRUE);
        glfwSetWindowMonitor(window_, nullptr, static_cast<int>(place.min.x), static_cast<int>(place.min.y),
                             static_cast<int>(place.width()), static_cast<int>(place.height()),
                             GLFW_DONT_CARE);
        if (usual.is_maximised)
            glfwMaximizeWindow(window_);
        return;
    }
    const Monitor monitor = this->monitor();
    if (monitor.place.width() <= 0)
        return;
    usual_ = Usual{place(), borders(), glfwGetWindowAttrib(window_, GLFW_MAXIMIZED) != 0};
    cover_monitor(window_, monitor);
}

void Platform::pretend(std::vector<Rect> monitors) {
    pretended_ = std::move(monitors);
    monitors_changed = true;
}

bool Platform::take_monitor_change() {
    return std::exchange(monitors_changed, false);
}

void Platform::make_current() {
    glfwMakeContextCurrent(window_);
}

void Platform::take_focus() {
    glfwFocusWindow(window_);
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
    return x > 0 ? std::clamp(x, 0.5F, 4.0F) : 1;
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
