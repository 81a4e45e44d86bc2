// Pictures in colour, as a Frame has them: how they are brought to the size at which they are shown, the same
// for every backend, and which colours they have.
#pragma once

#include "picture/frame.h"
#include "picture/pixel_rect.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace convlens {

/// The whole pixels that the picture covers; none where it has no ink.
std::optional<PixelRect> pixel_place(const Photo& photo);

/// A part of the picture as it is with `width` x `height` pixels: smaller ones are averages, larger ones lie
/// smoothly between their neighbours, at its own size it is as it is. [height * width] of the part.
std::vector<uint32_t> resampled(const PhotoPixels& pixels, int width, int height, const PixelRect& part);

/// For formats that scale images themselves: as it is, or smaller with two pixels for one of the frame.
PhotoPixels image_of(const Photo& photo);

/// At most `count` colours that are near to all of the picture's.
std::vector<Color> main_colors(const PhotoPixels& pixels, std::size_t count);

} // namespace convlens
