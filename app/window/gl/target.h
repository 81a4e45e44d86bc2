// Where a frame goes in the window.
#pragma once

namespace convlens::gl {

/// In px of the framebuffer, y down.
struct Target {
    int width = 0, height = 0; // of the framebuffer
    int x = 0, y = 0;          // of the frame's upper left corner
};

} // namespace convlens::gl
