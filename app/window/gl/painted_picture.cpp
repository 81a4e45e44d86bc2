// Format and direction are those of the window's own pixels, so that software OpenGL moves bytes and draws
// nothing: an unsized GL_RGBA takes the layout of what is uploaded, and rows from the top are the window's.
#include "window/gl/painted_picture.h"

#include <glad/gl.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace convlens::gl {

bool is_software() {
    const auto* name = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
    const std::string_view renderer = name != nullptr ? name : "";
    return std::ranges::any_of(
        std::array{"llvmpipe", "softpipe", "swrast", "Software"},
        [&](const char* software) { return renderer.find(software) != std::string_view::npos; });
}

PaintedPicture::~PaintedPicture() {
    release();
}

void PaintedPicture::release() {
    glDeleteFramebuffers(1, &framebuffer_);
    glDeleteTextures(1, &texture_);
}

void PaintedPicture::allocate(int width, int height) {
    release();
    glGenTextures(1, &texture_);
    glBindTexture(GL_TEXTURE_2D, texture_);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, width, height, 0, GL_BGRA, GL_UNSIGNED_INT_8_8_8_8_REV, nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    GLint before = 0;
    glGetIntegerv(GL_READ_FRAMEBUFFER_BINDING, &before);
    glGenFramebuffers(1, &framebuffer_);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_);
    glFramebufferTexture2D(GL_READ_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_, 0);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, static_cast<GLuint>(before));
}

void PaintedPicture::paint(const Frame& frame) {
    const int width = std::max(static_cast<int>(std::lround(frame.size.x)), 1);
    const int height = std::max(static_cast<int>(std::lround(frame.size.y)), 1);
    if (!painter_ || painter_->width() != width || painter_->height() != height) {
        painter_.emplace(width, height, typesetter_);
        allocate(width, height);
    }
    painter_->repaint(frame);
    upload();
}

void PaintedPicture::upload() {
    glBindTexture(GL_TEXTURE_2D, texture_);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, painter_->width());
    for (const PixelRect& part : painter_->painted_parts()) {
        const auto first = static_cast<std::size_t>(part.y0) * static_cast<std::size_t>(painter_->width()) +
                           static_cast<std::size_t>(part.x0);
        if (!part.empty())
            glTexSubImage2D(GL_TEXTURE_2D, 0, part.x0, part.y0, part.width(), part.height(), GL_BGRA,
                            GL_UNSIGNED_INT_8_8_8_8_REV, painter_->pixels().data() + first);
    }
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
}

void PaintedPicture::draw(const Target& target) const {
    const int width = painter_->width(), height = painter_->height();
    const int top = target.height - target.y, right = target.x + width;
    GLint before = 0;
    glGetIntegerv(GL_READ_FRAMEBUFFER_BINDING, &before);
    glDisable(GL_SCISSOR_TEST);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_);
    glBlitFramebuffer(0, 0, width, height, target.x, top, right, top - height, GL_COLOR_BUFFER_BIT,
                      GL_NEAREST);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, static_cast<GLuint>(before));
}

} // namespace convlens::gl
