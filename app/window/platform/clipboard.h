// Pictures on the clipboard, through the programs that desktops have for it.
#pragma once

#include "picture/frame.h"
#include "picture/typesetter.h"

#include <cstdint>

namespace convlens {

enum class CopiedPicture : uint8_t { png, svg };

/// Hands the frame in that format to wl-copy (Wayland) or xclip. False: neither is there. Throws Error. Slow:
/// for a job.
bool picture_to_clipboard(const Frame& frame, const FontSet& fonts, CopiedPicture format);

} // namespace convlens
