// What the window knows beside the document: where the animation is, what is pointed at and typed, which
// panels are open. Neither saved nor undone. Plain state, which the parts of the loop share.
#pragma once

#include "export/estimate.h"
#include "picture/frame.h"
#include "window/session/class_session.h"
#include "window/session/command.h"
#include "window/session/exercise_run.h"
#include "window/session/export_form.h"
#include "window/session/network_status.h"
#include "window/session/number_entry.h"
#include "window/session/presenter_page.h"
#include "window/session/text_field.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace convlens {

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

struct FileForm {
    FilePanel panel = FilePanel::none;
    TextField path{};
    bool wants_focus = false; // the field
    std::string replaces;     // as in ExportForm
    std::string error;
};

/// Movements that are not of the playhead's time.
struct Motion {
    float view_blend = 1;  // 0 tilted .. 1 flat
    float kernel_turn = 1; // 0 as it lay before it was turned .. 1 as it lies
};

/// What panels know of the lesson that is open.
struct LessonStatus {
    bool open = false;
    bool shows_page = false; // in the figure's place
    bool hides = false;      // a question is open
    bool in_class = false;
    bool can_try = false; // the ordinary figure can be played with
    std::string name, title;
    std::size_t page = 0, pages = 0;
    int phase = 0; // PagePhase
    bool at_summary = false;
    bool has_exercises = false;          // without end
    std::size_t answered = 0, right = 0; // of them
};

struct Session {
    LessonStatus lesson;
    NetworkStatus network;
    ExerciseChoice exercise; // the next ones
    int64_t playhead_us = 0;
    bool playing = false;
    std::optional<int64_t> rest_us;   // one press of a key is played up to here
    bool next_follows = false;        // the line says that one more press goes to the next figure
    std::optional<double> stepped_at; // Editor::changed_at when such a press has come to the figure
    std::size_t speed = normal_speed; // into `speeds`
    bool loop = true;
    bool slow_terms = false; // every step shows its terms one by one
    bool reveal_all = false;
    Tag hover;
    Tag chosen; // the element clicked last: typing and pasting go there
    Tag cell;   // F6: the keyboard's focus on the figure's cells; space 0: it is elsewhere
    int64_t base_channel = -1, top_channel = -1; // looked at, by a click or the wheel; -1: the step's
    bool painting = false;                       // the mouse paints X
    double brush = 1;
    bool stage = false;
    Blank blank = Blank::none;
    ClassSession classroom;
    bool class_open = false;     // the class sees a window of its own
    PresenterPage presenter;     // what is told beside its picture
    bool focus_in_panel = false; // F6
    bool more_open = false, numbers_open = false;
    bool help_open = false;
    std::string message;      // a line in the header, in the person's language
    double message_until = 0; // platform_seconds; 0: until another one is shown
    bool can_restore = false; // there is a document of an earlier run
    double restore_until = 0; // platform_seconds: so long it is offered in the header, then in the menu only
    std::string_view restore_text; // key of what is said about it there
    bool asks_to_close = false;    // an export runs
    float header_strip = 0;        // px below the menus, where a line has no room beside them
    FileForm file;
    ExportForm exporting;
    int64_t export_done = 0, export_all = 0; // of the running export; all 0: none runs
    double export_seconds = 0;               // that it has been running
    std::optional<ExportEstimate> estimate;  // of what the form asks for; absent: not known yet
    bool cannot_estimate = false;            // what the form asks for cannot be written
    bool dropped_several = false;            // more files than the one that is being opened
    std::string scene_path;                  // the file that Ctrl+S writes, or empty
    NumberEntry entry;                       // the number that is being typed into a cell
    Motion motion;
    int frames_to_draw = 3; // after an event, for Dear ImGui to settle

    /// On a lesson's page edits are inert, undo among them.
    bool may_undo() const { return !lesson.shows_page; }
    /// Something else than a figure has its place, without panels: a page of a lesson, or a network.
    bool shows_no_figure() const { return lesson.shows_page || network.shows; }
    /// The picture is that of the class: in stage mode, or in its own window and as large as it fits in this
    /// one.
    bool shows_stage() const { return stage || mirrors_class(); }
    bool mirrors_class() const { return class_open && !exporting.open; }
    /// In how many seconds the class's clock shows something else; 0: it is not seen.
    int64_t clock_unit() const { return class_open ? 1 : classroom.shows_minutes() ? 60 : 0; }
    /// The playhead goes on by itself.
    bool is_moving() const { return playing || rest_us.has_value(); }
    /// At least `count` more pictures are drawn.
    void draw_frames(int count) { frames_to_draw = std::max(frames_to_draw, count); }
};

} // namespace convlens
