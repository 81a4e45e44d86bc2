// Pictures on the clipboard, through the programs that desktops have for it.
#pragma once

#include "picture/frame.h"
#include "picture/typesetter.h"

#include <cstdint>
#include <string>

namespace convlens {

enum class CopiedPicture : uint8_t { png, svg };

/// What came of it. An SVG that no program takes is there as a text, which needs none.
struct HandedPicture {
    bool taken = false;
    std::string svg;
};

/// Hands the frame in that format to wl-copy (Wayland) or xclip; not taken: neither is there. Throws Error.
/// Slow: for a job.
HandedPicture picture_to_clipboard(const Frame& frame, const FontSet& fonts, CopiedPicture format);

} // namespace convlens
