// From one built-in figure to another: by the menu, by keys, and by stepping on after the last step.
#pragma once

#include "window/application/command_context.h"

#include <cstdint>

namespace convlens {

/// The built-in figure with this index, at its beginning; an index that there is not: nothing.
void load_figure(const CommandContext& context, int64_t index);
/// Index of the figure so many after the one that is shown, around the ends; -1: there are none.
int64_t neighbour_figure(const CommandContext& context, int64_t by);

/// One more step after the last: first a line says which figure follows, then it comes.
void step_past_end(const CommandContext& context);
/// One step back from the beginning: to the end of the figure from which a step has led here. False: there is
/// none, or something was changed since.
bool step_before_beginning(const CommandContext& context);

} // namespace convlens
