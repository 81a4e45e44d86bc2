// The size of the output as a formula with its numbers, set as on paper; which case it is; what is left over.
#include "window/panels/panels.h"

#include "scene/base/formula_parts.h"
#include "scene/base/roles.h"
#include "scene/words/words.h"
#include "window/controls/notes.h"
#include "window/controls/widgets.h"

#include <algorithm>

namespace convlens {
namespace {

float text_width(std::string_view text) {
    return ImGui::CalcTextSize(text.data(), text.data() + text.size()).x;
}

/// Draws the parts from `at` and returns where they end; middle line at the fraction's stroke.
float set_formula(const Ui& ui, const FormulaParts& parts, ImVec2 at, float size) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 ink = imgui_color(ui.theme.text);
    const auto put = [&](std::string_view text, ImVec2 where) {
        draw.AddText(where, ink, text.data(), text.data() + text.size());
    };
    float x = at.x;
    put(parts.before, {x, at.y - size / 2});
    x += text_width(parts.before);
    if (parts.brackets) {
        const float over = text_width(parts.above), under = text_width(parts.below),
                    wide = std::max(over, under);
        const float pad = ui.px(6), line = std::max(1.0F, ui.px(1.2F));
        const float top = at.y - size - ui.px(4), bottom = at.y + size + ui.px(4), foot = ui.px(5);
        const float right = x + wide + 2 * pad;
        const float hook = parts.ceil ? top : bottom;
        draw.AddLine({x, top}, {x, bottom}, ink, line);
        draw.AddLine({x, hook}, {x + foot, hook}, ink, line);
        draw.AddLine({right, top}, {right, bottom}, ink, line);
        draw.AddLine({right - foot, hook}, {right, hook}, ink, line);
        if (parts.below.empty()) {
            put(parts.above, {x + pad, at.y - size / 2});
        } else {
            put(parts.above, {x + pad + (wide - over) / 2, at.y - size - ui.px(2)});
            draw.AddLine({x + pad, at.y}, {x + pad + wide, at.y}, ink, line);
            put(parts.below, {x + pad + (wide - under) / 2, at.y + ui.px(2)});
        }
        x = right;
    }
    put(parts.after, {x, at.y - size / 2});
    return x + text_width(parts.after);
}

float formula_width(const Ui& ui, const FormulaParts& parts) {
    return text_width(parts.before) + text_width(parts.after) +
           (parts.brackets ? std::max(text_width(parts.above), text_width(parts.below)) + ui.px(12) : 0);
}

void one_axis(const Ui& ui, const Operation& operation, std::size_t axis, bool named) {
    const Formula found = formula(operation, axis);
    FormulaParts parts = parts_of(found.numeric);
    parts.before = (is_swapped(operation.kind) ? "o′ = " : "o = ") + parts.before;
    ImFont* font = ui.fonts.mono;
    ImGui::PushFont(font);
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    if (formula_width(ui, parts) > width) { // long ones are set smaller
        ImGui::PopFont();
        font = ui.fonts.small;
        ImGui::PushFont(font);
    }
    const float height = parts.brackets && !parts.below.empty() ? ui.px(44) : ui.px(22);
    set_formula(ui, parts, {start.x, start.y + height / 2}, font->FontSize);
    ImGui::PopFont();
    ImGui::Dummy({width, height});
    ImGui::PushFont(ui.fonts.number);
    const std::string value = "= " + std::to_string(found.value);
    words(value, roles(operation, ui.theme).top.heading);
    ImGui::PopFont();
    if (named) {
        ImGui::SameLine(0, ui.px(10));
        ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui.px(5));
        const WithFont small(ui.fonts.small);
        words(ui.texts(axis == 0 ? "ui.rows" : "ui.columns"), ui.theme.quiet);
    }
}

bool axes_differ(const Operation& o) {
    return o.dims() == 2 && (formula(o, 0).numeric != formula(o, 1).numeric);
}

void remarks(const Ui& ui, const Operation& operation) {
    const WithFont small(ui.fonts.small);
    std::string line = padding_case(ui.texts, operation);
    if (const auto number = relationship(operation))
        line = ui.texts("ui.relationship", {{"number", std::to_string(*number)}}) + " · " + line;
    wrapped_words(line, ui.theme.quiet);
    if (is_swapped(operation.kind))
        return;
    const bool all_read = unread_note(ui.texts, operation).empty();
    wrapped_words(reading_note(ui.texts, operation), all_read ? ui.theme.quiet : ui.theme.w.heading);
}

} // namespace

void size_formula(const PanelInput& input, const Document& draft) {
    const Ui& ui = input.ui;
    words(ui.texts("ui.output_size"), ui.theme.quiet);
    const Operation& operation =
        draft.input.kind == SourceKind::image ? input.results.operation : draft.operation;
    if (!check(operation).empty()) {
        wrapped_words(ui.texts("ui.impossible"), ui.theme.w.heading);
        return;
    }
    const bool differ = axes_differ(operation);
    one_axis(ui, operation, 0, differ);
    if (differ)
        one_axis(ui, operation, 1, true);
    remarks(ui, operation);
}

} // namespace convlens
