// The one table of shortcuts: which key asks for which command, when it counts, and what menus and the list
// of keys show of it.
#pragma once

#include "window/session/command.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace convlens {

/// When a shortcut counts.
enum class KeyScope : uint8_t {
    always,   // even while a text field or a panel has the focus
    letters,  // not while a text field has the focus
    figure,   // only while the focus is at the figure: these keys belong to widgets else
    stage,    // letters, in stage mode and while there is a class's window only
    no_stage, // letters, outside stage mode only
    lesson,   // letters, on a page of a lesson
    guess,    // letters, while digits go to a guess, a count or a page's number
    offers,   // letters, while A to D can be chosen
    network   // letters, while a network or a layer of it is shown
};

struct KeyBinding {
    int key = 0, mods = 0; // GLFW's
    Command command;
    int64_t argument = 0;
    KeyScope scope{};
    std::string_view name; // of the key as it is shown; names of keys are not translated
};

std::span<const KeyBinding> key_bindings();

/// Where the focus is when a key comes.
struct KeyContext {
    bool typing = false; // in a text field
    bool focus_in_panel = false;
    bool stage = false;                                                  // or a class's window is open
    bool lesson = false, guess = false, offers = false, network = false; // as the scopes
    bool guess_begun = false; // what a class's keys write belongs to it
};
const KeyBinding* binding_of(int key, int mods, const KeyContext& context);

/// "Ctrl+E", of the first binding of a command, with this argument where one is given; empty where it has
/// none.
std::string shortcut_text(Command command, std::optional<int64_t> argument = std::nullopt);

/// One row of the list of keys: the key of its text and all shortcuts of the command.
struct KeyHelp {
    std::string text_key;  // key.<name> of the catalogue
    std::string shortcuts; // "Space, K"
};
std::span<const KeyHelp> key_help();

} // namespace convlens
