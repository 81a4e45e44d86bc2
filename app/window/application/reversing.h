// The figure that leads back, in the place of the one that is shown.
#pragma once

#include "window/application/tick_context.h"

namespace convlens {

/// Where there is none, a line in the header says why.
bool can_be_reversed(const TickContext& tick);
/// One step of the history; the animation begins anew.
void reverse_figure(const TickContext& tick);

} // namespace convlens
