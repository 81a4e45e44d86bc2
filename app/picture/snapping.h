// Where upright shapes lie on whole pixels, the same for every backend: edges are sharp, neighbours leave no
// seam, and a drawing that is shown in its own size has the pixels of the painted picture.
#pragma once

#include "picture/frame.h"

#include <array>
#include <vector>

namespace convlens {

/// Middle of a stroke on whole pixels: a line of odd width lies on a pixel's middle, one of even width on
/// its edge.
float snapped_line(float at, float width);
/// Readers round the width of an upright line to whole pixels: one of another width is filled as an area.
bool rounded_by_readers(float width);
/// How far an area reaches from the line's middle towards smaller and larger coordinates, px.
struct StrokeSides {
    float before = 0, after = 0;
};
/// An area in place of a line, and how much of the line's colour it has.
struct FilledStroke {
    StrokeSides sides;
    float opacity = 1;
};
/// The areas that fill a line, each over the one before. Poppler counts quarters of a pixel, each that is
/// touched as a whole one, and takes the power 1.5 of their share: sides end a little before the quarter that
/// gives the pixel the share of colour that the line covers, and where no quarter comes near to it the area's
/// opacity does.
std::vector<FilledStroke> filled_strokes(float width);
/// The corners of an upright line that is filled so; of a line without length all alike.
std::array<Vec2, 4> line_area(const std::array<Vec2, 2>& line, StrokeSides sides);
/// The outer and the inner edge of an upright box's stroke that is filled so.
std::array<Rect, 2> ring_edges(const Box& box, StrokeSides sides);
/// Of an upright box: the fill's edges on whole pixels; a bar that is not empty stays visible.
Rect snapped_fill(const Box& box);
/// Of an upright box: the middle of its stroke.
Rect snapped_stroke(const Box& box);
/// The box as its fill, or its stroke, lies: an upright one on whole pixels, a tilted one where it is.
Box on_fill(const Box& box);
Box on_stroke(const Box& box);
/// The edges of a clip on whole pixels.
Rect snapped_clip(const Rect& clip);
/// The lines between and around the cells of a raster that has_grid, on whole pixels where it is upright.
std::vector<std::array<Vec2, 2>> snapped_grid_lines(const Raster& raster);

} // namespace convlens
