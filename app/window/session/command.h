// Everything that a key, a menu or a panel can ask for, in groups: each group is carried out in one
// exhaustive switch (application/dispatch), so that a command without an answer does not compile.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace convlens {

/// Where the playhead goes, and how fast.
enum class PlaybackCommand : uint8_t {
    play_pause,
    next_step,
    previous_step,
    next_part, // the window's arrival, a term, the result
    previous_part,
    next_term, // without movement
    previous_term,
    first_step,
    last_step,
    seek_tenth, // argument: 0 to 9
    seek_step,  // argument: the step
    seek_time,  // argument: microseconds
    slower,
    faster,
    normal_speed,
    set_speed, // argument: index into `speeds`
    toggle_loop,
    toggle_terms,
    toggle_all,
    reset
};

/// How the figure and the window look.
enum class LookCommand : uint8_t {
    toggle_view, // argument: 0 the next one, else 1 + View
    toggle_pair, // the figure alone, or beside the one that leads back
    toggle_stage,
    leave, // the innermost thing that is open
    black_screen,
    white_screen,
    switch_focus,
    toggle_paint,
    set_brush,    // argument: its value
    set_theme,    // argument: ThemeId
    set_language, // argument: 1 Chinese, else English
    toggle_motion,
    show_sheet, // argument: index of its tag (sheet_tag)
    larger,
    smaller,
    normal_size,
    toggle_more, // argument: 0 the parameters, 1 the numbers
    help
};

enum class LensCommand : uint8_t {
    toggle_lens,   // argument: Lens
    front_lens,    // argument: Lens
    choose_in_lens // argument: index of the choice's tag (scene/lens/lens.h)
};

/// Files, the clipboard, and the way out.
enum class FileCommand : uint8_t {
    open_panel,
    open_file, // text: the path
    save,
    save_panel,
    save_file, // text: the path
    export_panel,
    export_file,
    cancel_export,
    copy_picture,
    copy_svg,
    copy_code,
    copy_spoken,  // the step in words
    copy_formula, // LaTeX: of the output size
    copy_sum,     // LaTeX: of the step
    copy_im2col,  // LaTeX
    copy_unrolled,
    copy_numbers, // for a spreadsheet
    paste,
    restore,
    dismiss, // the line at the bottom
    quit
};

/// Edits of the document.
enum class EditCommand : uint8_t {
    undo,
    redo,
    choose_kind,    // argument: Kind
    parameter_up,   // argument: Parameter
    parameter_down, // argument: Parameter
    nearest_possible,
    reverse,     // the figure that leads back in its place
    load_figure, // argument: index of the preset
    next_figure,
    previous_figure
};

/// In front of a class.
enum class ClassCommand : uint8_t {
    toggle_window, // of the class
    pen,           // argument: PenColor; the one in hand is put away
    wipe,
    spotlight,
    minutes, // in the picture
    restart_clock
};

/// Lessons. Walking has the keys of steps.
enum class LessonCommand : uint8_t {
    open_lesson,    // text: its identifier; argument: page from 0, -1: where one stopped
    open_page,      // argument: page from 0
    open_exercises, // argument: 10 * ExerciseKind + level, -1: those of the last time
    set_exercise_seed,
    close_lesson,
    set_class, // argument: 1 in class, 0 alone
    switch_class,
    type_guess, // argument: the character
    erase_guess,
    commit_guess,
    choose_offer, // argument: 0 for A
    does_not_know,
    new_numbers,
    count_hands,
    go_to_page, // digits follow
    try_figure  // the ordinary figure, and back
};

/// Networks. Stages of a way back have the keys of steps.
enum class NetworkCommand : uint8_t {
    open_network,  // text: its name
    close_network, // the figure that was there before
    act,           // argument: NetworkAction, what a button of the picture asks for
    open_layer,    // the chosen element's layer, or the stage's, as a figure with its lenses
    back_to_network,
    next_rule,
    choose_sample,     // argument: of the built-in data; -1 another one by chance
    next_sample,       // argument: how far, also backwards
    choose_photograph, // text: its name
    draw,              // an empty drawing
    wipe_drawing,
    learn,             // argument: LearningTask
    set_learning_rate, // argument: millionths
    set_momentum,      // argument: millionths
    set_batch,         // argument: pictures
    new_seed
};

using Command = std::variant<PlaybackCommand, LookCommand, LensCommand, FileCommand, EditCommand,
                             ClassCommand, LessonCommand, NetworkCommand>;

/// A command with what belongs to it.
struct Request {
    Command command;
    int64_t argument = 0;
    std::string text;
    bool operator==(const Request&) const = default;
};
using Requests = std::vector<Request>;

} // namespace convlens
