// What the window knows beside the document: where the animation stands, what is pointed at, which panels are
// open. Neither saved nor undone. And the requests by which panels ask for anything but an edit of the
// document.
#pragma once

#include "picture/frame.h"
#include "window/session/keys.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace convlens {

/// What a key, a menu or a panel asks for; carried out in one place (window/perform.cpp).
struct Request {
    Command command{};
    int64_t argument = 0; // by command: a step, a tenth, an index of a preset, theme, language, issue
    std::string text;     // a path
    bool operator==(const Request&) const = default;
};
using Requests = std::vector<Request>;

/// Playing speeds as fractions, slowest first.
struct Speed {
    int64_t times, by;
    const char* label;
};
inline constexpr std::array<Speed, 7> speeds{
    {{1, 4, "1/4×"}, {1, 2, "1/2×"}, {1, 1, "1×"}, {2, 1, "2×"}, {4, 1, "4×"}, {8, 1, "8×"}, {32, 1, "32×"}}};
inline constexpr std::size_t normal_speed = 2;

enum class Blank { none, black, white };
enum class FilePanel { none, open, save };
enum class ExportFormat { png, svg, pdf, gif, png_folder };

struct ExportForm {
    bool open = false;
    ExportFormat format = ExportFormat::gif;
    int width = 1280, height = 720;
    int frames_per_second = 20;
    float seconds_per_step = 1;
    std::array<char, 4096> path{};
    std::string error; // of the last attempt, in the person's language
};

struct FileForm {
    FilePanel panel = FilePanel::none;
    std::array<char, 4096> path{};
    bool just_opened = false; // the field wants the focus
    std::string error;
};

struct Session {
    int64_t playhead_us = 0;
    bool playing = false;
    std::size_t speed = normal_speed; // into `speeds`
    bool loop = true;
    bool slow_terms = false; // every step shows its terms one by one
    bool reveal_all = false;
    Tag hover;
    Tag chosen;            // the element clicked last: typing and pasting go there
    bool painting = false; // the mouse paints X
    double brush = 1;
    bool stage = false;
    Blank blank = Blank::none;
    bool focus_in_panel = false; // F6
    bool more_open = false, numbers_open = false;
    bool help_open = false;
    std::string message;      // a line above the transport, in the person's language
    double message_until = 0; // platform_seconds; 0: until something else is said
    bool can_restore = false; // a document of a run that ended badly is offered
    FileForm file;
    ExportForm exporting;
    int64_t export_done = 0, export_all = 0; // of the running export; all 0: none runs
    std::string scene_path;                  // the file that Ctrl+S writes, or empty
    std::vector<std::string> recent;         // files, newest first
};

/// Every press, key, activation, or burst of the wheel is one gesture, and one entry of the history.
class GestureCounter {
public:
    static constexpr double burst_seconds = 0.5;
    uint64_t value() const { return value_; }
    void press() { ++value_; }
    void wheel(double seconds) {
        if (seconds - last_wheel_ > burst_seconds)
            ++value_;
        last_wheel_ = seconds;
    }

private:
    uint64_t value_ = 1;
    double last_wheel_ = -1e9;
};

} // namespace convlens
