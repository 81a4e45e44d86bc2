// Planes of numbers as rasters, for tensors with too many cells to draw one by one, and the colour maps of
// values.
#pragma once

#include "document/evaluate/cancelled.h"
#include "document/evaluate/results.h"
#include "picture/frame.h"
#include "picture/theme.h"
#include "scene/model/matrix_rasters.h"
#include "scene/model/plane_raster.h"

#include <memory>

namespace convlens {

/// Made once per Results, shared by all its frames. Values only; colours come with the theme.
struct Rasters {
    PlaneRasters base; // [N * C * depth] of the input, stretched by the stride for conv_transpose
    PlaneRasters top;  // [N * O * depth]
    std::shared_ptr<const Rasters> beside;         // of the other figure of a pair, where there is one
    std::shared_ptr<const MatrixRasters> matrices; // null where there are issues
};

/// Throws Cancelled where it was.
Rasters make_rasters(const Results& results, const IsCancelled& is_cancelled = {});

} // namespace convlens
