// The last picture of the stage, in a texture of its own: what is in the window when a frame begins is not
// defined.
#pragma once

#include <cstdint>

namespace convlens::gl {

/// Needs a current OpenGL context.
class CachedPicture {
public:
    CachedPicture() = default;
    ~CachedPicture();
    CachedPicture(const CachedPicture&) = delete;
    CachedPicture& operator=(const CachedPicture&) = delete;

    /// What is drawn from now on goes into the picture. True: it is new, and empty.
    bool begin(int width, int height);
    /// What is drawn goes where it went before `begin`, and the picture is copied there: its lower left
    /// corner to (x, y), px, y up.
    void end(int x, int y) const;

private:
    void release();

    uint32_t framebuffer_ = 0, texture_ = 0;
    int width_ = 0, height_ = 0;
    int32_t before_ = 0; // framebuffer that was bound
};

} // namespace convlens::gl
