// The values of rasters and the pixels of pictures as textures.
#pragma once

#include "picture/frame.h"
#include "picture/pixel_rect.h"
#include "window/gl/held_textures.h"

#include <memory>
#include <vector>

namespace convlens::gl {

using RasterTextures = HeldTextures<std::shared_ptr<const std::vector<float>>>;
/// Binds the values (which are never changed once shown) to unit 0; returns the texture's width. 0: too many
/// for this machine's textures.
int bind(RasterTextures& textures, const std::shared_ptr<const std::vector<float>>& values);

/// A picture at its place in whole pixels of the frame, and the part of it that lies on the frame.
struct PhotoKey {
    std::shared_ptr<const PhotoPixels> pixels;
    PixelRect place, part;
    bool operator==(const PhotoKey&) const = default;
};
using PhotoTextures = HeldTextures<PhotoKey>;
/// Binds the part's pixels to unit 0; 0: it is too large for this machine's textures.
int bind(PhotoTextures& textures, const PhotoKey& key);

} // namespace convlens::gl
