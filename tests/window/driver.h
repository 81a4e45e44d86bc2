// Drives the window under Xvfb: starts the probe, presses keys and the mouse by xdotool, reads its state
// lines.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <sys/types.h>

namespace convlens::test {

inline constexpr double patience = 20; // seconds; reached only where something is broken

/// A place on the screen, px.
struct Place {
    int x = 0, y = 0;
};

/// A running probe with folders of its own. Ends with the object.
class Driver {
public:
    /// `folder` holds its settings, its state and is its working folder.
    Driver(const std::string& folder, std::vector<std::string> arguments);
    ~Driver();
    Driver(const Driver&) = delete;
    Driver& operator=(const Driver&) = delete;

    /// A field of the newest state, e.g. "step".
    std::string field(const std::string& name);
    /// Waits until a field has the value, at most some seconds; false: it never had.
    bool reaches(const std::string& name, const std::string& value, double seconds = patience);
    /// Waits until a field has another value.
    bool leaves(const std::string& name, const std::string& value);
    /// Asks for the state and waits for the answer: everything before was taken in.
    std::map<std::string, std::string> asked();
    const std::string& last_line() const { return line_; }

    void key(const std::string& name); // as xdotool names it
    void type(const std::string& text);
    void click(int x, int y, const std::string& modifier = "");
    void drag(int x0, int y0, int x1, int y1, int button = 1);
    void drag(Place from, Place to, const std::string& modifier = "", int button = 1);
    void double_click(Place at);
    void point(Place at); // moves the mouse there
    void wheel(Place at, int turns, const std::string& modifier = "");
    /// The button of the export panel: it begins, or cancels what runs.
    void press_export();
    /// Where an element ("at_x") or a handle ("corner_window") is, as the window says when it is asked.
    Place place(const std::string& name, std::size_t index = 0);
    void xdotool(const std::string& commands);
    /// What xdotool says.
    std::string answer_of(const std::string& commands);
    /// Number of different colours in a rectangle of the screen.
    int colors(int x, int y, int width, int height) const;
    /// Whether some pixel of the rectangle has the colour.
    bool has_color(int x, int y, int width, int height, std::array<unsigned char, 3> color) const;
    /// Where the window is on the screen, "1280x720+0+0".
    std::string geometry();

    bool is_alive();
    void end_by(int signal);
    /// Closes by the end of its input of events; the exit status, or -1 where it was ended by a signal.
    int stop();

private:
    bool read_some(double seconds);
    std::set<std::array<unsigned char, 3>> colors_of(int x, int y, int width, int height) const;

    std::string folder_, line_, buffer_;
    std::map<std::string, std::string> state_;
    pid_t process_ = 0;
    int output_ = -1;
    int status_ = 0;
    int asked_ = 0;
};

} // namespace convlens::test
