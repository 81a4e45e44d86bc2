// The keyboard's focus on the cells of the figure (F6): arrows move it, Enter selects, digits type. What the
// mouse does by pointing and clicking.
#pragma once

#include "picture/frame.h"
#include "window/application/tick_context.h"
#include "window/platform/platform.h"
#include "window/session/number_entry.h"

#include <optional>

namespace convlens {

/// Where the focus goes from an element by an arrow: to its neighbour, else to the nearest element of another
/// tensor in that direction; by `next` and `previous` to the first element of the next tensor. Pure.
std::optional<Tag> cell_towards(const Frame& frame, Tag from, EntryMove move);

/// Puts the focus on the cells: on what is chosen, else on the first one of X that the step reads. False: the
/// picture has none that can be changed.
bool focus_cells(const TickContext& context);
/// Whether the key moved the focus or selected its cell.
bool take_cell_key(const TickContext& context, const KeyPress& press);

} // namespace convlens
