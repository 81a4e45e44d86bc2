// The layers of an overview one below the other, for phones: maps in rows of one length.
#include "scene/network/kit.h"
#include "scene/network/output.h"
#include "scene/network/overview_layout.h"
#include "scene/network/way_back/back_parts.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

// Units.
constexpr float numbered_cell = 31; // of X: its numbers are read
constexpr float seen_words = 44;    // below X
constexpr float bar = 27;

constexpr int64_t max_maps = 16, max_maps_of_many = 8; // of a layer; where the network has many
constexpr int64_t min_in_row = 4;                      // of a network that has many

float input_side(const NetworkSceneInput& input, float width, float unit) {
    if (is_photograph(input))
        return width;
    const MapGrid& grid = input.pictures.input.maps.grid;
    const auto cells = static_cast<float>(std::max(grid.rows, grid.columns));
    return std::min(width, std::max(cells * numbered_cell, 120.0F) * unit);
}

/// As many maps as there may be, in rows of one length where that is possible, of at least `least` maps.
void choose_maps(MapsPlace& place, const MapGrid& grid, int64_t most, int64_t least, float unit) {
    const float width = place.area.width(), gap = map_gap * unit;
    const int64_t fit =
        std::max(static_cast<int64_t>((width + gap) / (preferred_side(grid) * unit + gap)), least);
    const int64_t shown = std::min(grid.channels, most);
    place.rows = (shown + fit - 1) / fit;
    place.per_row = (shown + place.rows - 1) / place.rows;
    const auto in_row = static_cast<float>(place.per_row);
    place.side = std::min((width - gap * (in_row - 1)) / in_row, 1.5F * preferred_side(grid) * unit);
    const float aspect = static_cast<float>(grid.rows) / static_cast<float>(grid.columns);
    const Rect one = map_place(grid, {{0, 0}, {place.side, place.side * aspect}});
    place.side = one.width();
    place.pitch_x =
        place.per_row > 1 ? std::min((width - place.side) / (in_row - 1), place.side + 2 * gap) : width;
    place.pitch_y = one.height() + label_height * unit;
}

float maps_height(const NetworkSceneInput& input, const MapsPlace& place, const MapGrid& grid, float unit) {
    if (place.is_input)
        return input_side(input, place.area.width(), unit) + seen_words * unit;
    if (place.is_output && grid.is_units)
        return bar * unit * static_cast<float>(std::min<int64_t>(grid.elements, max_bars));
    return place.pitch_y * static_cast<float>(place.rows);
}

} // namespace

MapsPlace place_in_column(Canvas& canvas, const NetworkSceneInput& input, const NetworkColumn& column,
                          const Rect& area, std::size_t columns) {
    const float unit = canvas.unit;
    const Network& network = *input.results.network;
    const MapGrid& grid = input.pictures.values[static_cast<std::size_t>(column.shown)].grid;
    MapsPlace place;
    place.column = column;
    place.area = area;
    place.is_input = column.layers.front() == 0;
    place.is_output = column.layers.back() + 1 == static_cast<int>(network.layers.size());
    const bool are_many = columns > many_columns;
    const int64_t most = are_many ? max_maps_of_many : max_maps;
    choose_maps(place, grid, are_many && is_pool(network, column) ? most / 2 : most,
                are_many ? min_in_row : 1, unit);
    choose_channels(input, place, grid);
    const std::size_t lines = layer_heading(canvas, input, place).lines.size();
    place.maps_top =
        area.min.y + (name_line + fact_line * static_cast<float>(std::max<std::size_t>(lines, 1)) + 4) * unit;
    if (place.is_output && !input.pictures.scores.is_empty())
        make_room_for_scores(place, place.area.width(), unit);
    place.area.max.y = place.maps_top + maps_height(input, place, grid, unit);
    return place;
}

} // namespace convlens
