// What the views of a way back share: the picture and the list of stages at the left, the strongest channels,
// formats of numbers, what reaches the pixels.
#pragma once

#include "scene/base/canvas.h"
#include "scene/network/kit.h"
#include "scene/network/network_input.h"

#include <cstdint>
#include <string>
#include <vector>

namespace convlens {

/// Channels by their largest magnitude, the largest first; at most `count`.
std::vector<int64_t> strongest_channels(const LayerMaps& maps, std::size_t count);
/// Those of a list, sorted by number.
std::vector<int64_t> in_order(std::vector<int64_t> channels);
/// The element of a plane with the largest magnitude.
int64_t strongest_cell(const LayerMaps& maps, int64_t channel);
float cell_value(const LayerMaps& maps, int64_t channel, int64_t cell);

/// How the numbers of a layer's maps are written, with a common factor where they are small.
NumberFormat map_format(const LayerMaps& maps, int64_t digits);

/// X at the left with its name; returns its bottom.
float draw_input_beside(Canvas& canvas, const NetworkSceneInput& input, const Rect& area, LayerPart seen);

MapStyle pixel_style(const NetworkSceneInput& input, BackRule rule);
/// What arrives at the input, on grey for photographs; the scale in words below. `shown`: cells.
void draw_pixels(Canvas& canvas, const NetworkSceneInput& input, BackRule rule, const Rect& area,
                 int64_t shown);
/// "±2.2; grey is 0".
std::string pixel_scale_text(const NetworkSceneInput& input, BackRule rule);
/// Whether what is put in is a photograph, not a few numbers.
bool is_photograph(const NetworkSceneInput& input);

/// What a view's remark adds where it starts at the score before softmax; else nothing.
std::string score_words(const NetworkSceneInput& input);

} // namespace convlens
