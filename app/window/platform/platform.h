// The window of the system: GLFW, its OpenGL 3.3 context, its events. The only file with state outside the
// tick, for GLFW's callbacks know no other way.
#pragma once

#include "window/platform/monitors.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct GLFWwindow;

namespace convlens {

/// A key as GLFW names it (GLFW_KEY_..., GLFW_MOD_...).
struct KeyPress {
    int key = 0, mods = 0;
    bool repeated = false;
    bool in_class_window = false; // no widget has the focus there
};

/// A character that was typed, after so many keys of the same tick.
struct TypedCharacter {
    char32_t character = 0;
    std::size_t after_keys = 0;
};

/// Of the left (0) or right (1) button, in the window's coordinates.
struct ButtonEvent {
    int button = 0;
    bool down = false;
    Vec2 at;
    double seconds = 0; // platform_seconds
};

/// A place of the mouse, after so many button events of the same tick.
struct PointerMove {
    Vec2 at;
    std::size_t after_buttons = 0;
};

/// What happened since the last tick.
struct Events {
    std::vector<KeyPress> keys;
    std::vector<TypedCharacter> typed;
    std::vector<std::string> dropped; // paths
    bool pressed = false;             // a mouse button went down: a new gesture
    std::vector<ButtonEvent> buttons; // each with its own place: several may come before a picture
    std::vector<PointerMove> moves;   // all of them, for what is drawn by hand
    bool wheel = false;
    bool any = false; // something that may change the picture
};

/// The system's part of a window. Begun before there are threads: the tables of keys that X reads then are
/// read character by character, each with a lock where there are threads.
class PlatformLibrary {
public:
    /// Throws Error (work: `error.no_display`, `error.wayland_only`).
    PlatformLibrary();
    ~PlatformLibrary();
    PlatformLibrary(const PlatformLibrary&) = delete;
    PlatformLibrary& operator=(const PlatformLibrary&) = delete;
};

class Platform {
public:
    /// `width` and `height` where the system scales nothing. `visible` false: for tests of drawing.
    /// `pretended`: places of monitors instead of the system's, for tests. Throws Error (work:
    /// `error.no_display`, `error.wayland_only`, `error.no_opengl`).
    Platform(int width, int height, bool visible, std::vector<Rect> pretended = {});
    ~Platform();
    Platform(const Platform&) = delete;
    Platform& operator=(const Platform&) = delete;

    GLFWwindow* handle() const { return window_; }
    /// Forwards events to Dear ImGui too, from now on.
    void connect_imgui();
    /// Waits until there are events, at most so long (negative: for ever; 0: not at all).
    void wait(double seconds);
    /// What has happened since the last call. Does not wait.
    Events take_events();
    bool should_close() const;
    void close();
    void swap();
    /// What windows can be on, and fill.
    std::vector<Monitor> monitors() const;
    /// For tests: other places of monitors, as if one had been plugged in or out.
    void pretend(std::vector<Rect> monitors);
    /// Whether monitors have come or gone since the last call.
    bool take_monitor_change();
    /// Where its monitor is gone: the window is on another one, as large or as full screen as it was.
    void return_to_monitors();
    /// Where the window is.
    Rect place() const;
    /// OpenGL draws into this window again.
    void make_current();
    /// The keyboard's focus is this window's.
    void take_focus();
    /// The whole of the monitor that the window is on, or the window again as it was: place, size, maximised.
    void set_full_screen(bool on);
    /// Takes back that the window is to close.
    void keep_open();
    /// Text on the clipboard; empty where there is none.
    std::string clipboard() const;
    void set_clipboard(const std::string& text);

    struct Size {
        int width = 0, height = 0; // px of the framebuffer
    };
    Size framebuffer() const;
    float pixel_ratio() const;   // px of the framebuffer to one of the window's coordinates
    float content_scale() const; // as the system has it, within reason
    bool is_hidden() const;      // minimised: nothing to draw

private:
    /// The widths of what the window manager puts around the window, px.
    struct Borders {
        Vec2 before, after;
    };
    /// The window as it is when it is no full screen.
    struct Usual {
        Rect place;
        Borders borders;
        bool is_maximised = false;
    };

    Monitor monitor() const; // that the window is on; nowhere: there is none
    Borders borders() const;
    Rect free_within(const Borders& borders) const;
    bool covers_monitor() const;
    void scale_with_content(int width, int height);
    void fit_to_monitor();

    PlatformLibrary library_; // begun already, or now
    GLFWwindow* window_ = nullptr;
    std::vector<Rect> pretended_;
    std::optional<Usual> usual_; // while it is full screen
};

/// Wakes Platform::wait from any thread.
void wake_platform();
/// Seconds from a clock that only goes forward.
double platform_seconds();

} // namespace convlens
