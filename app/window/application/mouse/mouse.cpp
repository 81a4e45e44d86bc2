// Every press and release is taken where and when it happened, however many came since the last picture.
#include "window/application/mouse/mouse.h"

#include "document/element.h"
#include "scene/compose.h"
#include "scene/model/highlight.h"
#include "window/application/elements.h"
#include "window/application/mouse/number_typing.h"

#include <imgui.h>

#include <cmath>
#include <utility>

namespace convlens {
namespace {

constexpr float handle_distance = 6; // px of the design within which a line can be taken

/// Beside the export panel is the picture of the file, in which nothing is held.
bool is_over(const TickContext& context, Vec2 at) {
    const bool is_of_file = context.session.exporting.open && context.editor.shown().results.issues.empty();
    return context.place.rect.contains(at) && !is_of_file && !ImGui::GetIO().WantCaptureMouse;
}

bool moves_an_edge(const Handle& handle) {
    return handle.hold == Hold::kernel || handle.hold == Hold::padding;
}

bool can_be_clicked(Tag tag) {
    for (const TagSpace space :
         {TagSpace::y, TagSpace::issue, TagSpace::lens_tab, TagSpace::lens_choice, TagSpace::sheet})
        if (is_space(tag, space))
            return true;
    return false;
}

void show_cursor(const Session& session, const Drag& drag) {
    const Handle& handle = drag.handle;
    if (drag.mode == DragMode::number)
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
    else if (moves_an_edge(handle) && (handle.rows == 0 || handle.columns == 0)) {
        const Vec2 way = handle.rows == 0 ? drag.base.u : drag.base.v;
        ImGui::SetMouseCursor(std::abs(way.x) > std::abs(way.y) ? ImGuiMouseCursor_ResizeEW
                                                                : ImGuiMouseCursor_ResizeNS);
    } else if (handle.hold != Hold::none || can_be_clicked(session.hover) || drag.mode == DragMode::seek)
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    else if (has_number(session.hover) && !session.painting)
        ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
}

} // namespace

void Mouse::collect(const std::vector<ButtonEvent>& events) {
    events_.insert(events_.end(), events.begin(), events.end());
}

Tag Mouse::lit(const Session& session) const {
    const bool held = drag_.mode != DragMode::nothing && drag_.mode != DragMode::number;
    const bool written =
        session.painting || (session.entry.is_open() && session.entry.element == session.hover);
    return rest_.rests() || moves_an_edge(drag_.handle) || (held && drag_.moved) || written ? Tag{}
           : session.hover.space != 0                                                       ? session.hover
                                                                                            : session.cell;
}

std::vector<ButtonEvent> Mouse::events_beside_figure(Session& session) {
    const ImGuiIO& io = ImGui::GetIO();
    drag_ = {};
    const bool rested = rest_.rests();
    rest_.update(session.stage, {io.MousePos.x, io.MousePos.y}, io.MouseDown[0], platform_seconds());
    if (rest_.rests() != rested)
        session.draw_frames(2);
    return std::exchange(events_, {});
}

bool Mouse::update(const TickContext& context) {
    const ImGuiIO& io = ImGui::GetIO();
    Session& session = context.session;
    const Tag lit_before = lit(session);
    const Tag hover = session.hover;
    const Handle handle = drag_.handle;
    const uint64_t evaluations = context.editor.evaluations();
    for (const ButtonEvent& event : std::exchange(events_, {}))
        follow(context, event);
    const Vec2 mouse{io.MousePos.x, io.MousePos.y};
    const double now = platform_seconds();
    follow(context, {0, left_.is_down(), mouse, now});
    if (right_.is_down())
        follow(context, {1, true, mouse, now});
    const bool rested = rest_.rests();
    rest_.update(session.shows_stage(), mouse, left_.is_down(), now);
    if (rest_.rests() != rested)
        session.draw_frames(2);
    if (rest_.rests())
        drag_.handle = {};
    const bool over = is_over(context, mouse);
    if (over && io.MouseWheel != 0)
        turn_wheel(context, io.MouseWheel);
    if (over || drag_.mode != DragMode::nothing)
        show_cursor(session, drag_);
    const bool changed = !(lit_before == lit(session)) || !(hover == session.hover) ||
                         !(handle == drag_.handle) || evaluations != context.editor.evaluations();
    if (changed)
        session.draw_frames(2);
    return changed;
}

/// One button as it is at a moment. The right one only paints.
void Mouse::follow(const TickContext& context, const ButtonEvent& event) {
    const bool left = event.button == 0;
    MousePress& button = left ? left_ : right_;
    const MousePress& other = left ? right_ : left_;
    const bool over = is_over(context, event.at);
    const Vec2 at = context.place.to_frame(event.at);
    if (drag_.mode == DragMode::nothing && over) {
        look_at(context, at);
    } else if (drag_.mode == DragMode::nothing) {
        context.session.hover = {};
        drag_.handle = {};
    }
    const bool may_press = over && !other.is_down() && (left || context.session.painting);
    const bool down = event.down && (button.is_down() || may_press);
    act(context, button.update(down, at, event.seconds, context.place.design_px()), at, !left);
}

/// What is pointed at: an element, also through the window that lies on it; and what can be taken there.
void Mouse::look_at(const TickContext& context, Vec2 at) {
    const Frame& frame = context.stage.frame();
    Tag tag = pick(frame, at, is_solid);
    drag_.handle = {};
    const bool on_base = tag.space == 0 || is_space(tag, TagSpace::window) ||
                         is_space(tag, TagSpace::padded_x) || is_space(tag, TagSpace::x);
    if (on_base && context.editor.shown().results.issues.empty() && !context.session.painting) {
        const SceneInput input = context.stage.input(context.place, context.texts, {});
        const FigureModel model = figure_model(input);
        const FigurePlaces places = figure_places(input);
        drag_.handle = handle_at(model, places, at, handle_distance * context.place.design_px());
        drag_.base = places.base;
    }
    if (tag.space == static_cast<uint32_t>(TagSpace::window)) {
        const Tag below{static_cast<uint32_t>(TagSpace::x), 0, tag.layer};
        tag = pick(frame, at, [below](Tag t) { return are_of_one_tensor(t, below); });
    }
    context.session.hover = tag;
}

void Mouse::act(const TickContext& context, MouseEvent event, Vec2 at, bool erases) {
    switch (event) {
    case MouseEvent::none:
        return;
    case MouseEvent::pressed:
        drag_.erasing = erases || ImGui::GetIO().KeyShift;
        context.session.cell = {};
        press(drag_, context, at);
        return;
    case MouseEvent::drag_began:
    case MouseEvent::dragged:
        drag_to(drag_, context, at);
        return;
    case MouseEvent::clicked:
    case MouseEvent::double_clicked:
        click(context, event == MouseEvent::double_clicked, at);
        break;
    case MouseEvent::drag_ended:
        drag_to(drag_, context, at);
        break;
    case MouseEvent::released:
        break;
    }
    drag_.mode = DragMode::nothing;
}

/// A click pins what lies under it, and takes a pin away; the second of a double click puts it back as it
/// was.
void Mouse::click(const TickContext& context, bool twice, Vec2 at) {
    Session& session = context.session;
    Editor& editor = context.editor;
    const Tag tag = session.hover;
    const Results& results = editor.shown().results;
    if (session.painting || !results.issues.empty())
        return;
    if (const auto pin = pin_of(tag, results, editor.cursor().step)) {
        Document draft = editor.document();
        if (std::erase(draft.pins, *pin) > 0)
            session.chosen = {};
        else if (draft.pins.size() < max_pins) {
            draft.pins.push_back(*pin);
            session.chosen = tag;
        }
        // Both clicks together leave nothing to undo.
        clicked_ = twice ? clicked_ : editor.gestures().value();
        editor.commit(draft, clicked_);
    }
    if (twice && has_number(tag))
        open_entry(context, tag, at);
}

/// Through the channels of X or Y, where the mouse is on neither a number nor a choice.
bool Mouse::turn_channels(const TickContext& context, int64_t turns) {
    const SceneInput input = context.stage.input(context.place, context.texts, {});
    const FigureModel model = figure_model(input);
    const Tag tag = context.session.hover;
    const Operation& operation = model.operation();
    const bool of_top = is_space(tag, TagSpace::sheet) ? tag.index % 2 == 1 : is_space(tag, TagSpace::y);
    const int64_t channels = of_top ? operation.out_channels : operation.in_channels;
    if (channels < 2)
        return false;
    int64_t& chosen = of_top ? context.session.top_channel : context.session.base_channel;
    const int64_t shown = of_top ? model.top_channel(model.shown_top) : model.base_channel(model.shown_base);
    chosen = std::clamp<int64_t>((chosen >= 0 ? chosen : shown) - turns, 0, channels - 1);
    return true;
}

void Mouse::turn_wheel(const TickContext& context, float turns) {
    if (left_.is_down() || !context.editor.shown().results.issues.empty())
        return;
    wheel_ += turns;
    const float whole = std::trunc(wheel_);
    wheel_ -= whole;
    if (whole == 0)
        return;
    const Tag tag = context.session.hover;
    if (has_number(tag)) {
        if (shows_elements(context.editor))
            put_number(
                context.editor, tag,
                moved_number(number_of(context.editor, tag), static_cast<double>(whole) * number_step()));
    } else if (turn_channels(context, static_cast<int64_t>(whole)))
        context.session.draw_frames(2);
}

} // namespace convlens
