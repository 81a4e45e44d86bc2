// A raster or a photo as an image and the place where it lies, for formats whose readers scale images in ways
// of their own.
#pragma once

#include "output/painter/raster_image.h"
#include "picture/typesetter.h"

namespace convlens {

struct PlacedImage {
    RasterImage image; // without pixels where nothing is seen
    Vec2 origin, u, v; // of the frame
};

/// Cells as image_of has them, on whole pixels where the raster is upright. Cells so small that readers mix
/// neighbours, or give one a pixel more than another, are painted: a pixel of the image for one of the frame.
/// The grid is left out.
PlacedImage placed_image(const Raster& raster, const FontSet& fonts, Enlarged enlarged);
/// On the whole pixels that it covers, with two pixels of the image for one of the frame in each direction.
PlacedImage placed_image(const Photo& photo);

} // namespace convlens
