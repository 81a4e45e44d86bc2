// What is taken is decided at the press, by what is lit under the mouse then; everything is changed through
// drafts of the document.
#include "window/application/mouse/drag.h"

#include "document/element.h"
#include "scene/compose.h"
#include "window/application/elements.h"
#include "window/application/mouse/number_typing.h"
#include "window/application/mouse/pull.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace convlens {
namespace {

constexpr float number_px = 8;       // of the mouse to one step of a number
constexpr int max_paint_cells = 512; // between two pictures

/// Offers and choices on the picture ask for their command at the press.
void ask_for_command(const TickContext& context, Tag tag) {
    const std::pair<TagSpace, Command> commands[] = {{TagSpace::issue, EditCommand::nearest_possible},
                                                     {TagSpace::lens_tab, LensCommand::front_lens},
                                                     {TagSpace::lens_choice, LensCommand::choose_in_lens},
                                                     {TagSpace::sheet, LookCommand::show_sheet}};
    for (const auto& [space, command] : commands)
        if (is_space(tag, space))
            context.requests.push_back({command, tag.index, {}});
}

void drag_window(const Drag& drag, const TickContext& context, Vec2 at) {
    const SceneInput input = context.stage.input(context.place, context.texts, {});
    const FigureModel model = figure_model(input);
    const int64_t step = step_under(model, figure_places(input), drag.handle, at);
    if (step != input.cursor.step || context.session.playing || input.cursor.phase == Phase::move)
        context.requests.push_back({PlaybackCommand::seek_step, step, {}});
}

void stretch(Drag& drag, Editor& editor, Vec2 at) {
    const Pull cells = pull_of(drag.base, drag.handle, drag.from, at);
    const Pulled result = pulled(drag.operation, drag.handle, cells, ImGui::GetIO().KeyShift);
    drag.stopped = result.stopped;
    Document draft = editor.document();
    set_operation(draft, result.operation);
    editor.commit(draft);
}

/// Whether tags mean now what they meant at the press.
bool has_same_elements(const Drag& drag, const Editor& editor) {
    return shows_elements(editor) && editor.shown().results.operation == drag.operation;
}

void drag_number(const Drag& drag, const TickContext& context, Vec2 at) {
    if (!has_same_elements(drag, context.editor))
        return;
    const float steps = std::round((drag.from.y - at.y) / (number_px * context.place.design_px()));
    put_number(context.editor, drag.element,
               moved_number(drag.number, static_cast<double>(steps) * number_step()));
}

void seek(const Drag& drag, const TickContext& context, Vec2 at) {
    const Tag tag = pick(context.stage.frame(), at, is_solid);
    if (are_of_one_tensor(tag, drag.element))
        context.requests.push_back({PlaybackCommand::seek_step, tag.index, {}});
}

/// All cells of X on the way from where painting has come to.
void paint(Drag& drag, const TickContext& context, Vec2 at) {
    if (!has_same_elements(drag, context.editor)) {
        drag.last = at;
        return;
    }
    const Vec2 way = at - drag.last;
    const float length = std::hypot(way.x, way.y);
    const int parts =
        std::clamp(static_cast<int>(length / (2 * context.place.design_px())), 1, max_paint_cells);
    Document draft = context.editor.document();
    const Operation operation = operation_of(draft);
    const auto is_same_tensor = [&](Tag tag) { return are_of_one_tensor(tag, drag.element); };
    Tag last;
    for (int i = 1; i <= parts; ++i) {
        const Vec2 point = drag.last + way * (static_cast<float>(i) / static_cast<float>(parts));
        const Tag tag = pick(context.stage.frame(), point, is_same_tensor);
        if (tag.space == 0 || tag == last)
            continue;
        last = tag;
        set_number(draft, operation, *editable(tag), index_in_document(context.editor.shown().results, tag),
                   drag.erasing ? 0 : context.session.brush);
    }
    drag.last = at;
    context.session.hover = last.space != 0 ? last : context.session.hover;
    context.editor.commit(draft);
}

} // namespace

double number_step() {
    const ImGuiIO& io = ImGui::GetIO();
    return io.KeyShift ? 0.1 : io.KeyCtrl ? 10 : 1;
}

bool is_solid(Tag tag) {
    return tag.space != static_cast<uint32_t>(TagSpace::sight); // of any figure
}

void press(Drag& drag, const TickContext& context, Vec2 at) {
    const Tag tag = context.session.hover;
    ask_for_command(context, tag);
    NumberEntry& entry = context.session.entry;
    if (entry.is_open() && !(entry.element == tag) && !commit_entry(context, EntryMove::none))
        entry.close();
    drag.element = tag;
    drag.from = at;
    drag.mode = DragMode::nothing;
    drag.moved = false;
    const Results& results = context.editor.shown().results;
    if (!results.issues.empty())
        return;
    const bool takes_handle = drag.handle.hold != Hold::none && !ImGui::GetIO().KeyAlt;
    drag.operation = operation_of(context.editor.document());
    const TagSpace steps = results.operation.kind == Kind::max_unpool ? TagSpace::x : TagSpace::y;
    if (context.session.painting && editable(tag)) {
        drag.mode = DragMode::paint;
        drag.last = at;
        paint(drag, context, at);
    } else if (is_space(tag, steps)) {
        drag.mode = DragMode::seek;
    } else if (takes_handle && drag.handle.hold == Hold::window) {
        drag.mode = DragMode::window;
    } else if (takes_handle) {
        drag.mode = DragMode::stretch;
        drag.base = figure_places(context.stage.input(context.place, context.texts, {})).base;
        drag.stopped.reset();
    } else if (has_number(tag) && shows_elements(context.editor)) {
        drag.mode = DragMode::number;
        drag.number = number_of(context.editor, tag);
    }
}

void drag_to(Drag& drag, const TickContext& context, Vec2 at) {
    if (!context.editor.shown().results.issues.empty())
        return;
    drag.moved = true;
    switch (drag.mode) {
    case DragMode::nothing:
        break;
    case DragMode::window:
        drag_window(drag, context, at);
        break;
    case DragMode::stretch:
        stretch(drag, context.editor, at);
        break;
    case DragMode::number:
        drag_number(drag, context, at);
        break;
    case DragMode::seek:
        seek(drag, context, at);
        break;
    case DragMode::paint:
        paint(drag, context, at);
        break;
    }
}

} // namespace convlens
