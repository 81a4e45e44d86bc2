// A Frame painted on the processor, as the painter of files has it, and copied to the window. Where OpenGL is
// software that takes a small part of the time of shaders, each frame and when the window opens: none has to
// be compiled for it.
#pragma once

#include "output/painter/painter.h"
#include "picture/frame.h"
#include "window/gl/target.h"

#include <cstdint>
#include <optional>

namespace convlens::gl {

/// Whether the current context draws on the processor.
bool is_software();

/// Needs a current OpenGL context, also when it goes.
class PaintedPicture {
public:
    /// The typesetter outlives the picture.
    explicit PaintedPicture(Typesetter& typesetter) : typesetter_(typesetter) {}
    ~PaintedPicture();
    PaintedPicture(const PaintedPicture&) = delete;
    PaintedPicture& operator=(const PaintedPicture&) = delete;

    /// Paints what has changed, and uploads it.
    void paint(const Frame& frame);
    /// Copies the picture to the framebuffer that is bound. Leaves the scissor off.
    void draw(const Target& target) const;

private:
    void allocate(int width, int height);
    void upload();
    void release();

    Typesetter& typesetter_;
    std::optional<Painter> painter_;
    uint32_t framebuffer_ = 0, texture_ = 0;
};

} // namespace convlens::gl
