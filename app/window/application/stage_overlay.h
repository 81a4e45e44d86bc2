// What the window lays over the figure, and files do not have: handles, the brush, the entry of a number, the
// pointer.
#pragma once

#include "scene/figure/overlay.h"
#include "window/application/mouse/mouse.h"
#include "window/controls/ui.h"

namespace convlens {

/// For the picture as it was composed last.
Overlay stage_overlay(const TickContext& context, const Mouse& mouse);
/// The pen in hand at the pointer, in its colour, while that is on the picture.
void draw_pen_tip(const Ui& ui, PenColor pen, const Rect& picture);
/// A disc around the pointer, for a class to follow it.
void draw_halo(const Ui& ui);

} // namespace convlens
