// A Frame painted on the processor, as the painter of files has it, and shown through a texture. Where OpenGL
// is software that takes a small part of the time of shaders, each frame and when the window opens: no shader
// is compiled before its first picture.
#pragma once

#include "output/painter/painter.h"
#include "picture/frame.h"
#include "window/gl/program.h"
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
    /// Puts the picture into the framebuffer that is bound. Leaves blending on and the scissor off.
    void draw(const Target& target);

    /// For one who shows the picture in another way: the picture is the texture's upper left part, rows from
    /// the top; how far it goes along u and v.
    uint32_t texture() const { return texture_; }
    Vec2 extent() const;

private:
    void allocate(int width, int height);
    void upload();

    Typesetter& typesetter_;
    std::optional<Painter> painter_;
    std::optional<Program> program_;
    uint32_t texture_ = 0;
    int texture_width_ = 0, texture_height_ = 0;
};

} // namespace convlens::gl
