// How a matrix under a colour map lands on a canvas: the cell under each pixel's centre.
#pragma once

#include "output/painter/pixel_canvas.h"
#include "picture/frame.h"

namespace convlens {

/// Cost: the pixels covered, not the cells.
void draw(const Raster& raster, PixelCanvas& canvas, Outline& buffer);

} // namespace convlens
