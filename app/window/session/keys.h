// One table for every command: its name in menus and in the list of keys, its shortcuts, and when they count.
#pragma once

#include "scene/lens_table.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace convlens {

enum class Command : uint8_t {
    play_pause,
    next_step,
    previous_step,
    first_step,
    last_step,
    seek_tenth,
    seek_step,
    seek_time,
    slower,
    faster,
    normal_speed,
    set_speed,
    toggle_loop,
    toggle_view,
    toggle_terms,
    toggle_all,
    reset,
    toggle_stage,
    leave,
    black_screen,
    white_screen,
    switch_focus,
    open_panel,
    save,
    save_panel,
    open_file,
    save_file,
    restore,
    dismiss,
    undo,
    redo,
    export_panel,
    export_file,
    cancel_export,
    copy_picture,
    copy_code,
    paste,
    toggle_paint,
    set_brush,
    input_up,
    input_down,
    kernel_up,
    kernel_down,
    stride_up,
    stride_down,
    padding_up,
    padding_down,
    dilation_up,
    dilation_down,
    nearest_possible,
    larger,
    smaller,
    normal_size,
    next_figure,
    previous_figure,
    load_figure,
    set_theme,
    set_language,
    toggle_motion,
    toggle_more,
    toggle_lens, // argument: Lens
    front_lens,
    choose_in_lens, // argument: index of its tag (scene/lens.h)
    help,
    quit
};

/// When a shortcut counts.
enum class KeyScope : uint8_t {
    always,  // even while a text field or a panel has the focus
    letters, // not while a text field has the focus
    figure,  // only while the focus is at the figure: these keys belong to widgets else
    stage    // letters, in stage mode only
};

struct KeyBinding {
    int key = 0, mods = 0; // GLFW's
    Command command{};
    int64_t argument = 0;
    KeyScope scope{};
    std::string_view name; // of the key as it is shown; names of keys are not translated
};

std::span<const KeyBinding> key_bindings();

/// Where the focus is when a key comes.
struct KeyContext {
    bool typing = false; // in a text field
    bool focus_in_panel = false;
    bool stage = false;
};
const KeyBinding* binding_of(int key, int mods, const KeyContext& context);

/// "Ctrl+E", of the first binding of a command; empty where it has none.
std::string shortcut_text(Command command);

/// One row of the list of keys: the key of its text and all shortcuts of the command.
struct KeyHelp {
    std::string text_key;  // key.<name> of the catalogue
    std::string shortcuts; // "Space, K"
};
std::span<const KeyHelp> key_help();

} // namespace convlens
