// The values of rasters as textures, held while frames show them.
#pragma once

#include "picture/frame.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace convlens::gl {

/// Needs a current OpenGL context.
class RasterTextures {
public:
    RasterTextures() = default;
    ~RasterTextures();
    RasterTextures(const RasterTextures&) = delete;
    RasterTextures& operator=(const RasterTextures&) = delete;

    /// Binds the values (which are never changed once shown) to unit 0; returns the texture's width. 0: too
    /// many for this machine's textures.
    int bind(const std::shared_ptr<const std::vector<float>>& values);
    /// Holds these values over the next end_frame, bound or not.
    void keep(const std::shared_ptr<const std::vector<float>>& values);
    /// What was neither bound nor held since the last call goes.
    void end_frame();

private:
    struct Entry {
        std::shared_ptr<const std::vector<float>> values; // held, so that its address stays its own
        uint32_t texture = 0;
        int width = 0;
        bool used = true;
    };
    std::vector<Entry> entries_;
};

} // namespace convlens::gl
