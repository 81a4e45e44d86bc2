// Values lie in row order in textures up to the machine's widest, so that their count alone is a limit.
#include "window/gl/raster_textures.h"

#include <glad/gl.h>

#include <algorithm>

namespace convlens::gl {
namespace {

int upload(const std::vector<float>& values, uint32_t texture) {
    GLint most = 0;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &most);
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
    glBindTexture(GL_TEXTURE_2D, texture);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R32F, width, static_cast<GLsizei>(rows), 0, GL_RED, GL_FLOAT,
                 padded.data());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    return width;
}

} // namespace

RasterTextures::~RasterTextures() {
    for (const Entry& entry : entries_)
        glDeleteTextures(1, &entry.texture);
}

int RasterTextures::bind(const std::shared_ptr<const std::vector<float>>& values) {
    glActiveTexture(GL_TEXTURE0);
    for (Entry& entry : entries_) {
        if (entry.values == values) {
            entry.used = true;
            glBindTexture(GL_TEXTURE_2D, entry.texture);
            return entry.width;
        }
    }
    Entry entry;
    entry.values = values;
    glGenTextures(1, &entry.texture);
    entry.width = upload(*values, entry.texture);
    entries_.push_back(entry);
    return entry.width;
}

void RasterTextures::keep(const std::shared_ptr<const std::vector<float>>& values) {
    for (Entry& entry : entries_)
        entry.used = entry.used || entry.values == values;
}

void RasterTextures::end_frame() {
    for (const Entry& entry : entries_)
        if (!entry.used)
            glDeleteTextures(1, &entry.texture);
    std::erase_if(entries_, [](const Entry& entry) { return !entry.used; });
    for (Entry& entry : entries_)
        entry.used = false;
}

} // namespace convlens::gl
