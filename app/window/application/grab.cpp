// One press to its release is one entry of the history. What is taken is decided at the press, by what is lit
// under the mouse then; everything is changed through drafts of the document.
#include "window/application/application.h"

#include "document/element.h"
#include "scene/base/scene_input.h"
#include "scene/base/tags.h"
#include "scene/compose.h"
#include "scene/lens_table.h"
#include "scene/model/highlight.h"
#include "scene/words/words.h"
#include "window/application/pull.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace convlens {
namespace {

constexpr float handle_reach = 6;    // px of the design
constexpr float number_px = 8;       // of the mouse to one step of a number
constexpr int max_paint_cells = 512; // between two pictures

bool is_space(Tag tag, TagSpace space) {
    return tag.space == static_cast<uint32_t>(space);
}

/// Sight lines cross everything and are nothing to take.
bool is_solid(Tag tag) {
    return !is_space(tag, TagSpace::sight);
}

/// How much one step of the wheel or of a drag is.
double unit_of(const ImGuiIO& io) {
    return io.KeyShift ? 0.1 : io.KeyCtrl ? 10 : 1;
}

} // namespace

float Application::design_px() const {
    return scale() * platform_.pixel_ratio();
}

/// What is pointed at: an element, also through the window that lies on it; and what can be taken there.
void Application::look_at(const Rect& place, Vec2 at) {
    Tag tag = pick(frame_, at, is_solid);
    grab_.handle = {};
    const bool on_base = tag.space == 0 || is_space(tag, TagSpace::window) ||
                         is_space(tag, TagSpace::padded_x) || is_space(tag, TagSpace::x);
    if (on_base && shown_.results.issues.empty() && !session_.painting) {
        const SceneInput input = scene_input(place);
        const FigureModel model(shown_.results, input.cursor.step);
        const FigurePlaces places = figure_places(input);
        grab_.handle = handle_at(model, places, at, handle_reach * design_px());
        grab_.base = places.base;
    }
    if (is_space(tag, TagSpace::window))
        tag = pick(frame_, at, [](Tag t) { return is_space(t, TagSpace::x); });
    session_.hover = tag;
}

/// What lies under the mouse is lit in the figure, but where something else is said there already.
Tag Application::lit() const {
    const bool edge = grab_.handle.hold == Hold::kernel || grab_.handle.hold == Hold::padding;
    const bool held = grab_.doing != Grab::Doing::nothing && grab_.doing != Grab::Doing::number;
    const bool written = session_.painting || (entry_.is_open() && entry_.element == session_.hover);
    return edge || (held && grab_.dragging) || written ? Tag{} : session_.hover;
}

/// Every press and release is taken where and when it happened, however many came since the last picture.
bool Application::point(const Rect& place) {
    const ImGuiIO& io = ImGui::GetIO();
    const Tag lit_before = lit();
    const Tag hover = session_.hover;
    const Handle handle = grab_.handle;
    const uint64_t evaluations = evaluations_;
    for (const ButtonEvent& event : std::exchange(grab_.buttons, {}))
        follow(event, place);
    const Vec2 mouse{io.MousePos.x, io.MousePos.y};
    const double now = platform_seconds();
    follow({0, grab_.left.is_down(), mouse, now}, place);
    if (grab_.right.is_down())
        follow({1, true, mouse, now}, place);
    const bool over = place.contains(mouse) && !io.WantCaptureMouse;
    if (over && io.MouseWheel != 0)
        turn_wheel(io.MouseWheel);
    if (over || grab_.doing != Grab::Doing::nothing)
        show_cursor();
    const bool changed = !(lit_before == lit()) || !(hover == session_.hover) || !(handle == grab_.handle) ||
                         evaluations != evaluations_;
    if (changed)
        frames_to_draw_ = std::max(frames_to_draw_, 2);
    return changed;
}

/// One button as it is at a moment. The right one only paints.
void Application::follow(const ButtonEvent& event, const Rect& place) {
    const bool left = event.button == 0;
    MousePress& button = left ? grab_.left : grab_.right;
    const MousePress& other = left ? grab_.right : grab_.left;
    const bool over = place.contains(event.at) && !ImGui::GetIO().WantCaptureMouse;
    const Vec2 at = (event.at - place.min) * platform_.pixel_ratio();
    if (grab_.doing == Grab::Doing::nothing && over) {
        look_at(place, at);
    } else if (grab_.doing == Grab::Doing::nothing) {
        session_.hover = {};
        grab_.handle = {};
    }
    const bool may_press = over && !other.is_down() && (left || session_.painting);
    const bool down = event.down && (button.is_down() || may_press);
    act(button.update(down, at, event.seconds, design_px()), place, at, !left);
}

void Application::act(MouseEvent event, const Rect& place, Vec2 at, bool erases) {
    switch (event) {
    case MouseEvent::none:
        return;
    case MouseEvent::pressed:
        grab_.erasing = erases || ImGui::GetIO().KeyShift;
        press(place, at);
        return;
    case MouseEvent::drag_began:
    case MouseEvent::dragged:
        drag(place, at);
        return;
    case MouseEvent::clicked:
    case MouseEvent::double_clicked:
        click(event == MouseEvent::double_clicked, at);
        break;
    case MouseEvent::drag_ended:
        drag(place, at);
        break;
    case MouseEvent::released:
        break;
    }
    grab_.doing = Grab::Doing::nothing;
}

/// Takes hold of what is under the mouse. Whether it becomes a drag is seen later.
void Application::press(const Rect& place, Vec2 at) {
    const ImGuiIO& io = ImGui::GetIO();
    const Tag tag = session_.hover;
    for (const auto& [space, command] : {std::pair{TagSpace::issue, Command::nearest_possible},
                                         {TagSpace::lens_tab, Command::front_lens},
                                         {TagSpace::lens_choice, Command::choose_in_lens}})
        if (is_space(tag, space))
            requests_.push_back({command, tag.index, {}});
    if (entry_.is_open() && !(entry_.element == tag) && !commit_entry(EntryMove::none))
        entry_.close();
    grab_.element = tag;
    grab_.doing = Grab::Doing::nothing;
    grab_.dragging = false;
    if (!shown_.results.issues.empty())
        return;
    const bool steps_on_x = shown_.results.operation.kind == Kind::max_unpool;
    if (session_.painting && editable(tag)) {
        grab_.doing = Grab::Doing::paint;
        grab_.last = at;
        paint(at);
    } else if (is_space(tag, steps_on_x ? TagSpace::x : TagSpace::y)) {
        grab_.doing = Grab::Doing::seek;
    } else if (grab_.handle.hold == Hold::window && !io.KeyAlt) {
        grab_.doing = Grab::Doing::window;
    } else if (grab_.handle.hold != Hold::none && !io.KeyAlt) {
        grab_.doing = Grab::Doing::stretch;
        grab_.operation = operation_of(history_.current());
        grab_.base = figure_places(scene_input(place)).base;
        grab_.stopped.reset();
    } else if (editable(tag)) {
        grab_.doing = Grab::Doing::number;
        grab_.number = number_of(tag);
    }
}

void Application::drag(const Rect& place, Vec2 at) {
    if (!shown_.results.issues.empty())
        return;
    grab_.dragging = true;
    switch (grab_.doing) {
    case Grab::Doing::nothing:
        break;
    case Grab::Doing::window:
        drag_window(place, at);
        break;
    case Grab::Doing::stretch:
        pull(at);
        break;
    case Grab::Doing::number:
        drag_number(at);
        break;
    case Grab::Doing::seek:
        if (const Tag tag = pick(frame_, at, is_solid); tag.space == grab_.element.space)
            requests_.push_back({Command::seek_step, tag.index, {}});
        break;
    case Grab::Doing::paint:
        paint(at);
        break;
    }
}

void Application::drag_window(const Rect& place, Vec2 at) {
    const SceneInput input = scene_input(place);
    const FigureModel model(shown_.results, input.cursor.step);
    const int64_t step = step_under(model, figure_places(input), grab_.handle, at);
    if (step != input.cursor.step || session_.playing || input.cursor.phase == Phase::move)
        requests_.push_back({Command::seek_step, step, {}});
}

void Application::pull(Vec2 at) {
    const Pull cells = pull_of(grab_.base, grab_.handle, grab_.left.from(), at);
    const Pulled result = pulled(grab_.operation, grab_.handle, cells, ImGui::GetIO().KeyShift);
    grab_.stopped = result.stopped;
    Document draft = history_.current();
    set_operation(draft, result.operation);
    commit(draft);
}

void Application::drag_number(Vec2 at) {
    const float steps = std::round((grab_.left.from().y - at.y) / (number_px * design_px()));
    put_number(grab_.element,
               moved_number(grab_.number, static_cast<double>(steps) * unit_of(ImGui::GetIO())));
}

/// All cells of X on the way from where painting has come to.
void Application::paint(Vec2 at) {
    const Vec2 way = at - grab_.last;
    const float length = std::hypot(way.x, way.y);
    const int parts = std::clamp(static_cast<int>(length / (2 * design_px())), 1, max_paint_cells);
    Document draft = history_.current();
    const Operation operation = operation_of(draft);
    Tag last;
    for (int i = 1; i <= parts; ++i) {
        const Vec2 point = grab_.last + way * (static_cast<float>(i) / static_cast<float>(parts));
        const Tag tag =
            pick(frame_, point, [space = grab_.element.space](Tag t) { return t.space == space; });
        if (tag.space == 0 || tag == last)
            continue;
        last = tag;
        set_number(draft, operation, *editable(tag), index_in_document(tag),
                   grab_.erasing ? 0 : session_.brush);
    }
    grab_.last = at;
    session_.hover = last.space != 0 ? last : session_.hover;
    commit(draft);
}

void Application::turn_wheel(float turns) {
    const Tag tag = session_.hover;
    if (grab_.left.is_down() || !editable(tag) || !shown_.results.issues.empty())
        return;
    grab_.wheel += turns;
    const float whole = std::trunc(grab_.wheel);
    grab_.wheel -= whole;
    if (whole != 0)
        put_number(tag, moved_number(number_of(tag), static_cast<double>(whole) * unit_of(ImGui::GetIO())));
}

/// A click pins what lies under it, and takes a pin away; the second of a double click puts it back as it
/// was.
void Application::click(bool twice, Vec2 at) {
    const Tag tag = session_.hover;
    if (session_.painting || !shown_.results.issues.empty())
        return;
    if (const auto pin = pin_of(tag, shown_.results, cursor().step)) {
        Document draft = history_.current();
        if (std::erase(draft.pins, *pin) > 0)
            session_.chosen = {};
        else if (draft.pins.size() < max_pins) {
            draft.pins.push_back(*pin);
            session_.chosen = tag;
        }
        grab_.clicked = twice ? grab_.clicked : gestures_.value(); // both together leave nothing to undo
        if (history_.edit(draft, grab_.clicked))
            reevaluate();
    }
    if (twice && editable(tag))
        open_entry(tag, at);
}

void Application::show_cursor() const {
    const Handle& handle = grab_.handle;
    const bool edge = handle.hold == Hold::kernel || handle.hold == Hold::padding;
    if (grab_.doing == Grab::Doing::number)
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
    else if (edge && (handle.rows == 0 || handle.columns == 0)) {
        const Vec2 way = handle.rows == 0 ? grab_.base.u : grab_.base.v;
        ImGui::SetMouseCursor(std::abs(way.x) > std::abs(way.y) ? ImGuiMouseCursor_ResizeEW
                                                                : ImGuiMouseCursor_ResizeNS);
    } else if (handle.hold != Hold::none || is_space(session_.hover, TagSpace::y) ||
               is_space(session_.hover, TagSpace::issue) || is_space(session_.hover, TagSpace::lens_tab) ||
               is_space(session_.hover, TagSpace::lens_choice) || grab_.doing == Grab::Doing::seek)
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    else if (editable(session_.hover) && !session_.painting)
        ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
}

} // namespace convlens
