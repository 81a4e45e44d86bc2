// What a teacher makes of the class's picture, over a composed frame: strokes of the pen, the spotlight, the
// class's minutes, and a blank screen in place of all.
#pragma once

#include "picture/frame.h"
#include "picture/theme.h"
#include "scene/page/overlay_state.h"

namespace convlens {

/// A pen is called by its hue; on a dark ground its ink is lighter, and the black one's nearly white.
Color ink_of(PenColor pen, const Theme& theme);

/// Appends to the frame, last. A blank screen takes everything else out of it.
void draw_overlay(Frame& frame, const PageOverlay& overlay, const Theme& theme);

} // namespace convlens
