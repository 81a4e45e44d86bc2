// The parts of a picture that is one column, for phones: as wide as the picture, each as high as it needs.
#pragma once

#include "scene/regions.h"

namespace convlens {

/// From the top: title and caption, figure, legend, sum, formula, lenses, progress. The results have no
/// issues.
Regions column_regions(Canvas& canvas, const SceneInput& input, bool flat);

/// Height of such a picture, px: the same at every cursor. `input.composition` has its width, and is a
/// column's.
float column_height(const SceneInput& input);

} // namespace convlens
