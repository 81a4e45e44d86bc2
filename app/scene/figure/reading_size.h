// How large numbers have to be for a class, and the cells that have room for them.
#pragma once

#include "scene/base/scene_input.h"

namespace convlens {

/// Of digits on the stage, as a share of the picture's height: the last row reads them.
inline constexpr float stage_digits = 0.025F;

/// Of the weights in covered cells, likewise.
inline constexpr float stage_weights = 12.0F / 720;

/// Least side of a cell, px, on the stage: all numbers of the figure are written in at least that size. 0
/// elsewhere, and where cells have no text.
float min_cell(const SceneInput& input);

} // namespace convlens
