// Where the overview has its columns: the input at the left, the output at the right, maps between them, as
// many as have room at a size at which they can be seen. Networks of many layers have pools below what they
// read.
#pragma once

#include "scene/base/canvas.h"
#include "scene/network/columns.h"
#include "scene/network/network_input.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace convlens {

inline constexpr std::size_t many_columns = 7; // from here on pools lie below what they read

/// One layer's heading and maps.
struct MapsPlace {
    NetworkColumn column;
    Rect area; // heading and maps
    float maps_top = 0;
    float score_side = 0; // of the map of scores above an output's maps, px
    float side = 0;       // width of a map, px
    float pitch_x = 0, pitch_y = 0;
    int64_t per_row = 1, rows = 1;
    int64_t first = 0, count = 0; // channels that are shown
    bool is_input = false, is_output = false;

    Rect map(int64_t channel, const MapGrid& grid) const;
    int64_t end() const { return first + count; }
};

/// Between a drawing and X, units.
inline constexpr float drawing_gap = 20;

struct OverviewLayout {
    std::vector<MapsPlace> places;                          // in the order of layers
    int64_t first_column = 0, columns = 0, all_columns = 0; // which of them have room
};
/// What stands above a layer's maps: its name, with what is done with it in the same column where that has
/// room, else in the first of the lines of facts below.
struct LayerHeading {
    std::string title;
    std::vector<std::string> lines;
};
LayerHeading layer_heading(Canvas& canvas, const NetworkSceneInput& input, const MapsPlace& place);
/// Of the buttons that turn a layer's pages, right of its name, px; 0: it has none.
float pages_width(const NetworkSceneInput& input, const MapsPlace& place, float unit);
inline constexpr float page_button = 18, page_gap = 2; // units

/// One layer of an overview that is one column, from the top of `area` and as wide: its maps in rows of equal
/// length, few where the network has many layers. Its own area is as high as it needs.
MapsPlace place_in_column(Canvas& canvas, const NetworkSceneInput& input, const NetworkColumn& column,
                          const Rect& area, std::size_t columns);

/// At which a map is seen well, units.
float preferred_side(const MapGrid& grid);
/// The page of a layer's maps that is asked for, or that of the chosen channel.
void choose_channels(const NetworkSceneInput& input, MapsPlace& place, const MapGrid& grid);
bool is_pool(const Network& network, const NetworkColumn& column);
/// Between maps; below each for its name; units.
inline constexpr float map_gap = 7, label_height = 17;
inline constexpr float name_line = 24, fact_line = 18; // of headings, units

/// Room for a map of scores of at most so many px a side above the maps.
void make_room_for_scores(MapsPlace& place, float side, float unit);

OverviewLayout overview_layout(Canvas& canvas, const NetworkSceneInput& input, const Rect& area);

} // namespace convlens
