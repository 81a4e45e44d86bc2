// Draws a Frame by OpenGL 3.3 into a rectangle of the window. The same picture as the painter of files makes,
// within the rounding of soft edges. The last picture is kept, and only what has changed is drawn again:
// where OpenGL is software, that is what a frame's time goes by.
#pragma once

#include "picture/frame.h"
#include "picture/typesetter.h"
#include "window/gl/target.h"

#include <memory>

namespace convlens::gl {

/// Needs a current OpenGL context, also when it goes. Leaves blending on and the scissor off.
class FrameRenderer {
public:
    FrameRenderer(); // throws Error where the shaders do not compile
    ~FrameRenderer();

    void draw(const Frame& frame, Typesetter& typesetter, const Target& target);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace convlens::gl
