// Where the parts of one figure of a pair lie.
#pragma once

#include "scene/regions.h"

namespace convlens {

/// Title and caption, the figure with its kernel, the legend, the size formula, and its own steps; what has
/// no room is left out, the title last. The results have no issues.
Regions half_regions(Canvas& canvas, const SceneInput& input, bool flat);

} // namespace convlens
