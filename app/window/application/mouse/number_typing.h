// Numbers that are typed into cells of the figure, as into a table.
#pragma once

#include "window/application/tick_context.h"
#include "window/platform/platform.h"

namespace convlens {

/// Opens an element for typing; `near`: px of the frame, for it may be on the picture twice.
void open_entry(const TickContext& context, Tag element, Vec2 near);
/// Puts the number in and goes on by `move`. False: what was typed is no number, and the entry stays.
bool commit_entry(const TickContext& context, EntryMove move);
/// Whether the key belongs to the entry, or begins one over the element that is pointed at.
bool take_entry_key(const TickContext& context, const KeyPress& press, const Platform& platform);

} // namespace convlens
