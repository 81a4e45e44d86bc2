// The table. Stage keys come first: in stage mode they win over the same key elsewhere.
#include "window/session/keys.h"

#include "convlens/operation.h"
#include "scene/network/network_tags.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <array>
#include <vector>

namespace convlens {
namespace {

constexpr int ctrl = GLFW_MOD_CONTROL, shift = GLFW_MOD_SHIFT, alt = GLFW_MOD_ALT;
using enum PlaybackCommand;
using enum LookCommand;
using enum FileCommand;
using enum EditCommand;
using enum LessonCommand;
using enum NetworkCommand;
using enum KeyScope;

constexpr int64_t input_size = static_cast<int64_t>(Parameter::input_size);
constexpr int64_t kernel_size = static_cast<int64_t>(Parameter::kernel_size);
constexpr int64_t stride = static_cast<int64_t>(Parameter::stride);
constexpr int64_t padding = static_cast<int64_t>(Parameter::padding);
constexpr int64_t dilation = static_cast<int64_t>(Parameter::dilation);

constexpr KeyBinding bindings[] = {
    {GLFW_KEY_A, 0, choose_offer, 0, offers, "A – D"},
    {GLFW_KEY_B, 0, choose_offer, 1, offers, ""},
    {GLFW_KEY_C, 0, choose_offer, 2, offers, ""},
    {GLFW_KEY_D, 0, choose_offer, 3, offers, ""},
    {GLFW_KEY_B, 0, black_screen, 0, KeyScope::stage, "B"},
    {GLFW_KEY_PERIOD, 0, black_screen, 0, KeyScope::stage, "."},
    {GLFW_KEY_W, 0, white_screen, 0, KeyScope::stage, "W"},
    {GLFW_KEY_0, 0, type_guess, '0', guess, "0 – 9"},
    {GLFW_KEY_1, 0, type_guess, '1', guess, ""},
    {GLFW_KEY_2, 0, type_guess, '2', guess, ""},
    {GLFW_KEY_3, 0, type_guess, '3', guess, ""},
    {GLFW_KEY_4, 0, type_guess, '4', guess, ""},
    {GLFW_KEY_5, 0, type_guess, '5', guess, ""},
    {GLFW_KEY_6, 0, type_guess, '6', guess, ""},
    {GLFW_KEY_7, 0, type_guess, '7', guess, ""},
    {GLFW_KEY_8, 0, type_guess, '8', guess, ""},
    {GLFW_KEY_9, 0, type_guess, '9', guess, ""},
    {GLFW_KEY_KP_0, 0, type_guess, '0', guess, ""},
    {GLFW_KEY_KP_1, 0, type_guess, '1', guess, ""},
    {GLFW_KEY_KP_2, 0, type_guess, '2', guess, ""},
    {GLFW_KEY_KP_3, 0, type_guess, '3', guess, ""},
    {GLFW_KEY_KP_4, 0, type_guess, '4', guess, ""},
    {GLFW_KEY_KP_5, 0, type_guess, '5', guess, ""},
    {GLFW_KEY_KP_6, 0, type_guess, '6', guess, ""},
    {GLFW_KEY_KP_7, 0, type_guess, '7', guess, ""},
    {GLFW_KEY_KP_8, 0, type_guess, '8', guess, ""},
    {GLFW_KEY_KP_9, 0, type_guess, '9', guess, ""},
    {GLFW_KEY_X, 0, type_guess, 'x', guess, "x , . −"},
    {GLFW_KEY_COMMA, 0, type_guess, ',', guess, ""},
    {GLFW_KEY_PERIOD, 0, type_guess, '.', guess, ""},
    {GLFW_KEY_KP_DECIMAL, 0, type_guess, '.', guess, ""},
    {GLFW_KEY_MINUS, 0, type_guess, '-', guess, ""},
    {GLFW_KEY_KP_SUBTRACT, 0, type_guess, '-', guess, ""},
    {GLFW_KEY_SPACE, 0, type_guess, ' ', guess, ""},
    {GLFW_KEY_ENTER, 0, commit_guess, 0, guess, "Enter"},
    {GLFW_KEY_KP_ENTER, 0, commit_guess, 0, guess, ""},
    {GLFW_KEY_BACKSPACE, 0, erase_guess, 0, guess, "Backspace"},
    {GLFW_KEY_J, 0, LessonCommand::does_not_know, 0, lesson, "J"},
    {GLFW_KEY_N, 0, new_numbers, 0, lesson, "N"},
    {GLFW_KEY_H, 0, count_hands, 0, lesson, "H"},
    {GLFW_KEY_G, 0, go_to_page, 0, lesson, "G"},
    {GLFW_KEY_M, 0, switch_class, 0, lesson, "M"},
    {GLFW_KEY_E, 0, try_figure, 0, lesson, "E"},
    {GLFW_KEY_O, 0, open_layer, 0, network, "O"},
    {GLFW_KEY_B, 0, NetworkCommand::act, static_cast<int64_t>(NetworkAction::path), network, "B"},
    {GLFW_KEY_C, 0, NetworkCommand::act, static_cast<int64_t>(NetworkAction::compare), network, "C"},
    {GLFW_KEY_U, 0, next_rule, 0, network, "U"},
    {GLFW_KEY_D, 0, NetworkCommand::draw, 0, network, "D"},
    {GLFW_KEY_M, 0, next_sample, 1, network, "M"},
    {GLFW_KEY_X, shift, open_exercises, -1, letters, "Shift+X"},
    {GLFW_KEY_SPACE, 0, play_pause, 0, figure, "Space"},
    {GLFW_KEY_K, 0, play_pause, 0, letters, "K"},
    {GLFW_KEY_PAGE_DOWN, 0, next_step, 0, always, "PageDown"},
    {GLFW_KEY_RIGHT, 0, next_step, 0, figure, "→"},
    {GLFW_KEY_N, 0, next_step, 0, letters, "N"},
    {GLFW_KEY_ENTER, 0, next_step, 0, figure, "Enter"},
    {GLFW_KEY_KP_ENTER, 0, next_step, 0, figure, ""},
    {GLFW_KEY_PAGE_UP, 0, previous_step, 0, always, "PageUp"},
    {GLFW_KEY_PAGE_DOWN, shift, next_part, 0, always, "Shift+PageDown"},
    {GLFW_KEY_PAGE_UP, shift, previous_part, 0, always, "Shift+PageUp"},
    {GLFW_KEY_PERIOD, 0, next_term, 0, no_stage, "."},
    {GLFW_KEY_COMMA, 0, previous_term, 0, no_stage, ","},
    {GLFW_KEY_LEFT, 0, previous_step, 0, figure, "←"},
    {GLFW_KEY_P, 0, previous_step, 0, letters, "P"},
    {GLFW_KEY_BACKSPACE, 0, previous_step, 0, figure, "Backspace"},
    {GLFW_KEY_HOME, 0, first_step, 0, figure, "Home"},
    {GLFW_KEY_END, 0, last_step, 0, figure, "End"},
    {GLFW_KEY_0, 0, seek_tenth, 0, letters, "0 – 9"},
    {GLFW_KEY_1, 0, seek_tenth, 1, letters, ""},
    {GLFW_KEY_2, 0, seek_tenth, 2, letters, ""},
    {GLFW_KEY_3, 0, seek_tenth, 3, letters, ""},
    {GLFW_KEY_4, 0, seek_tenth, 4, letters, ""},
    {GLFW_KEY_5, 0, seek_tenth, 5, letters, ""},
    {GLFW_KEY_6, 0, seek_tenth, 6, letters, ""},
    {GLFW_KEY_7, 0, seek_tenth, 7, letters, ""},
    {GLFW_KEY_8, 0, seek_tenth, 8, letters, ""},
    {GLFW_KEY_9, 0, seek_tenth, 9, letters, ""},
    {GLFW_KEY_KP_0, 0, seek_tenth, 0, letters, ""},
    {GLFW_KEY_KP_1, 0, seek_tenth, 1, letters, ""},
    {GLFW_KEY_KP_2, 0, seek_tenth, 2, letters, ""},
    {GLFW_KEY_KP_3, 0, seek_tenth, 3, letters, ""},
    {GLFW_KEY_KP_4, 0, seek_tenth, 4, letters, ""},
    {GLFW_KEY_KP_5, 0, seek_tenth, 5, letters, ""},
    {GLFW_KEY_KP_6, 0, seek_tenth, 6, letters, ""},
    {GLFW_KEY_KP_7, 0, seek_tenth, 7, letters, ""},
    {GLFW_KEY_KP_8, 0, seek_tenth, 8, letters, ""},
    {GLFW_KEY_KP_9, 0, seek_tenth, 9, letters, ""},
    {GLFW_KEY_LEFT_BRACKET, 0, slower, 0, letters, "["},
    {GLFW_KEY_RIGHT_BRACKET, 0, faster, 0, letters, "]"},
    {GLFW_KEY_BACKSLASH, 0, PlaybackCommand::normal_speed, 0, letters, "\\"},
    {GLFW_KEY_L, 0, toggle_loop, 0, letters, "L"},
    {GLFW_KEY_V, 0, toggle_view, 0, letters, "V"},
    {GLFW_KEY_S, 0, toggle_pair, 0, letters, "S"},
    {GLFW_KEY_X, 0, EditCommand::reverse, 0, letters, "X"},
    {GLFW_KEY_T, 0, toggle_terms, 0, letters, "T"},
    {GLFW_KEY_A, 0, toggle_all, 0, letters, "A"},
    {GLFW_KEY_R, 0, reset, 0, letters, "R"},
    {GLFW_KEY_F5, 0, toggle_stage, 0, always, "F5"},
    {GLFW_KEY_F11, 0, toggle_stage, 0, always, "F11"},
    {GLFW_KEY_F, 0, toggle_stage, 0, letters, "F"},
    {GLFW_KEY_F5, ctrl, ClassCommand::toggle_window, 0, always, "Ctrl+F5"},
    {GLFW_KEY_1, ctrl, ClassCommand::pen, 0, always, "Ctrl+1"},
    {GLFW_KEY_2, ctrl, ClassCommand::pen, 1, always, "Ctrl+2"},
    {GLFW_KEY_3, ctrl, ClassCommand::pen, 2, always, "Ctrl+3"},
    {GLFW_KEY_4, ctrl, ClassCommand::pen, 3, always, "Ctrl+4"},
    {GLFW_KEY_DELETE, 0, ClassCommand::wipe, 0, figure, "Delete"},
    {GLFW_KEY_S, shift, ClassCommand::spotlight, 0, letters, "Shift+S"},
    {GLFW_KEY_M, shift, ClassCommand::minutes, 0, letters, "Shift+M"},
    {GLFW_KEY_ESCAPE, 0, leave, 0, always, "Esc"},
    {GLFW_KEY_F6, 0, switch_focus, 0, always, "F6"},
    {GLFW_KEY_O, ctrl, open_panel, 0, always, "Ctrl+O"},
    {GLFW_KEY_S, ctrl, save, 0, always, "Ctrl+S"},
    {GLFW_KEY_S, ctrl | shift, save_panel, 0, always, "Ctrl+Shift+S"},
    {GLFW_KEY_Z, ctrl, undo, 0, letters, "Ctrl+Z"},
    {GLFW_KEY_Z, ctrl | shift, redo, 0, letters, "Ctrl+Shift+Z"},
    {GLFW_KEY_E, ctrl, export_panel, 0, always, "Ctrl+E"},
    {GLFW_KEY_C, ctrl, copy_picture, 0, letters, "Ctrl+C"},
    {GLFW_KEY_C, ctrl | shift, copy_code, 0, letters, "Ctrl+Shift+C"},
    {GLFW_KEY_C, ctrl | alt, copy_spoken, 0, letters, "Ctrl+Alt+C"},
    {GLFW_KEY_V, ctrl, paste, 0, letters, "Ctrl+V"},
    {GLFW_KEY_D, 0, toggle_paint, 0, letters, "D"},
    {GLFW_KEY_I, alt, parameter_up, input_size, always, "Alt+I"},
    {GLFW_KEY_I, alt | shift, parameter_down, input_size, always, "Alt+Shift+I"},
    {GLFW_KEY_K, alt, parameter_up, kernel_size, always, "Alt+K"},
    {GLFW_KEY_K, alt | shift, parameter_down, kernel_size, always, "Alt+Shift+K"},
    {GLFW_KEY_S, alt, parameter_up, stride, always, "Alt+S"},
    {GLFW_KEY_S, alt | shift, parameter_down, stride, always, "Alt+Shift+S"},
    {GLFW_KEY_P, alt, parameter_up, padding, always, "Alt+P"},
    {GLFW_KEY_P, alt | shift, parameter_down, padding, always, "Alt+Shift+P"},
    {GLFW_KEY_D, alt, parameter_up, dilation, always, "Alt+D"},
    {GLFW_KEY_D, alt | shift, parameter_down, dilation, always, "Alt+Shift+D"},
    {GLFW_KEY_EQUAL, ctrl, larger, 0, always, "Ctrl++"},
    {GLFW_KEY_EQUAL, ctrl | shift, larger, 0, always, ""},
    {GLFW_KEY_KP_ADD, ctrl, larger, 0, always, ""},
    {GLFW_KEY_MINUS, ctrl, smaller, 0, always, "Ctrl+−"},
    {GLFW_KEY_KP_SUBTRACT, ctrl, smaller, 0, always, ""},
    {GLFW_KEY_0, ctrl, normal_size, 0, always, "Ctrl+0"},
    {GLFW_KEY_PAGE_DOWN, ctrl, next_figure, 0, always, "Ctrl+PageDown"},
    {GLFW_KEY_PAGE_UP, ctrl, previous_figure, 0, always, "Ctrl+PageUp"},
    {GLFW_KEY_Q, ctrl, quit, 0, always, "Ctrl+Q"},
    {GLFW_KEY_F1, 0, help, 0, always, "F1"},
    {GLFW_KEY_SLASH, shift, help, 0, letters, "?"},
};

bool counts(KeyScope scope, const KeyContext& context) {
    switch (scope) {
    case always:
        return true;
    case letters:
        return !context.typing;
    case figure:
        return !context.typing && !context.focus_in_panel;
    case KeyScope::stage:
        return !context.typing && context.stage && !context.guess_begun;
    case no_stage:
        return !context.typing && !context.stage;
    case lesson:
        return !context.typing && context.lesson;
    case guess:
        return !context.typing && !context.focus_in_panel && context.guess;
    case offers:
        return !context.typing && context.offers;
    case network:
        return !context.typing && context.network;
    }
    return false;
}

/// Commands in the order of the list of keys, those that are shown together in one row.
struct HelpRow {
    const char* text_key;
    std::vector<Command> commands;
};

std::vector<KeyHelp> make_help() {
    const HelpRow rows[] = {{"key.play_pause", {play_pause}},
                            {"key.next_step", {next_step}},
                            {"key.previous_step", {previous_step}},
                            {"key.part", {next_part, previous_part}},
                            {"key.term", {next_term, previous_term}},
                            {"key.first_last", {first_step, last_step}},
                            {"key.tenth", {seek_tenth}},
                            {"key.speed", {slower, faster, PlaybackCommand::normal_speed}},
                            {"key.loop", {toggle_loop}},
                            {"key.view", {toggle_view}},
                            {"key.pair", {toggle_pair}},
                            {"key.reverse", {EditCommand::reverse}},
                            {"key.terms", {toggle_terms}},
                            {"key.all", {toggle_all}},
                            {"key.reset", {reset}},
                            {"key.stage", {toggle_stage}},
                            {"key.blank", {black_screen, white_screen}},
                            {"key.class_window", {ClassCommand::toggle_window}},
                            {"key.pen", {ClassCommand::pen}},
                            {"key.wipe", {ClassCommand::wipe}},
                            {"key.spotlight", {ClassCommand::spotlight}},
                            {"key.minutes", {ClassCommand::minutes}},
                            {"key.leave", {leave}},
                            {"key.focus", {switch_focus}},
                            {"key.open", {open_panel}},
                            {"key.save", {save, save_panel}},
                            {"key.undo", {undo, redo}},
                            {"key.export", {export_panel}},
                            {"key.copy", {copy_picture}},
                            {"key.copy_code", {copy_code}},
                            {"key.copy_spoken", {copy_spoken}},
                            {"key.paste", {paste}},
                            {"key.paint", {toggle_paint}},
                            {"key.parameter", {parameter_up}},
                            {"key.scale", {larger, smaller, normal_size}},
                            {"key.figure", {next_figure, previous_figure}},
                            {"key.quit", {quit}},
                            {"key.help", {help}},
                            {"key.guess", {type_guess, choose_offer, commit_guess}},
                            {"key.lesson", {LessonCommand::does_not_know, new_numbers, try_figure}},
                            {"key.class", {count_hands, switch_class}},
                            {"key.page", {go_to_page}},
                            {"key.network", {open_layer, NetworkCommand::act, next_rule}},
                            {"key.network_input", {NetworkCommand::draw, next_sample}},
                            {"key.exercises", {open_exercises}}};
    std::vector<KeyHelp> result;
    for (const HelpRow& row : rows) {
        KeyHelp line{row.text_key, ""};
        for (const Command command : row.commands)
            for (const KeyBinding& binding : bindings)
                if (binding.command == command && !binding.name.empty())
                    line.shortcuts += (line.shortcuts.empty() ? "" : "  ") + std::string(binding.name);
        result.push_back(line);
    }
    return result;
}

} // namespace

std::span<const KeyBinding> key_bindings() {
    return bindings;
}

const KeyBinding* binding_of(int key, int mods, const KeyContext& context) {
    const int asked = mods & (ctrl | shift | alt | GLFW_MOD_SUPER); // locks do not matter
    for (const KeyBinding& binding : bindings)
        if (binding.key == key && binding.mods == asked && counts(binding.scope, context))
            return &binding;
    return nullptr;
}

std::string shortcut_text(Command command, std::optional<int64_t> argument) {
    for (const KeyBinding& binding : bindings)
        if (binding.command == command && (!argument || binding.argument == *argument))
            return std::string(binding.name);
    return {};
}

std::span<const KeyHelp> key_help() {
    static const std::vector<KeyHelp> help = make_help();
    return help;
}

} // namespace convlens
