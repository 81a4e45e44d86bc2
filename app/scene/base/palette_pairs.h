// The colours that a movie of a theme can contain, for palettes that are fixed before the first frame.
#pragma once

#include "picture/frame.h"
#include "picture/theme.h"

#include <initializer_list>
#include <utility>
#include <vector>

namespace convlens {

/// Pairs of an ink and the ground that it may lie on; what anti-aliasing mixes lies between the two.
using ColorPairs = std::vector<std::pair<Color, Color>>;

/// Adds a pair of each ink with the ground.
void add_inks(ColorPairs& pairs, Color ground, std::initializer_list<Color> painted);
/// Adds the two ways that the colours of a map take.
void add_map(ColorPairs& pairs, const ColorMap& map);

/// What only some figures have: a palette has room for few colours.
struct FigureColors {
    bool image = false;  // its greys, and the window's tint over them
    bool maps = false;   // many cells: numbers as colours
    bool faded = false;  // sheets without a part in the step, cells that no window reaches
    bool arrows = false; // to the largest, or to a switch
};
/// Of the figure and the texts beside it, without lenses.
ColorPairs palette_pairs(const Theme& theme, const FigureColors& colors = {});

} // namespace convlens
