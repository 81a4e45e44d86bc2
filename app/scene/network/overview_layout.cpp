// Widths go to columns by how many maps they have and how large these want to be.
#include "scene/network/overview_layout.h"

#include "scene/network/drawing.h"
#include "scene/network/kit.h"
#include "scene/network/way_back/back_parts.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

namespace convlens {
namespace {

// Units.
constexpr float gap = 28, min_gap = 16;
constexpr float narrow_end_width = 172; // of input and output where there are many columns
constexpr float min_column = 92;
constexpr int64_t many_maps = 16; // more of them are not worth smaller ones

/// What lies above each other in the picture.
using Decks = std::vector<NetworkColumn>;

std::vector<Decks> decks_of(const Network& network, const std::vector<NetworkColumn>& columns) {
    std::vector<Decks> decks;
    const bool stacks = columns.size() > many_columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const bool joins = stacks && i > 1 && i + 1 < columns.size() && is_pool(network, columns[i]) &&
                           decks.back().size() == 1;
        if (joins)
            decks.back().push_back(columns[i]);
        else
            decks.push_back({columns[i]});
    }
    return decks;
}

const MapGrid& grid_of(const NetworkSceneInput& input, const NetworkColumn& column) {
    return input.pictures.values[static_cast<std::size_t>(column.shown)].grid;
}

float aspect(const MapGrid& grid) {
    return static_cast<float>(grid.rows) / static_cast<float>(grid.columns);
}

/// Width in which all maps of a column have `scale` times their preferred side: in a nearly full grid, or in
/// a full one where that is not much wider, px.
float width_for(const MapGrid& grid, float scale, float height, float unit) {
    constexpr int64_t max_per_row = 8;
    constexpr float well_filled = 0.8F, much_wider = 1.4F;
    const int64_t count = std::clamp<int64_t>(grid.channels, 1, many_maps);
    const float side = scale * preferred_side(grid) * unit;
    float nearly = 0;
    for (int64_t per_row = 1; per_row <= max_per_row; ++per_row) {
        const int64_t rows = (count + per_row - 1) / per_row;
        const float width =
            static_cast<float>(per_row) * side + static_cast<float>(per_row - 1) * map_gap * unit;
        const bool fits = static_cast<float>(rows) * (side * aspect(grid) + label_height * unit) <= height;
        const float filled = static_cast<float>(count) / static_cast<float>(per_row * rows);
        if (fits && filled == 1 && (nearly == 0 || width <= much_wider * nearly))
            return width;
        if (fits && filled >= well_filled && nearly == 0)
            nearly = width;
    }
    return nearly > 0 ? nearly : static_cast<float>(max_per_row) * (side + map_gap * unit);
}

/// Widths of the columns between the ends, at least `least` px, so that maps are equally near to their
/// preferred side in the room for all of them.
std::vector<float> balanced_widths(const std::vector<const MapGrid*>& grids, Vec2 room, float least,
                                   float unit) {
    constexpr float max_scale = 1.5F;
    constexpr int halvings = 12;
    const auto widths = [&](float scale) {
        std::vector<float> all;
        all.reserve(grids.size());
        for (const MapGrid* grid : grids)
            all.push_back(std::max(width_for(*grid, scale, room.y, unit), least));
        return all;
    };
    const auto total = [](const std::vector<float>& all) {
        return std::accumulate(all.begin(), all.end(), 0.0F);
    };
    float low = 0, high = max_scale;
    for (int i = 0; i < halvings; ++i) {
        const float scale = (low + high) / 2;
        (total(widths(scale)) <= room.x ? low : high) = scale;
    }
    std::vector<float> all = widths(low);
    const float spare = (room.x - total(all)) / static_cast<float>(std::max<std::size_t>(all.size(), 1));
    for (float& width : all)
        width += spare;
    return all;
}

/// The number of maps in a row and of rows that show many at a good size, no nearer than `label` px, which
/// their labels take.
void choose_maps(MapsPlace& place, const MapGrid& grid, float unit, float label) {
    const float width = place.area.width(), height = place.area.max.y - place.maps_top;
    float best = -1;
    for (int64_t per_row = 1; per_row <= 8; ++per_row)
        for (int64_t rows = 1; rows <= 8; ++rows) {
            const float gaps = map_gap * unit * static_cast<float>(per_row - 1);
            const float by_width = (width - gaps) / static_cast<float>(per_row);
            const float by_height = (height / static_cast<float>(rows) - label_height * unit) / aspect(grid);
            const float side = std::min({by_width, by_height, 1.5F * preferred_side(grid) * unit});
            const auto count = static_cast<float>(std::min({grid.channels, per_row * rows, many_maps}));
            const float filled = count / static_cast<float>(per_row * rows);
            const bool is_all = per_row * rows >= std::min(grid.channels, many_maps);
            const float size = std::min(side, preferred_side(grid) * unit);
            const bool is_small = side < 0.5F * preferred_side(grid) * unit;
            const float score = std::sqrt(count) * size * filled * filled * filled * (is_all ? 1.0F : 0.6F) *
                                    (is_small ? 0.3F : 1.0F) +
                                0.01F * side;
            const bool wastes =
                (per_row - 1) * rows >= grid.channels || per_row * (rows - 1) >= grid.channels;
            const bool labels_touch =
                per_row > 1 && width + map_gap * unit < static_cast<float>(per_row) * label;
            if (side <= 8 * unit || wastes || labels_touch || score <= best)
                continue;
            best = score;
            place.side = side;
            place.per_row = per_row;
            place.rows = rows;
        }
    const Rect one = map_place(grid, {{0, 0}, {place.side, place.side * aspect(grid)}});
    place.side = one.width();
    place.pitch_x =
        std::min(place.side + 1.6F * map_gap * unit,
                 place.per_row > 1 ? (width - place.side) / static_cast<float>(place.per_row - 1) : width);
    place.pitch_x = std::max({place.pitch_x, place.side + 2, label});
    place.pitch_y = one.height() + label_height * unit;
}

} // namespace

void choose_channels(const NetworkSceneInput& input, MapsPlace& place, const MapGrid& grid) {
    place.count = std::min(grid.channels, place.per_row * place.rows);
    const int layer = place.column.shown;
    int64_t page = input.results.chosen.layer == layer ? input.results.chosen.channel / place.count : 0;
    for (const MapPage& asked : input.pages)
        if (asked.layer == layer)
            page = asked.page;
    const int64_t pages = (grid.channels + place.count - 1) / place.count;
    page = std::clamp<int64_t>(page, 0, pages - 1);
    place.first = std::min(page * place.count, grid.channels - place.count);
}

float preferred_side(const MapGrid& grid) {
    const int64_t side = std::max(grid.rows, grid.columns);
    return side <= 1 ? 26 : side <= 2 ? 42 : side <= 4 ? 58 : side <= 10 ? 74 : 96;
}

bool is_pool(const Network& network, const NetworkColumn& column) {
    const LayerKind kind = network.layers[static_cast<std::size_t>(column.layers.front())].kind;
    return kind == LayerKind::max_pool || kind == LayerKind::avg_pool || kind == LayerKind::lp_pool;
}

namespace {

class Layouter {
public:
    Layouter(Canvas& canvas, const NetworkSceneInput& input, const Rect& area)
        : canvas_(canvas), input_(input), area_(area), unit_(canvas.unit) {}

    OverviewLayout layout() {
        const Network& network = *input_.results.network;
        const std::vector<NetworkColumn> columns = network_columns(network, input_.results.chosen.layer);
        std::vector<Decks> decks = decks_of(network, columns);
        const float ends = decks.size() > many_columns && !is_narrow(input_, unit_)
                               ? narrow_end_width * unit_
                               : left_column(input_, unit_);
        OverviewLayout result;
        result.all_columns = static_cast<int64_t>(decks.size());
        widest_ = widest_name(decks);
        leave_out_columns(decks, ends, result);
        result.columns = static_cast<int64_t>(decks.size());
        place_columns(decks, ends, result);
        constexpr int passes = 2; // what is said of a layer depends on how many maps are shown
        for (int pass = 0; pass < passes; ++pass)
            fill(result.places);
        return result;
    }

private:
    void fill(std::vector<MapsPlace>& places) {
        for (MapsPlace& place : places)
            set_maps_top(place);
        align_headings(places);
        for (MapsPlace& place : places) {
            const MapGrid& grid = grid_of(input_, place.column);
            if (place.is_output && !input_.pictures.scores.is_empty())
                make_room_for_scores(place, 0.55F * (place.area.max.y - place.maps_top), unit_);
            choose_maps(place, grid, unit_, label_width(grid));
            choose_channels(input_, place, grid);
        }
    }

    /// Of the longest label of a map, with a gap.
    float label_width(const MapGrid& grid) const {
        if (grid.is_units)
            return 0;
        return canvas_.width("[" + std::to_string(grid.channels - 1) + "]",
                             {network_type::tiny * unit_, Face::sans_bold, {}}) +
               3 * unit_;
    }

    /// Of very many those around the chosen layer, with input and output.
    void leave_out_columns(std::vector<Decks>& decks, float ends, OverviewLayout& result) {
        const float room = area_.width() - first_width(ends) - ends - min_gap * unit_;
        const auto fit = static_cast<std::size_t>(std::max(room / (widest_ + min_gap * unit_), 1.0F));
        if (decks.size() <= fit + 2)
            return;
        std::size_t at = 1;
        for (std::size_t i = 0; i < decks.size(); ++i)
            for (const NetworkColumn& column : decks[i])
                if (std::find(column.layers.begin(), column.layers.end(), input_.results.chosen.layer) !=
                    column.layers.end())
                    at = i;
        const std::size_t last_first = decks.size() - 1 - fit;
        std::size_t first = at > fit / 2 ? at - fit / 2 : 1;
        first = std::clamp<std::size_t>(first, 1, last_first);
        std::vector<Decks> shown{decks.front()};
        shown.insert(shown.end(), decks.begin() + static_cast<std::ptrdiff_t>(first),
                     decks.begin() + static_cast<std::ptrdiff_t>(first + fit));
        shown.push_back(decks.back());
        result.first_column = static_cast<int64_t>(first);
        decks = std::move(shown);
    }

    /// That a column needs for its name at the smallest type.
    float widest_name(const std::vector<Decks>& decks) {
        const float size = network_type::tiny * unit_;
        float widest = min_column * unit_;
        for (std::size_t i = 1; i + 1 < decks.size(); ++i)
            for (const NetworkColumn& column : decks[i]) {
                const std::vector<std::string> parts =
                    column_title(input_.texts, *input_.results.network, column);
                std::string rest;
                for (std::size_t part = 1; part < parts.size(); ++part)
                    rest += "+ " + parts[part] + (part + 1 < parts.size() ? " " : "");
                const float pages = (2 * page_button + 3 * page_gap) * unit_;
                widest = std::max({widest, canvas_.width(parts.front(), {size, Face::sans_bold, {}}) + pages,
                                   canvas_.width(rest, {size, Face::sans, {}})});
            }
        return widest;
    }

    /// A drawing is beside what it becomes; a photograph is large.
    float first_width(float ends) const {
        return shows_drawing(input_)   ? 2 * ends + drawing_gap * unit_
               : is_photograph(input_) ? 1.4F * ends
                                       : ends;
    }

    void place_columns(const std::vector<Decks>& decks, float ends, OverviewLayout& result) {
        const std::size_t middle = decks.size() - 2;
        const float first = first_width(ends);
        float between = gap * unit_;
        const auto gaps = static_cast<float>(decks.size() - 1);
        if (area_.width() - first - ends - gaps * between <
            static_cast<float>(middle) * std::max(min_column * 1.15F * unit_, widest_))
            between = min_gap * unit_;
        const float room = area_.width() - first - ends - gaps * between;
        const float equal = room / static_cast<float>(std::max<std::size_t>(middle, 1));
        std::vector<float> widths(middle, equal);
        if (decks.size() <= many_columns &&
            !is_narrow(input_, unit_)) { // of many each needs its room for words
            std::vector<const MapGrid*> grids;
            for (std::size_t i = 1; i + 1 < decks.size(); ++i)
                grids.push_back(&grid_of(input_, decks[i].front()));
            constexpr float heading = name_line + 2 * fact_line + 4;
            const float least = std::min(std::max(min_column * unit_, widest_), equal);
            widths = balanced_widths(grids, {room, area_.height() - heading * unit_}, least, unit_);
        }
        float x = area_.min.x;
        for (std::size_t i = 0; i < decks.size(); ++i) {
            const bool is_end = i == 0 || i + 1 == decks.size();
            const float width = i == 0 ? first : is_end ? ends : widths[i - 1];
            add_decks(decks[i], {{x, area_.min.y}, {x + width, area_.max.y}}, result);
            x += width + between;
        }
        result.places.front().is_input = true;
        result.places.back().is_output = true;
    }

    /// The upper deck has more room: its maps are larger.
    void add_decks(const Decks& decks, const Rect& area, OverviewLayout& result) {
        float y = area.min.y;
        for (std::size_t i = 0; i < decks.size(); ++i) {
            const float share = decks.size() == 1 ? 1.0F : i == 0 ? 0.54F : 0.46F;
            MapsPlace place;
            place.column = decks[i];
            place.area = {{area.min.x, y}, {area.max.x, y + share * area.height()}};
            y = place.area.max.y;
            result.places.push_back(std::move(place));
        }
    }

    void set_maps_top(MapsPlace& place) {
        const std::size_t lines = layer_heading(canvas_, input_, place).lines.size();
        place.maps_top =
            place.area.min.y +
            (name_line + fact_line * static_cast<float>(std::max<std::size_t>(lines, 1)) + 4) * unit_;
    }

    /// Maps of the columns of one height begin on one line.
    static void align_headings(std::vector<MapsPlace>& places) {
        for (MapsPlace& place : places)
            for (const MapsPlace& other : places)
                if (other.area.min.y == place.area.min.y && !other.is_input && !other.is_output)
                    place.maps_top = std::max(place.maps_top, other.maps_top);
    }

    Canvas& canvas_;
    const NetworkSceneInput& input_;
    Rect area_;
    float unit_;
    float widest_ = 0; // of names, px
};

} // namespace

Rect MapsPlace::map(int64_t channel, const MapGrid& grid) const {
    const int64_t at = channel - first;
    const Vec2 corner = cell_corner({area.min.x, maps_top}, at, per_row, {pitch_x, pitch_y});
    return map_place(grid, {corner, corner + Vec2{side + 0.01F, side * aspect(grid) + 0.01F}});
}

void make_room_for_scores(MapsPlace& place, float side, float unit) {
    place.score_side = std::min(place.area.width(), side);
    place.maps_top += place.score_side + 30 * unit;
}

OverviewLayout overview_layout(Canvas& canvas, const NetworkSceneInput& input, const Rect& area) {
    return Layouter(canvas, input, area).layout();
}

} // namespace convlens
