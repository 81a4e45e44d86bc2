// A slider is Dear ImGui's, invisible, with ours drawn over it: keyboard, dragging and typing come for
// nothing.
#include "window/controls/widgets.h"

#include "scene/base/wrapping.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace convlens {
namespace {

void draw_track(const Ui& ui, const SliderState& state, ImVec2 min, ImVec2 max, bool lively) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float radius = ui.px(lively ? 8.0F : 7.0F), y = (min.y + max.y) / 2;
    const float x0 = min.x + ui.px(2), x1 = max.x - ui.px(2);
    const auto at = [&](int64_t value) {
        const auto span = static_cast<float>(std::max<int64_t>(state.to - state.from, 1));
        const float t = static_cast<float>(std::clamp(value, state.from, state.to) - state.from) / span;
        return x0 + radius + (x1 - x0 - 2 * radius) * t;
    };
    const float half = ui.px(2), knob = at(state.value);
    const ImU32 rest = imgui_color(mixed(ui.theme.card, ui.theme.text, 0.14F));
    draw.AddRectFilled({x0, y - half}, {x1, y + half}, rest, half);
    if (state.high < state.to) { // beyond what is possible: thinner
        draw.AddRectFilled({at(state.high) + radius, y - half}, {x1, y + half}, imgui_color(ui.theme.card));
        draw.AddRectFilled({at(state.high) + radius, y - half / 3}, {x1, y + half / 3}, rest);
        draw.AddRectFilled({at(state.high) + radius, y - ui.px(4)},
                           {at(state.high) + radius + ui.px(1.5F), y + ui.px(4)},
                           imgui_color(ui.theme.quiet));
    }
    draw.AddRectFilled({x0, y - half}, {knob, y + half}, imgui_color(ui.theme.accent), half);
    draw.AddCircleFilled({knob, y}, radius, imgui_color(ui.theme.card), 24);
    draw.AddCircle({knob, y}, radius - ui.px(1), imgui_color(ui.theme.accent), 24, ui.px(2));
}

/// What is done to the number above the track.
struct NumberInput {
    bool pressed = false, hovered = false;
    int64_t turns = 0; // of the wheel
};

/// Whole turns of the wheel over a rectangle, which then scrolls nothing else.
int64_t wheel_turns(const char* id, const ImRect& rect) {
    const ImGuiID item = ImGui::GetID((std::string(id) + "wheel").c_str());
    ImGui::ItemAdd(rect, item, nullptr, ImGuiItemFlags_NoNav | ImGuiItemFlags_NoTabStop);
    if (!ImGui::ItemHoverable(rect, item))
        return 0;
    ImGui::SetItemUsingMouseWheel();
    float& turns = *ImGui::GetStateStorage()->GetFloatRef(item);
    turns += ImGui::GetIO().MouseWheel;
    const float whole = std::trunc(turns);
    turns -= whole;
    return static_cast<int64_t>(whole);
}

/// Label and number above the track.
NumberInput slider_heading(const Ui& ui, const char* id, std::string_view label, const SliderState& state,
                           ImVec2 start) {
    const float width = ImGui::GetContentRegionAvail().x;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddText(start, imgui_color(ui.theme.quiet), label.data(), label.data() + label.size());
    std::string number = state.shown.empty() ? std::to_string(state.value) : state.shown;
    if (number[0] == '-')
        number.replace(0, 1, "−");
    ImGui::PushFont(ui.fonts.mono_bold);
    const float number_width = ImGui::CalcTextSize(number.c_str()).x;
    draw.AddText({start.x + width - number_width, start.y - ui.px(1)}, imgui_color(ui.theme.text),
                 number.c_str());
    ImGui::PopFont();
    const float wide = std::max(number_width + ui.px(8), ui.px(30)); // a single digit can be hit too
    const ImRect rect({start.x + width - wide, start.y - ui.px(3)},
                      {start.x + width + ui.px(2), start.y + ui.px(15)});
    NumberInput input;
    input.turns = wheel_turns(id, rect);
    input.hovered = ImGui::IsItemHovered();
    if (input.hovered)
        ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    input.pressed = input.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left);
    return input;
}

/// Dear ImGui's slider, in no colour but while a number is typed into it. `opens`: typing begins, as by Tab.
bool hidden_slider(const Ui& ui, const std::string& id, const SliderState& state, int64_t& value,
                   bool opens) {
    const ImGuiID item = ImGui::GetID(id.c_str());
    const bool typing = ImGui::TempInputIsActive(item);
    constexpr ImGuiCol colors[] = {ImGuiCol_Text,          ImGuiCol_FrameBg,    ImGuiCol_FrameBgHovered,
                                   ImGuiCol_FrameBgActive, ImGuiCol_SliderGrab, ImGuiCol_SliderGrabActive,
                                   ImGuiCol_Border};
    if (!typing)
        for (const ImGuiCol color : colors)
            ImGui::PushStyleColor(color, 0U);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(6), ui.px(1)});
    ImGui::PushStyleVar(ImGuiStyleVar_GrabMinSize, ui.px(14));
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
    if (opens) {
        ImGuiContext& context = *ImGui::GetCurrentContext();
        context.NavNextActivateId = item;
        context.NavNextActivateFlags = ImGuiActivateFlags_PreferInput;
    }
    const ImGuiSliderFlags flags = state.shown.empty() ? 0 : ImGuiSliderFlags_NoInput;
    const bool moved =
        ImGui::SliderScalar(id.c_str(), ImGuiDataType_S64, &value, &state.from, &state.to, "%lld", flags);
    ImGui::PopStyleVar(2);
    if (typing)
        typing_frame(ui);
    if (!typing)
        ImGui::PopStyleColor(static_cast<int>(std::size(colors)));
    return moved;
}

/// Keeps what is typed until the typing ends: "2" on the way to "28" is not what is meant. True: `value` is
/// what was typed.
bool typed_at_last(const char* id, bool typing, bool moved, int64_t& value) {
    ImGuiStorage& storage = *ImGui::GetStateStorage();
    const ImGuiID has = ImGui::GetID((std::string(id) + "has").c_str());
    const ImGuiID low = ImGui::GetID((std::string(id) + "low").c_str());
    const ImGuiID high = ImGui::GetID((std::string(id) + "high").c_str());
    if (typing && moved) {
        storage.SetBool(has, true);
        storage.SetInt(low, static_cast<int>(static_cast<uint32_t>(value)));
        storage.SetInt(high, static_cast<int>(value >> 32));
    }
    if (typing || !storage.GetBool(has))
        return false;
    storage.SetBool(has, false);
    value = static_cast<int64_t>(storage.GetInt(high)) << 32 | static_cast<uint32_t>(storage.GetInt(low));
    return true;
}

void slider_note(const Ui& ui, ImVec2 start, std::string_view note) {
    if (!note.empty()) {
        const WithFont small(ui.fonts.small);
        ImGui::GetWindowDrawList()->AddText({start.x, start.y + ui.px(32)}, imgui_color(ui.theme.w.heading),
                                            note.data(), note.data() + note.size());
    }
    ImGui::Dummy({ImGui::GetContentRegionAvail().x, ui.px(9)});
}

/// Dear ImGui breaks at spaces only, and Chinese has none.
std::vector<std::string> lines_of(std::string_view text, float width) {
    return wrapped(text, width, [](std::string_view part) {
        return ImGui::CalcTextSize(part.data(), part.data() + part.size()).x;
    });
}

} // namespace

std::string_view shown_part(std::string_view label) {
    return label.substr(0, label.find("##"));
}

void words(std::string_view text, Color color) {
    ImGui::PushStyleColor(ImGuiCol_Text, imgui_color(color));
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
    ImGui::PopStyleColor();
}

void wrapped_words(std::string_view text, Color color) {
    std::string all;
    for (const std::string& line : lines_of(text, ImGui::GetContentRegionAvail().x))
        all.append(all.empty() ? "" : "\n").append(line);
    words(all, color);
}

float wrapped_height(std::string_view text, float width) {
    return static_cast<float>(lines_of(text, width).size()) * ImGui::GetTextLineHeight();
}

void hairline(const Ui& ui, float width) {
    ImGui::Dummy({1, ui.px(2)});
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddRectFilled(
        at, {at.x + (width > 0 ? width : ImGui::GetContentRegionAvail().x), at.y + std::max(1.0F, ui.px(1))},
        imgui_color(ui.theme.hairline));
    ImGui::Dummy({1, ui.px(4)});
}

bool slider(const Ui& ui, const char* id, std::string_view label, SliderState& state, std::string_view note,
            std::string_view limit_note) {
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const std::string hidden = "###" + std::string(id);
    const NumberInput number = slider_heading(ui, id, label, state, start);
    ImGui::SetCursorScreenPos({start.x, start.y + ui.px(16)});
    int64_t value = state.value;
    const bool moved = hidden_slider(ui, hidden, state, value, number.pressed && state.shown.empty());
    state.number_pressed =
        !state.shown.empty() && (number.pressed || (ImGui::IsItemClicked() && ImGui::GetIO().KeyCtrl));
    const bool typing = ImGui::TempInputIsActive(ImGui::GetID(hidden.c_str()));
    const bool lively =
        number.hovered || ImGui::IsItemHovered() || ImGui::IsItemActive() || ImGui::IsItemFocused();
    if (!typing)
        draw_track(ui, state, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), lively);
    ImGui::SetCursorScreenPos({start.x, start.y + ui.px(35)});
    slider_note(ui, start, lively && !limit_note.empty() ? limit_note : note);
    const bool typed = typed_at_last(id, typing, moved, value);
    if (typing || state.number_pressed)
        return false;
    if (!typed && number.turns != 0)
        value = state.value + number.turns;
    if (!typed)
        value = std::clamp(value, std::min(state.low, state.value), std::max(state.high, state.value));
    const bool changed = value != state.value;
    state.value = value;
    return changed;
}

bool button(const Ui& ui, const std::string& label, float width, bool on) {
    if (on) {
        ImGui::PushStyleColor(ImGuiCol_Border, imgui_color(ui.theme.accent));
        ImGui::PushStyleColor(ImGuiCol_Text, imgui_color(ui.theme.accent));
    }
    const bool pressed = ImGui::Button(label.c_str(), {width, ui.px(27)});
    if (on) {
        ImGui::PopStyleColor(2);
        const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
        const float half = ui.px(1); // the line stays within the button; colour is never alone
        ImGui::GetWindowDrawList()->AddRect({min.x + half, min.y + half}, {max.x - half, max.y - half},
                                            imgui_color(ui.theme.accent), ImGui::GetStyle().FrameRounding, 0,
                                            ui.px(2));
    }
    return pressed;
}

void hint(const Ui& ui, std::string_view text, std::string_view shortcut) {
    if (!ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled))
        return;
    // Beside the widget, so that its neighbours stay in sight.
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    const bool is_low = min.y > ImGui::GetIO().DisplaySize.y / 2;
    const bool is_right = min.x > ImGui::GetIO().DisplaySize.x / 2;
    ImGui::SetNextWindowPos({is_right ? max.x : min.x, is_low ? min.y - ui.px(5) : max.y + ui.px(5)},
                            ImGuiCond_Always, {is_right ? 1.0F : 0.0F, is_low ? 1.0F : 0.0F});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(9), ui.px(5)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(6));
    ImGui::BeginTooltip();
    words(text, ui.theme.text);
    if (!shortcut.empty()) {
        ImGui::SameLine(0, ui.px(12));
        words(shortcut, ui.theme.quiet);
    }
    ImGui::EndTooltip();
    ImGui::PopStyleVar(2);
}

float link_width(const Ui& ui, std::string_view shown, bool arrow) {
    return ImGui::CalcTextSize(shown.data(), shown.data() + shown.size()).x + ui.px(arrow ? 28 : 14);
}

bool link(const Ui& ui, const std::string& label, bool on, bool arrow) {
    const std::string_view shown = shown_part(label);
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float height = ImGui::GetTextLineHeight() + ui.px(8), pad = ui.px(7),
                width = link_width(ui, shown, arrow);
    const bool pressed = ImGui::InvisibleButton(label.c_str(), {width, height});
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const bool lively = ImGui::IsItemHovered() || ImGui::IsItemFocused();
    if (ImGui::IsItemHovered())
        draw.AddRectFilled(start, {start.x + width, start.y + height},
                           imgui_color(mixed(ui.theme.card, ui.theme.text, 0.07F)), ui.px(6));
    const ImU32 color = imgui_color(on       ? ui.theme.accent
                                    : lively ? ui.theme.text
                                             : mixed(ui.theme.quiet, ui.theme.text, 0.5F));
    draw.AddText({start.x + pad, start.y + ui.px(4)}, color, shown.data(), shown.data() + shown.size());
    if (arrow) {
        const ImVec2 at{start.x + width - ui.px(12), start.y + height / 2 + ui.px(0.5F)};
        draw.AddTriangleFilled({at.x - ui.px(3.5F), at.y - ui.px(2)}, {at.x + ui.px(3.5F), at.y - ui.px(2)},
                               {at.x, at.y + ui.px(2.5F)}, color);
    }
    return pressed;
}

bool choice_link(const Ui& ui, const std::string& label, bool on) {
    const bool pressed = link(ui, label, on);
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    if (on)
        ImGui::GetWindowDrawList()->AddRectFilled({min.x + ui.px(7), max.y - ui.px(2.5F)},
                                                  {max.x - ui.px(7), max.y - ui.px(0.5F)},
                                                  imgui_color(ui.theme.accent), ui.px(1));
    return pressed;
}

bool begin_list(const Ui& ui, const char* popup, bool pressed) {
    if (pressed)
        ImGui::OpenPopup(popup);
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax(),
                 size = ImGui::GetIO().DisplaySize;
    const bool is_low = min.y > size.y / 2, is_right = min.x > size.x / 2;
    const float gap = ui.px(6), y = is_low ? min.y - gap : max.y + gap;
    ImGui::SetNextWindowPos({is_right ? std::min(max.x, size.x - gap) : min.x, y}, ImGuiCond_Always,
                            {is_right ? 1.0F : 0.0F, is_low ? 1.0F : 0.0F});
    const float room = (is_low ? y : size.y - y) - gap;
    ImGui::SetNextWindowSizeConstraints({0, 0}, {size.x - gap, std::max(room, ui.px(40))});
    return ImGui::BeginPopup(popup, ImGuiWindowFlags_NoMove);
}

bool list_row(const Ui& ui, const std::string& label, const std::string& shortcut, bool on, float width) {
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::Selectable(label.c_str(), on, 0, {width, 0});
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (!shortcut.empty()) {
        const float shortcut_width = ImGui::CalcTextSize(shortcut.c_str()).x;
        draw.AddText({start.x + width - shortcut_width, start.y}, imgui_color(ui.theme.quiet),
                     shortcut.c_str());
    } else if (on) { // a tick: colour is never alone
        const float y = start.y + ImGui::GetTextLineHeight() / 2, x = start.x + width - ui.px(14);
        const ImVec2 tick[] = {{x, y}, {x + ui.px(4), y + ui.px(4)}, {x + ui.px(11), y - ui.px(5)}};
        draw.AddPolyline(tick, 3, imgui_color(ui.theme.accent), 0, ui.px(2));
    }
    return pressed;
}

void link_separator(const Ui& ui, float before) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float x = at.x - ui.px(before);
    ImGui::GetWindowDrawList()->AddLine({x, at.y + ui.px(6)}, {x, at.y + ui.px(18)},
                                        imgui_color(ui.theme.quiet), 1);
}

bool begin_choice(const Ui& ui, const char* id, const std::string& present, float width, bool bold) {
    const ImVec2 start = ImGui::GetCursorScreenPos();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    ImGui::SetNextItemWidth(width);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(11), ui.px(bold ? 7.0F : 4.5F)});
    const float height = ImGui::GetFrameHeight();
    const bool open =
        ImGui::BeginCombo(id, "", ImGuiComboFlags_NoArrowButton | ImGuiComboFlags_HeightLargest);
    ImGui::PopStyleVar();
    // A font is pushed onto a window's list: none may be while the popup begins, so the words are drawn here.
    const ImFont* font = bold ? ui.fonts.bold : ui.fonts.text;
    draw.AddText(font, font->FontSize, {start.x + ui.px(11), start.y + (height - font->FontSize) / 2},
                 imgui_color(ui.theme.text), present.data(), present.data() + present.size());
    const ImVec2 at{start.x + width - ui.px(15), start.y + height / 2};
    draw.AddTriangleFilled({at.x - ui.px(4), at.y - ui.px(2.5F)}, {at.x + ui.px(4), at.y - ui.px(2.5F)},
                           {at.x, at.y + ui.px(3)}, imgui_color(ui.theme.quiet));
    return open;
}

void typing_frame(const Ui& ui) {
    if (!ImGui::IsItemActive())
        return;
    const ImVec2 from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax();
    ImGui::GetWindowDrawList()->AddRect(from, to, imgui_color(ui.theme.accent),
                                        ImGui::GetStyle().FrameRounding, 0, std::max(2.0F, ui.px(2)));
}

} // namespace convlens
