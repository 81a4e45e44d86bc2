// The class's picture in its window: opened, closed, on which monitor, drawn when it has changed.
#pragma once

#include "window/gl/frame_picture.h"
#include "window/platform/class_window.h"

#include <cstdint>
#include <optional>
#include <string>

namespace convlens {

class ClassView {
public:
    /// Both outlive it.
    ClassView(Platform& main, Typesetter& typesetter) : main_(main), typesetter_(typesetter) {}
    ~ClassView() { close(); }
    ClassView(const ClassView&) = delete;
    ClassView& operator=(const ClassView&) = delete;

    bool is_open() const { return opened_.has_value(); }
    /// Over the whole of the monitor that the main window is not on; where there is but one, a window beside
    /// it. The keyboard's focus stays in the main window. Throws Error.
    void open(const std::string& title, gl::DrawnBy drawn_by = gl::DrawnBy::the_quicker);
    void close();
    /// Over the whole of the monitor where it is.
    void cover();
    /// Esc in it: it is a window again where it hides the main one, else it is closed.
    void leave();

    enum class Ended { no, by_person, monitor_gone };
    /// Closes it where the person has, or where its monitor is gone; the main window is brought back where
    /// its own is. Once a tick.
    Ended update();
    std::vector<KeyPress> take_keys();

    /// px of its picture, and of one px of the design in it.
    Vec2 size() const;
    float content_scale() const { return opened_ ? opened_->window.content_scale() : 1; }
    /// The system wants the picture once more.
    bool is_exposed() const { return opened_ && opened_->window.is_exposed(); }
    /// Draws the frame, where it is not what was drawn last.
    void show(const Frame& frame);
    /// The same once more, where the system wants it.
    void redraw_exposed();
    int64_t pictures_drawn() const { return pictures_drawn_; }
    /// Where it is on the screen.
    Rect place() const { return opened_ ? opened_->window.place() : Rect{}; }

private:
    struct Opened {
        explicit Opened(const Platform& main) : window(main) {}
        ClassWindow window;
        std::optional<gl::FramePicture> picture; // of the window's context
        Frame shown;
    };
    void draw(const Frame& frame);
    bool is_monitor_gone() const;

    Platform& main_;
    Typesetter& typesetter_;
    std::optional<Opened> opened_;
    int64_t pictures_drawn_ = 0;
};

} // namespace convlens
