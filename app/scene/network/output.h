// What a network says: bars of its classes, or the map of scores with the faces on the photograph.
#pragma once

#include "scene/base/canvas.h"
#include "scene/network/network_input.h"

#include <string>

namespace convlens {

/// Of a picture; of more units the largest ones are shown.
inline constexpr int64_t max_bars = 12;
/// The last layer's units as bars, the largest ones where there are many; the lit one is framed. Returns the
/// bottom.
float draw_output_bars(Canvas& canvas, const NetworkSceneInput& input, const Rect& area, int64_t lit_unit);

/// Boxes of found faces on the picture at `place`, with their scores.
void draw_faces(Canvas& canvas, const NetworkSceneInput& input, const Rect& place);
/// Faces in words, or nothing.
std::string faces_text(const NetworkSceneInput& input);

/// As output_element_name.
std::string output_name(const NetworkSceneInput& input, int64_t unit);
/// Whether the last layer gives shares of 1.
bool gives_shares(const Network& network);
/// "99.8 %", "< 0.1 %".
std::string percent_text(double share);
std::string output_text(const NetworkResults& results, int64_t unit);
/// The unit with the largest value.
int64_t largest_output(const NetworkResults& results);

} // namespace convlens
