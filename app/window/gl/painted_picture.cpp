// The texture is of the kind of Dear ImGui's font (the width a power of two, the height none, linear), so
// that drawing it by Dear ImGui needs no other variant of its shader.
#include "window/gl/painted_picture.h"

#include <glad/gl.h>

#include <algorithm>
#include <array>
#include <bit>
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
    glDeleteTextures(1, &texture_);
}

Vec2 PaintedPicture::extent() const {
    return {static_cast<float>(painter_->width()) / static_cast<float>(texture_width_),
            static_cast<float>(painter_->height()) / static_cast<float>(texture_height_)};
}

void PaintedPicture::allocate(int width, int height) {
    texture_width_ = static_cast<int>(std::bit_ceil(static_cast<unsigned>(width)));
    texture_height_ = height + (std::has_single_bit(static_cast<unsigned>(height)) ? 1 : 0);
    glDeleteTextures(1, &texture_);
    glGenTextures(1, &texture_);
    glBindTexture(GL_TEXTURE_2D, texture_);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, texture_width_, texture_height_, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
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

void PaintedPicture::draw(const Target& target) {
    if (!program_)
        program_.emplace("picture", "", std::span<const Attribute>(), false);
    const int width = painter_->width(), height = painter_->height();
    glDisable(GL_CULL_FACE);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_BLEND);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, texture_);
    glViewport(target.x, target.height - target.y - height, width, height);
    program_->use();
    glUniform2f(program_->uniform("u_extent"), extent().x, extent().y);
    program_->draw({});
    glBindVertexArray(0);
    glEnable(GL_BLEND);
    glViewport(0, 0, target.width, target.height);
}

} // namespace convlens::gl
