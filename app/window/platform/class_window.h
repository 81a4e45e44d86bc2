// The second window of the system, for a class: its OpenGL context shares textures with the main window's, it
// never waits for the screen, and no widget is in it.
#pragma once

#include "window/platform/platform.h"

#include <optional>
#include <string>
#include <vector>

namespace convlens {

class ClassWindow {
public:
    /// Not seen yet. The main window outlives it. Throws Error (work: `error.no_opengl`).
    explicit ClassWindow(const Platform& main);
    ~ClassWindow();
    ClassWindow(const ClassWindow&) = delete;
    ClassWindow& operator=(const ClassWindow&) = delete;

    /// The whole of the monitor, and seen.
    void cover(const Monitor& monitor);
    /// A window with a frame, in the middle of the monitor, and seen.
    void uncover(const Monitor& monitor);
    /// What it covers, where it does.
    const std::optional<Monitor>& covered() const { return covered_; }
    void set_title(const std::string& title);
    Rect place() const;

    /// Keys since the last call; the main window's `take_events` has polled them.
    std::vector<KeyPress> take_keys();
    /// Whether the system wants the picture once more, though nothing in it has changed.
    bool is_exposed() const { return pending_.exposed; }
    bool take_exposed();
    bool should_close() const;

    Platform::Size framebuffer() const;
    float content_scale() const;
    /// OpenGL draws into this window, until the main one is made current.
    void make_current();
    void swap();

private:
    struct Pending {
        std::vector<KeyPress> keys;
        bool exposed = true;
    };
    void show_at(Vec2 corner);
    static Pending& pending_of(GLFWwindow* window);
    static void on_key(GLFWwindow* window, int key, int code, int action, int mods);
    static void on_exposed(GLFWwindow* window);

    GLFWwindow* window_ = nullptr;
    Pending pending_;
    std::optional<Monitor> covered_;
};

} // namespace convlens
