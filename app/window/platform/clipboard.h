// Pictures on the clipboard, through the programs that desktops have for it.
#pragma once

#include "picture/frame.h"
#include "picture/typesetter.h"

namespace convlens {

/// Paints the frame as PNG and hands it to wl-copy (Wayland) or xclip. False: neither is there. Throws Error.
/// Slow: for a job.
bool picture_to_clipboard(const Frame& frame, const FontSet& fonts);

} // namespace convlens
