// A word beside the mouse names what would be pulled; where it goes no further, why.
#include "window/application/stage_overlay.h"

#include "scene/compose.h"
#include "scene/page/overlay.h"
#include "scene/words/notation.h"
#include "scene/words/padding_letters.h"
#include "scene/words/words.h"
#include "window/application/elements.h"
#include "window/controls/notes.h"

#include <imgui.h>

#include <algorithm>

namespace convlens {
namespace {

std::string with_signs(const Sizes& sizes) {
    std::string text;
    for (const int64_t size : sizes)
        text += (text.empty() ? "" : "×") + std::to_string(size);
    return text;
}

/// One number where all sides have it, else the sides that are held.
std::string padding_word(const Texts& texts, const Operation& operation, const Handle& handle) {
    const int64_t first = operation.padding_begin[0];
    const std::string_view padding = texts(padding_key(operation));
    const auto is_first = [&](int64_t side) { return side == first; };
    if (std::all_of(operation.padding_begin.begin(), operation.padding_begin.end(), is_first) &&
        std::all_of(operation.padding_end.begin(), operation.padding_end.end(), is_first))
        return texts("ui.held_padding", {{"padding", padding}, {"size", std::to_string(first)}});
    std::string word;
    const auto add = [&](int side, std::size_t from_last, const char* begin, const char* end) {
        if (side == 0)
            return;
        const std::size_t axis = operation.dims() - 1 - from_last;
        const Sizes& sides = side < 0 ? operation.padding_begin : operation.padding_end;
        word += (word.empty() ? "" : ", ") + texts(side < 0 ? begin : end, {{"padding", padding}}) + " " +
                std::to_string(sides[axis]);
    };
    add(handle.rows, 1, "ui.padding_top", "ui.padding_bottom");
    add(handle.columns, 0, "ui.padding_left", "ui.padding_right");
    return word;
}

/// What would be pulled, and how large it is: "kernel 3×3", "padding 1"; where it goes no further, why.
std::string word_of_handle(const TickContext& context, const Drag& drag) {
    const Operation operation = operation_of(context.editor.document());
    const bool pulls = drag.mode == DragMode::stretch && drag.moved;
    std::string word;
    if (drag.handle.hold == Hold::kernel)
        word = context.texts(window_key(operation.kind, "ui.held_kernel", "ui.held_window"),
                             {{"size", with_signs(operation.kernel_size)}});
    if (drag.handle.hold == Hold::padding)
        word = operation.kind == Kind::conv_transpose
                   ? ring_change(pulls ? drag.operation : operation, operation)
                   : padding_word(context.texts, operation, drag.handle);
    if (pulls && drag.stopped && drag.stopped->code != IssueCode::too_small)
        word += " · " + limit_note(context.texts, drag.stopped, operation.kind);
    return word;
}

void add_handle(Overlay& over, const TickContext& context, const Mouse& mouse, Vec2 at) {
    const Drag& drag = mouse.drag();
    const bool held = drag.mode == DragMode::stretch || drag.mode == DragMode::window;
    if (drag.handle.hold == Hold::none || (!held && mouse.is_down()))
        return;
    const SceneInput input = context.stage.input(context.place, context.texts, {});
    const FigureModel model = figure_model(input);
    const FigurePlaces places = figure_places(input);
    over.handles = outlines_of(model, places, drag.handle);
    over.areas = areas_of(model, places, drag.handle);
    over.of_padding = drag.handle.hold == Hold::padding;
    over.held = held && mouse.is_down();
    over.word = word_of_handle(context, drag);
    over.word_at = at;
}

} // namespace

Overlay stage_overlay(const TickContext& context, const Mouse& mouse) {
    Overlay over;
    if (context.session.stage && context.session.next_follows)
        over.notice = context.session.message;
    else if (context.session.stage && context.session.painting)
        over.notice = context.texts("ui.painting_line", {{"value", number_text(context.session.brush)}});
    if (!context.editor.shown().results.issues.empty() || context.session.classroom.pen() ||
        context.session.exporting.open)
        return over;
    const ImGuiIO& io = ImGui::GetIO();
    const Vec2 at = context.place.to_frame({io.MousePos.x, io.MousePos.y});
    const Session& session = context.session;
    const auto cell = [&](Tag tag, Vec2 near) {
        return tag.space == 0 ? std::nullopt : cell_of(context.stage.frame(), tag, near);
    };
    add_handle(over, context, mouse, at);
    if (session.painting && editable(session.hover)) {
        over.brush = cell(session.hover, at);
        over.erasing = io.KeyShift || io.MouseDown[1];
        over.brush_text = number_text(over.erasing ? 0 : session.brush);
    }
    if (!session.entry.is_open())
        over.focus = cell(session.cell, {});
    over.entry = cell(session.entry.element, session.entry.near);
    over.entry_text = with_minus_signs(session.entry.text);
    over.entry_selected = session.entry.selected;
    return over;
}

void draw_pen_tip(const Ui& ui, PenColor pen, const Rect& picture) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (!picture.contains({mouse.x, mouse.y}) || ImGui::GetIO().WantCaptureMouse)
        return;
    ImDrawList& draw = *ImGui::GetForegroundDrawList();
    draw.AddCircleFilled(mouse, ui.px(4), imgui_color(ink_of(pen, ui.theme)), 24);
    draw.AddCircle(mouse, ui.px(5), imgui_color(ui.theme.ground), 24, ui.px(1.5F));
}

void draw_halo(const Ui& ui) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (!ImGui::IsMousePosValid(&mouse))
        return;
    ImDrawList& draw = *ImGui::GetForegroundDrawList();
    draw.AddCircleFilled(mouse, ui.px(26), imgui_color(with_alpha(ui.theme.w.line, 0.22F)), 48);
    draw.AddCircle(mouse, ui.px(26), imgui_color(with_alpha(ui.theme.w.line, 0.8F)), 48, ui.px(2));
}

} // namespace convlens
