// What every backend has to agree on when it draws a shape: corners, joins, dashes, the measures of the
// patterns, the colours of a map. Plain geometry, no pixels.
#pragma once

#include "picture/frame.h"

#include <array>
#include <span>
#include <utility>
#include <vector>

namespace convlens {

/// Perpendicular distance of hatch lines and their width, px. A line runs through the frame's origin, from
/// the lower left to the upper right: x + y is constant along it.
inline constexpr float hatch_distance = 6;
inline constexpr float hatch_width = 1;
/// Inset of Pattern::outlined, as a part of each edge.
inline constexpr float outlined_inset = 0.12F;
/// A cross within a box, as parts of its edges: where its middle is along u and v, and how far it goes from
/// there. Neighbours' do not join.
struct CrossMeasures {
    float u = 0.5F, v = 0.5F, half = 0.23F;
};
inline constexpr CrossMeasures crossed_measures{}, cornered_measures{0.2F, 0.8F, 0.1F};
/// A corner sharper than this ratio of miter length to stroke width is cut off.
inline constexpr float miter_limit = 4;
/// Cells of a Raster narrower than this have no grid lines, px.
inline constexpr float smallest_cell_with_grid = 3;

std::array<Vec2, 4> corners(const Box& box); // origin, +u, +u+v, +v
bool is_upright(const Box& box);             // edges along the axes
bool is_upright(const Raster& raster);
/// The upright rectangle between two opposite corners, whichever way the edges run.
Rect upright_rect(Vec2 origin, Vec2 diagonal);

/// Radius of a box's corners: no more than half of an edge, 0 where the box is not upright.
float corner_radius(const Box& box);
/// Diameter of the dot of Pattern::dotted: a quarter of the box's smaller height.
float dot_diameter(const Box& box);
/// Width of the lines of Pattern::crossed, cornered and outlined.
float pattern_width(const Box& box);
/// The two lines of Pattern::crossed or cornered.
std::array<std::array<Vec2, 2>, 2> crossed_lines(const Box& box);
/// The box that Pattern::outlined draws, with stroke only.
Box outlined_inside(const Box& box);

/// Corners of a parallelogram moved outwards by `distance` perpendicular to its edges (inwards: negative).
std::array<Vec2, 4> offset_corners(const Box& box, float distance);
/// How far a stroke's corner reaches beyond the corner, in half stroke widths.
float miter_reach(const Box& box);

/// Ink and gap along a line, px; {0, 0} for solid.
std::pair<float, float> dash_lengths(Dash dash, float stroke_width);
/// Dash and gap fitted to an edge of a box, so that both ends have half a dash and edges that meet join.
std::pair<float, float> fitted_dash(Dash dash, float stroke_width, float length);

/// The pieces of a polyline that have ink, with the plain dash_lengths.
std::vector<std::vector<Vec2>> dashed(std::span<const Vec2> points, bool closed, Dash dash,
                                      float stroke_width);
/// The pieces of a box's four edges that have ink, with fitted_dash; edges run along u and v, so that two
/// neighbours put the same dashes on the edge they share.
std::vector<std::array<Vec2, 2>> dashed_edges(const Box& box);
/// The four edges in the direction in which they are dashed.
std::array<std::array<Vec2, 2>, 4> edges(const Box& box);

/// Two edges of a box that run the same way, and the dash that fits them; no ink where the box is solid.
struct DashedPair {
    std::array<std::array<Vec2, 2>, 2> edges;
    float ink = 0, gap = 0;
};
/// Along u, along v: for formats that dash lines themselves.
std::array<DashedPair, 2> dashed_pairs(const Box& box);

/// Whether the raster shows lines between its cells.
bool has_grid(const Raster& raster);

/// Colour of a value; alpha 0 for NaN.
Color mapped(const ColorMap& map, float value);
/// Whether there are cells to show, with a value each.
bool has_cells(const Raster& raster);
/// Colour of a cell, shown or still blank.
Color cell_color(const Raster& raster, int64_t cell);
/// The lines between and around the cells of a raster that has_grid.
std::vector<std::array<Vec2, 2>> grid_lines(const Raster& raster);

} // namespace convlens
