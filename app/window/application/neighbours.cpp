// A walk over the picture cell by cell, so that it holds for every view and lens.
#include "window/application/neighbours.h"

#include "window/application/elements.h"

namespace convlens {
namespace {

constexpr int max_steps = 260; // cells to a neighbour, at most

/// The next element of the same tensor from `from` in a direction, over what lies between (other sheets,
/// inserted zeros).
std::optional<Tag> element_towards(const Frame& frame, Tag of, Vec2 from, Vec2 way) {
    for (int i = 1; i <= max_steps; ++i) {
        const Vec2 at = from + way * static_cast<float>(i);
        if (!Rect{{0, 0}, frame.size}.contains(at))
            return {};
        if (const Tag tag = pick(frame, at, [of](Tag t) { return are_of_one_tensor(t, of); }); tag.space != 0)
            return tag;
    }
    return {};
}

/// The last element that is met in a direction.
Vec2 end_of_row(const Frame& frame, Tag of, Vec2 from, Vec2 way) {
    Vec2 last = from;
    for (int i = 1; i <= max_steps; ++i)
        if (const Vec2 at = from + way * static_cast<float>(i);
            pick(frame, at, [of](Tag t) { return are_of_one_tensor(t, of); }).space != 0)
            last = at;
        else
            break;
    return last;
}

} // namespace

Vec2 middle_of(const Box& box) {
    return box.origin + 0.5F * (box.u + box.v);
}

std::optional<Tag> neighbour(const Frame& frame, Tag tag, Vec2 near, EntryMove move) {
    const auto cell = cell_of(frame, tag, near);
    if (!cell)
        return {};
    const Vec2 at = middle_of(*cell);
    const Vec2 right = cell->u, down = cell->v, left = right * -1, up = down * -1;
    const auto towards = [&](Vec2 way) { return element_towards(frame, tag, at, way); };
    switch (move) {
    case EntryMove::none:
        return {};
    case EntryMove::up:
        return towards(up);
    case EntryMove::down:
        return towards(down);
    case EntryMove::left:
        return towards(left);
    case EntryMove::right:
        return towards(right);
    case EntryMove::next:
        if (const auto next = towards(right))
            return next;
        return element_towards(frame, tag, end_of_row(frame, tag, at, left), down);
    case EntryMove::previous:
        if (const auto previous = towards(left))
            return previous;
        return element_towards(frame, tag, end_of_row(frame, tag, at, right), up);
    }
    return {};
}

} // namespace convlens
