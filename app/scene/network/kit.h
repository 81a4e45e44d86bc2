// What every view of a network draws with: maps as pictures or as cells with their numbers, frames on them,
// and the sizes of type.
#pragma once

#include "scene/base/canvas.h"
#include "scene/network/maps.h"
#include "scene/network/network_input.h"
#include "scene/words/number.h"

#include <string>
#include <string_view>
#include <vector>

namespace convlens {

/// px of a unit: 1 from 1280x612 on, which a window of 1280x720 has for a picture with a bar below it.
/// Smaller pictures show fewer things, so that type has at least 9 px down to 640x356.
float network_unit(Vec2 size);
/// px of a unit of a view that is one column: a small phone's px.
float network_column_unit(const Composition& composition);
/// At both sides of a view, px.
float side_margin(const NetworkSceneInput& input, float unit);
/// Whether a view has so little room that it shows less: at most about 1000 units across.
bool is_narrow(const NetworkSceneInput& input, float unit);
/// Of the column at the left, with X and what else is listed, px.
float left_column(const NetworkSceneInput& input, float unit);

/// Sizes of type, units. Nothing is smaller than `tiny`.
namespace network_type {
inline constexpr float title = 26, column_title = 21, heading = 17, lead = 19, formula = 17, text = 15,
                       small = 13, tiny = 12;
} // namespace network_type

/// How the numbers of a map become colours and text.
struct MapStyle {
    ColorMap map;
    Color line;          // between cells
    bool numbers = true; // where they fit
    NumberFormat format;
    int64_t shown = INT64_MAX; // cells before this one; the others are blank
};
/// Going up: in the hue of Y, or of X; white is 0. Signed where there are values below 0.
MapStyle value_style(const Theme& theme, const TensorColors& colors, float low, float high);
/// Going down: symmetric about a neutral 0.
MapStyle arriving_style(const Theme& theme, float largest);

/// Of finite values.
float largest_magnitude(const LayerMaps& maps);

/// A number in a cell, the smaller beside the largest the fewer digits; of what is a hundred times smaller
/// only that it is not 0.
std::string cell_text(const NumberFormat& format, double value, double largest);

/// The upper left corner of cell `index` in a grid that begins at `corner`, its cells so far from each other.
Vec2 cell_corner(Vec2 corner, int64_t index, int64_t columns, Vec2 pitch);

/// Digits on a fill.
Color ink_on(Color fill);
/// A theme's colour of frames as one of texts: nearer to that of texts where it has too little contrast.
Color text_color(const Theme& theme, Color color);

/// The largest rectangle of the plane's shape in the area, from its top left; cells of whole pixels where
/// they are large.
Rect map_place(const MapGrid& grid, const Rect& area);
/// A channel's plane, with its numbers where they fit, in fewer digits where they would not. Cells bear the
/// tags of `layer`; a negative layer: none.
void draw_map(Canvas& canvas, const LayerMaps& maps, int64_t channel, const Rect& place,
              const MapStyle& style, int layer);
/// A part of a plane on the picture, and a frame around it, at least so large that it is seen.
Rect span_rect(const Rect& place, const MapGrid& grid, const MapSpan& span);
void draw_frame(Canvas& canvas, const Rect& rect, Color color, float width);

/// In colour where it is a photograph's, else as a map of the style.
void draw_input_picture(Canvas& canvas, const InputPicture& picture, const Rect& place, const MapStyle& style,
                        int layer);
/// What is put in.
void draw_network_input(Canvas& canvas, const NetworkSceneInput& input, const Rect& place);

/// A text that becomes smaller, or ends in an ellipsis, where there is no room.
void fitted_text(Canvas& canvas, std::string text, Vec2 at, TextStyle style, float room, Tag tag = {});
/// Lines from the baseline of the first, `pitch` px each; returns the baseline behind the last.
float draw_lines(Canvas& canvas, const std::vector<std::string>& lines, Vec2 at, const TextStyle& style,
                 float pitch, Tag tag = {});
/// The first text that fits at the smallest type; else the last one.
std::string fitting_text(Canvas& canvas, const std::vector<std::string>& texts, TextStyle style, float room);
/// The lines that fit: facts joined by " · " as far as the width goes.
std::vector<std::string> joined_lines(Canvas& canvas, const std::vector<std::string>& facts,
                                      const TextStyle& style, float width);

/// "6.87", "0", with "=" or "≈" before it.
std::string value_text(double value);
std::string signed_equals(double value);

} // namespace convlens
