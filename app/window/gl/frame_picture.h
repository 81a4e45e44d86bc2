// A Frame in a window, drawn by what is quicker there: shaders, or the processor where OpenGL is software.
#pragma once

#include "window/gl/frame_renderer.h"
#include "window/gl/painted_picture.h"

#include <optional>

namespace convlens::gl {

enum class DrawnBy { the_quicker, processor, shaders };

/// Needs the context that was current when it was made, whenever it is used and when it goes. Its vertex
/// arrays and framebuffers are this context's alone.
class FramePicture {
public:
    /// The typesetter outlives the picture.
    explicit FramePicture(Typesetter& typesetter, DrawnBy drawn_by = DrawnBy::the_quicker);

    void draw(const Frame& frame, const Target& target);

private:
    Typesetter& typesetter_;
    std::optional<PaintedPicture> painted_;
    std::optional<FrameRenderer> renderer_;
};

} // namespace convlens::gl
