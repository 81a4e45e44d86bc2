// Selecting is a pin, as a click makes it: it is seen in all lenses.
#include "window/application/cell_focus.h"

#include "document/evaluate/results.h"
#include "scene/model/highlight.h"
#include "window/application/elements.h"
#include "window/application/neighbours.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace convlens {
namespace {

/// Tensors that can be changed, in the order of their first cell on the picture.
std::vector<Tag> first_cells(const Frame& frame) {
    std::vector<Tag> firsts;
    for (const Item& item : frame.items) {
        if (!has_number(item.tag) || !std::holds_alternative<Box>(item.shape))
            continue;
        const auto same = [&](Tag tag) { return tag.space == item.tag.space; };
        const auto known = std::find_if(firsts.begin(), firsts.end(), same);
        if (known == firsts.end())
            firsts.push_back(item.tag);
        else if (item.tag.index < known->index)
            *known = item.tag;
    }
    return firsts;
}

Tag tensor_after(const std::vector<Tag>& firsts, Tag from, int by) {
    const auto same = [&](Tag tag) { return tag.space == from.space; };
    const auto at = std::find_if(firsts.begin(), firsts.end(), same) - firsts.begin();
    const auto count = static_cast<std::ptrdiff_t>(firsts.size());
    return firsts[static_cast<std::size_t>((at + by + count) % count)];
}

/// The nearest cell of another tensor, ahead more than aside.
std::optional<Tag> other_tensor(const Frame& frame, Tag from, Vec2 at, Vec2 way) {
    std::optional<Tag> nearest;
    float best = 1e30F;
    for (const Item& item : frame.items) {
        const Box* box = std::get_if<Box>(&item.shape);
        if (box == nullptr || !has_number(item.tag) || item.tag.space == from.space)
            continue;
        const Vec2 to = middle_of(*box) - at;
        const float length = std::hypot(way.x, way.y);
        const float ahead = (to.x * way.x + to.y * way.y) / length;
        const float aside = std::abs(to.x * way.y - to.y * way.x) / length;
        if (ahead > 0 && aside <= ahead && ahead + 2 * aside < best) {
            best = ahead + 2 * aside;
            nearest = item.tag;
        }
    }
    return nearest;
}

std::optional<EntryMove> move_of(const KeyPress& press) {
    switch (press.key) {
    case GLFW_KEY_UP:
        return EntryMove::up;
    case GLFW_KEY_DOWN:
        return EntryMove::down;
    case GLFW_KEY_LEFT:
        return EntryMove::left;
    case GLFW_KEY_RIGHT:
        return EntryMove::right;
    case GLFW_KEY_TAB:
        return (press.mods & GLFW_MOD_SHIFT) != 0 ? EntryMove::previous : EntryMove::next;
    default:
        return {};
    }
}

} // namespace

std::optional<Tag> cell_towards(const Frame& frame, Tag from, EntryMove move) {
    const std::vector<Tag> firsts = first_cells(frame);
    const auto cell = cell_of(frame, from, {});
    if (firsts.empty() || !cell)
        return {};
    if (move == EntryMove::next || move == EntryMove::previous)
        return tensor_after(firsts, from, move == EntryMove::next ? 1 : -1);
    const Vec2 at = middle_of(*cell);
    if (const auto next = neighbour(frame, from, at, move))
        return next;
    const Vec2 way = move == EntryMove::left    ? cell->u * -1
                     : move == EntryMove::right ? cell->u
                     : move == EntryMove::up    ? cell->v * -1
                                                : cell->v;
    return other_tensor(frame, from, at, way);
}

bool focus_cells(const TickContext& context) {
    const Results& results = context.editor.shown().results;
    const std::vector<Tag> firsts = first_cells(context.stage.frame());
    if (!results.issues.empty() || firsts.empty())
        return false;
    Session& session = context.session;
    session.cell = firsts.front();
    const auto is_seen = [&](Tag tag) { return cell_of(context.stage.frame(), tag, {}).has_value(); };
    for (const StepTerm& term : step_of(results, context.editor.cursor().step).terms)
        if (const Tag tag = tag_of(TagSpace::x, term.input); term.input >= 0 && is_seen(tag)) {
            session.cell = tag;
            break;
        }
    if (has_number(session.chosen) && is_seen(session.chosen))
        session.cell = session.chosen;
    return true;
}

bool take_cell_key(const TickContext& context, const KeyPress& press) {
    Session& session = context.session;
    if (session.cell.space == 0 || session.entry.is_open() || (press.mods & ~GLFW_MOD_SHIFT) != 0)
        return false;
    if (press.key == GLFW_KEY_ENTER || press.key == GLFW_KEY_KP_ENTER) {
        Document draft = context.editor.document();
        session.chosen = session.chosen == session.cell ? Tag{} : session.cell;
        const Results& results = context.editor.shown().results;
        if (const auto pin = pin_of(session.cell, results, context.editor.cursor().step)) {
            std::erase(draft.pins, *pin);
            if (session.chosen.space != 0 && draft.pins.size() < max_pins)
                draft.pins.push_back(*pin);
        }
        context.editor.commit(draft);
        return true;
    }
    const auto move = move_of(press);
    if (!move)
        return false;
    if (const auto next = cell_towards(context.stage.frame(), session.cell, *move))
        session.cell = *next;
    return true;
}

} // namespace convlens
