// The mouse, or a pen that counts as one, while it draws on the class's picture.
#pragma once

#include "window/platform/platform.h"
#include "window/session/class_session.h"

namespace convlens {

/// Takes what the left button does on the `picture` (px of the window; `is_covered`: by a panel) while a pen
/// is in hand: such presses go out of the events, for they are no others'. False: the page is full.
bool take_pen(ClassSession& classroom, Events& events, const Rect& picture, bool is_covered);

} // namespace convlens
