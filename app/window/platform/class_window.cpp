// GLFW's hints stay as the main window has set them, but for those that are named here.
#include "window/platform/class_window.h"

#include "i18n/error.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <utility>

namespace convlens {

ClassWindow::Pending& ClassWindow::pending_of(GLFWwindow* window) {
    return static_cast<ClassWindow*>(glfwGetWindowUserPointer(window))->pending_;
}

void ClassWindow::on_key(GLFWwindow* window, int key, int, int action, int mods) {
    if (action != GLFW_RELEASE)
        pending_of(window).keys.push_back({key, mods, action == GLFW_REPEAT, true});
}

void ClassWindow::on_exposed(GLFWwindow* window) {
    pending_of(window).exposed = true;
}

ClassWindow::ClassWindow(const Platform& main) {
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
    glfwWindowHint(GLFW_FOCUS_ON_SHOW, GLFW_FALSE); // keys stay where they were
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "class");
    window_ = glfwCreateWindow(960, 540, "convlens", nullptr, main.handle());
    if (window_ == nullptr)
        throw Error(Error::Fault::work, "error.no_opengl", {}, "class");
    glfwSetWindowUserPointer(window_, this);
    glfwSetKeyCallback(window_, on_key);
    glfwSetWindowRefreshCallback(window_, on_exposed);
    glfwSetFramebufferSizeCallback(window_, [](GLFWwindow* window, int, int) { on_exposed(window); });
    glfwSetInputMode(window_, GLFW_CURSOR, GLFW_CURSOR_HIDDEN);
    make_current();
    glfwSwapInterval(0);
}

ClassWindow::~ClassWindow() {
    glfwDestroyWindow(window_);
}

/// Window managers keep to a place once the window is seen, or where it was set before.
void ClassWindow::show_at(Vec2 corner) {
    if (glfwGetWindowAttrib(window_, GLFW_VISIBLE) != 0)
        return;
    glfwSetWindowPos(window_, static_cast<int>(corner.x), static_cast<int>(corner.y));
    glfwShowWindow(window_);
}

void ClassWindow::cover(const Monitor& monitor) {
    covered_ = monitor;
    pending_.exposed = true;
    show_at(monitor.place.min);
    cover_monitor(window_, monitor);
}

void ClassWindow::uncover(const Monitor& monitor) {
    covered_.reset();
    pending_.exposed = true;
    const Rect& free = monitor.free;
    const Vec2 size = fitting({960, 540}, (free.max - free.min) * 0.75F);
    const Vec2 corner = free.max - Vec2{24, 24} - size; // the main window is in the middle
    show_at(corner);
    glfwSetWindowAttrib(window_, GLFW_DECORATED, GLFW_TRUE);
    glfwSetWindowMonitor(window_, nullptr, static_cast<int>(corner.x), static_cast<int>(corner.y),
                         static_cast<int>(size.x), static_cast<int>(size.y), GLFW_DONT_CARE);
}

void ClassWindow::set_title(const std::string& title) {
    glfwSetWindowTitle(window_, title.c_str());
}

Rect ClassWindow::place() const {
    int x = 0, y = 0, width = 0, height = 0;
    glfwGetWindowPos(window_, &x, &y);
    glfwGetWindowSize(window_, &width, &height);
    return rect_of(x, y, width, height);
}

std::vector<KeyPress> ClassWindow::take_keys() {
    return std::exchange(pending_.keys, {});
}

bool ClassWindow::take_exposed() {
    return std::exchange(pending_.exposed, false);
}

bool ClassWindow::should_close() const {
    return glfwWindowShouldClose(window_) != GLFW_FALSE;
}

Platform::Size ClassWindow::framebuffer() const {
    Platform::Size size;
    glfwGetFramebufferSize(window_, &size.width, &size.height);
    return size;
}

float ClassWindow::content_scale() const {
    float x = 1, y = 1;
    glfwGetWindowContentScale(window_, &x, &y);
    return x > 0 ? std::clamp(x, 0.5F, 4.0F) : 1;
}

void ClassWindow::make_current() {
    glfwMakeContextCurrent(window_);
}

void ClassWindow::swap() {
    glfwSwapBuffers(window_);
}

} // namespace convlens
