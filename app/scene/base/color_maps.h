// Values to colours: the maps of rasters, the tones of a kernel's elements, grid lines.
#pragma once

#include "picture/frame.h"
#include "picture/theme.h"

#include <cstdint>

namespace convlens {

/// Grey for images; else unsigned values on the sequential map, signed ones on the diverging map with neutral
/// zero.
ColorMap color_map(const Theme& theme, float low, float high, bool image);
/// The same in the hue of a tensor, unlike a cell that is empty yet at either end.
ColorMap tensor_map(const Theme& theme, const TensorColors& colors, float low, float high, bool image);

/// The colour of one value under a map.
Color color_of(const ColorMap& map, float value);

/// Tones of a kernel's elements, from its first (0) to its last (1): one ramp in W's colours, so that each
/// element is known again wherever it lies in the matrix.
ColorMap kernel_tones(const Theme& theme);
/// Of element `at` of a kernel of `elements`.
float kernel_tone(int64_t at, int64_t elements);

/// The fill of a cell under the window that has no number: a zero, or nothing yet. `lit`: with a number.
Color half_lit(Color fill, Color lit);
/// The fill of a cell that has no part in the step; its digits stay.
Color faded(Color fill, Color ground);

/// What the window lays over the cells of an image, which still shows.
Color image_tint(Color lit);

/// Grid lines of a raster: the smaller its cells (px), the fainter.
Color raster_grid(Color line, float cell);

} // namespace convlens
