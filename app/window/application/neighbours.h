// Where typing goes on from a cell: the neighbour as the cells lie on the picture. Pure.
#pragma once

#include "picture/frame.h"
#include "window/session/number_entry.h"

#include <optional>

namespace convlens {

Vec2 middle_of(const Box& box);
/// The element of the same tensor next to `tag`, whose cell is the one at `near`, px of the frame; none:
/// there is none.
std::optional<Tag> neighbour(const Frame& frame, Tag tag, Vec2 near, EntryMove move);

} // namespace convlens
