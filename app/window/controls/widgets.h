// The few widgets of the panels: sliders that know their limits, buttons, choices. Behaviour is Dear ImGui's,
// the look is drawn here.
#pragma once

#include "window/controls/ui.h"

#include <cstdint>
#include <string>

namespace convlens {

struct SliderState {
    int64_t value = 0;
    int64_t from = 0, to = 0;    // the control's own range
    int64_t low = 0, high = 0;   // where it stops
    std::string shown{};         // instead of the value, where not empty: the value itself cannot be typed
    bool number_pressed = false; // out: `shown` was clicked on, it is to be typed
};

/// Label, number and track in one column. True: `value` changed, by the mouse or by the wheel over the number
/// within low and high, by typing (a click on the number, Ctrl+click) to anything: when the typing ends, for
/// the beginning of a number is another number. `note`: a short line below; `limit_note`: instead of it while
/// the person is at the slider.
bool slider(const Ui& ui, const char* id, std::string_view label, SliderState& state, std::string_view note,
            std::string_view limit_note);

/// A button of the panel's width or `width` px; `on`: it is the present choice.
bool button(const Ui& ui, const std::string& label, float width, bool on = false);
/// Words that can be clicked, without a frame; `on` in the accent colour. `arrow`: it opens something.
bool link(const Ui& ui, const std::string& label, bool on = false, bool arrow = false);
/// A link of several that are chosen from: the present one has a line below it, for colour is never alone.
bool choice_link(const Ui& ui, const std::string& label, bool on);
/// px that a link's words take.
float link_width(const Ui& ui, std::string_view shown, bool arrow = false);
/// Opens a list when the last widget was `pressed`, below it, or above where it is in the window's lower
/// half; as high as there is room. True: it is open, EndPopup must follow.
bool begin_list(const Ui& ui, const char* popup, bool pressed);
/// One row of a list; its shortcut at the right, before it a mark where it is the present choice.
bool list_row(const Ui& ui, const std::string& label, const std::string& shortcut, bool on, float width);
/// A line between two links, `before` the next one, px of the design.
void link_separator(const Ui& ui, float before);
/// Words below the last widget (above it in the window's lower half) while the mouse is over it, one that is
/// switched off too; its shortcut behind them.
void hint(const Ui& ui, std::string_view text, std::string_view shortcut = {});
/// Words in a colour, from anywhere: nothing in them is read as a format.
void words(std::string_view text, Color color);
void wrapped_words(std::string_view text, Color color);
/// px of height that these would take in lines of `width` px.
float wrapped_height(std::string_view text, float width);
/// From here to the right edge, or `width` px long.
void hairline(const Ui& ui, float width = 0);
/// Opens a list of choices below a framed title; EndCombo must follow where true.
bool begin_choice(const Ui& ui, const char* id, const std::string& present, float width, bool bold = false);

/// A frame in the accent's colour around the last widget while something is typed into it.
void typing_frame(const Ui& ui);

/// The part of a label before "###".
std::string_view shown_part(std::string_view label);

} // namespace convlens
