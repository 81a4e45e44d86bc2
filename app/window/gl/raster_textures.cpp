// Values lie in row order in textures up to the machine's widest, so that their count alone is a limit.
#include "window/gl/raster_textures.h"

#include "picture/photo.h"

#include <cstdint>

namespace convlens::gl {
namespace {

GLint widest() {
    GLint most = 0;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &most);
    return most;
}

int upload(const std::vector<float>& values) {
    const GLint most = widest();
    const auto count = static_cast<int64_t>(values.size());
    // Powers of two: software OpenGL compiles the shader anew for a texture that has other sides.
    const auto side = [](int64_t least) {
        int64_t power = 1;
        while (power < least)
            power *= 2;
        return power;
    };
    const int width = static_cast<int>(std::min<int64_t>(side(count), std::min<int64_t>(most, 4096)));
    const int64_t rows = side((count + width - 1) / width);
    if (rows > most || count == 0)
        return 0;
    std::vector<float> padded(values);
    padded.resize(static_cast<std::size_t>(rows * width));
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R32F, width, static_cast<GLsizei>(rows), 0, GL_RED, GL_FLOAT,
                 padded.data());
    return width;
}

int upload(const PhotoKey& key) {
    const PixelRect& place = key.place;
    const PixelRect& part = key.part;
    if (part.empty() || std::max(part.width(), part.height()) > widest())
        return 0;
    const std::vector<uint32_t> colors =
        resampled(*key.pixels, place.width(), place.height(),
                  {part.x0 - place.x0, part.y0 - place.y0, part.x1 - place.x0, part.y1 - place.y0});
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, part.width(), part.height(), 0, GL_BGRA,
                 GL_UNSIGNED_INT_8_8_8_8_REV, colors.data());
    return part.width();
}

} // namespace

int bind(RasterTextures& textures, const std::shared_ptr<const std::vector<float>>& values) {
    return textures.bind(values, [&] { return upload(*values); });
}

int bind(PhotoTextures& textures, const PhotoKey& key) {
    return textures.bind(key, [&] { return upload(key); });
}

} // namespace convlens::gl
