// How a picture in colour lands on a canvas: each pixel of its place as the picture has it at that size.
#pragma once

#include "output/painter/pixel_canvas.h"
#include "picture/frame.h"
#include "picture/pixel_rect.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace convlens {

/// Remembers the last pictures at the size at which they were drawn.
class PhotoPainter {
public:
    void draw(const Photo& photo, PixelCanvas& canvas);

private:
    struct Known {
        std::shared_ptr<const PhotoPixels> pixels; // held, so that its address stays its own
        PixelRect place, part;                     // the part lies on the canvas
        std::vector<uint32_t> colors;              // of the part
    };
    const Known& known(const Photo& photo, const PixelRect& place, const PixelRect& part);

    std::vector<Known> known_; // the latest last
};

} // namespace convlens
