// The part of a picture that has something on it.
#pragma once

#include "picture/frame.h"
#include "picture/typesetter.h"

namespace convlens {

/// What the frame's items touch, px, within the frame; empty where nothing has ink. The ground does not
/// count.
Rect content_of(const Frame& frame, Typesetter& typesetter);

/// The part of the frame as a frame of its own, its edges moved outwards to whole pixels.
/// Preconditions  the part is not empty
Frame cropped(const Frame& frame, const Rect& part);

} // namespace convlens
