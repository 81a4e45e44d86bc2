// Where a class is to read every number: a view whose cells have a least size. What has no room then is shown
// in part: one sheet of several, the neighbourhood of the window, with the whole as a small map at the side.
#include "scene/figure/layout_parts.h"

#include <algorithm>
#include <vector>

namespace convlens {
namespace {

constexpr float side_width = 92; // units, of the maps
constexpr float side_gap = 16;
constexpr float min_map_side = 24;
constexpr int64_t max_across = 4; // sheets of a strip beside each other
constexpr float floor_name = 66;
constexpr float map_gap = 26; // between two maps: a letter has room

FigurePlaces plain_places(const FigureModel& model, View view, const Rect& area, float unit, float min_cell) {
    switch (view) {
    case View::tilted:
        return tilted_places(model, area, unit);
    case View::flat:
        return flat_places(model, area, unit);
    case View::volumes:
        return volume_places(model, area, unit, min_cell);
    }
    return {};
}

class Zoom {
public:
    Zoom(const FigureModel& model, View view, const Rect& area, float unit, float min_cell)
        : model_(model), view_(view), area_(area), unit_(unit), min_cell_(min_cell), rest_(area) {
        rest_.min.x += (side_width + side_gap) * unit;
    }

    FigurePlaces best() {
        FigurePlaces whole = plain_places(model_, view_, area_, unit_, min_cell_);
        if (fits(whole, model_))
            return whole;
        const AxisModel& rows = model_.axes[1];
        const AxisModel& columns = model_.axes[2];
        const bool several = model_.base.sheets > 1 || model_.top.sheets > 1;
        const auto fitting = static_cast<int64_t>(std::max(area_.width(), area_.height()) / min_cell_) + 1;
        const int64_t most = std::min(
            fitting, std::max({model_.base.rows, model_.base.columns, model_.top.rows, model_.top.columns}));
        const int64_t window = std::max(rows.window(), columns.window());
        for (const bool alone : {false, true}) {
            if (alone && !several)
                break;
            for (int64_t limit = most; limit > 0 && (alone || !several || limit >= window); --limit) {
                const FigureModel part = part_with(limit, alone);
                FigurePlaces places =
                    plain_places(part, alone ? flat_of(view_) : view_, rest_, unit_, min_cell_);
                if (fits(places, part))
                    return finished(places, part, alone);
            }
        }
        return whole;
    }

    /// Of each plane, the others small beside them, and a loupe.
    FigurePlaces one_sheet() const {
        const FigureModel part = part_with(std::max(model_.base.rows, model_.base.columns) * 2, true);
        return finished(tilted_with_loupe(part, rest_, unit_), part, true);
    }

private:
    static View flat_of(View view) { return view == View::volumes ? View::tilted : view; }

    bool fits(const FigurePlaces& places, const FigureModel& drawn) const {
        const float least = min_cell_ * 0.999F;
        return places.base.cell() >= least && places.top.cell() >= least &&
               (!places.weights_shown || places.weights.cell() >= least) && places.loupe.empty() &&
               (!places.volumes || (is_inside(places.base, drawn.base) && is_inside(places.top, drawn.top)));
    }

    /// With the names of its floors.
    bool is_inside(const Stack& stack, const PlaneModel& plane) const {
        const float names = floor_name * unit_;
        for (int64_t s = 0; s < plane.sheets; ++s) {
            const Rect r =
                stack.of(s).bounds(static_cast<float>(plane.rows), static_cast<float>(plane.columns));
            if (r.max.x > area_.max.x - names || r.max.y > area_.max.y + 1)
                return false;
        }
        return true;
    }

    FigureModel part_with(int64_t limit, bool alone) const {
        FigureModel part = model_;
        for (PlaneModel* plane : {&part.base, &part.top, &part.weights}) {
            plane->rows = std::min(plane->rows, limit);
            plane->columns = std::min(plane->columns, limit);
        }
        for (PlaneModel* plane : {&part.base, &part.top})
            if (alone)
                plane->sheets = plane->across = 1;
        if (alone && part.weights.sheets > 1)
            part.weights.sheets = part.weights.across = 1;
        return part;
    }

    FigurePlaces finished(FigurePlaces places, const FigureModel& part, bool alone) const {
        const AxisModel& rows = model_.axes[1];
        const AxisModel& columns = model_.axes[2];
        const Place result = model_.result();
        CellWindow window{rows.window_at(model_.output[1]), rows.window(),
                          columns.window_at(model_.output[2]), columns.window()};
        if (part.base.rows < window.rows || part.base.columns < window.columns) { // what is lit of it
            const Place tap = model_.tap(model_.choice().term);
            window = {tap.row, 1, tap.column, 1};
        }
        show(places.base, places.base_share, model_.base, part.base, window, alone);
        show(places.top, places.top_share, model_.top, part.top, {result.row, 1, result.column, 1}, alone);
        if (places.weights_shown)
            show_weights(places, part);
        put_maps(places);
        return places;
    }

    /// The sheets of the part become those of the plane, moved so that the part lies where it has room.
    static void show(Stack& stack, PlaneShare& share, const PlaneModel& all, const PlaneModel& part,
                     const CellWindow& around, bool alone) {
        if (alone && all.sheets > 1) {
            share.alone = true;
            stack.moves.assign(static_cast<std::size_t>(all.sheets), {});
        }
        if (part.rows == all.rows && part.columns == all.columns)
            return;
        const auto first = [](int64_t at, int64_t length, int64_t shown, int64_t total) {
            // It stays while the window goes on, as long as it can.
            const int64_t spare = std::max<int64_t>(shown - length, 0);
            const int64_t before = spare > 1 ? 1 : 0;
            return window_start(at, shown, total, spare + 1 - before, before);
        };
        share.part = {first(around.first_row, around.rows, part.rows, all.rows), part.rows,
                      first(around.first_column, around.columns, part.columns, all.columns), part.columns};
        stack.origin = stack.origin - stack.u * static_cast<float>(share.part.first_column) -
                       stack.v * static_cast<float>(share.part.first_row);
    }

    void show_weights(FigurePlaces& places, const FigureModel& part) const {
        const auto sheets = static_cast<std::size_t>(model_.weights.sheets);
        if (part.weights.sheets < model_.weights.sheets) {
            places.weights.moves.assign(sheets, {});
            places.weights_alone = model_.shown_weights;
        }
        if (part.weights.rows < model_.weights.rows || part.weights.columns < model_.weights.columns)
            places.weights_loupe = {places.weights, part.weights.rows, part.weights.columns};
    }

    static PlaneModel strip_of(PlaneModel plane) {
        plane.across = std::min(plane.sheets, max_across);
        return plane;
    }
    static PlaneModel one_of(PlaneModel plane) {
        plane.sheets = plane.across = 1;
        return plane;
    }

    /// Width of the maps with which all of them have room above each other, px.
    float map_side(const FigurePlaces& places) const {
        std::vector<Extent> maps;
        const auto add = [&](const PlaneShare& share, const PlaneModel& plane) {
            if (share.alone)
                maps.push_back(extent(strip_of(plane)));
            if (!share.part.empty())
                maps.push_back(extent(one_of(plane)));
        };
        add(places.base_share, model_.base);
        add(places.top_share, model_.top);
        if (!places.weights_loupe.empty())
            maps.push_back(extent(one_of(model_.weights)));
        const auto height = [&](float side) {
            float all = map_gap * unit_ * static_cast<float>(maps.size());
            for (const Extent& cells : maps)
                all += std::min(side / cells.columns, side / cells.rows) * cells.rows;
            return all;
        };
        float side = side_width * unit_;
        while (height(side) > area_.height() && side > min_map_side * unit_)
            side -= unit_;
        return side;
    }

    /// From below: X, Y, W at the left side.
    void put_maps(FigurePlaces& places) const {
        float bottom = area_.max.y;
        const float side = map_side(places);
        const auto put = [&](Extent cells) {
            const float cell = std::min(side / cells.columns, side / cells.rows);
            bottom -= cell * cells.rows;
            const Sheet map{{area_.min.x, std::round(bottom)}, {cell, 0}, {0, cell}};
            bottom -= map_gap * unit_;
            return map;
        };
        const auto put_plane = [&](PlaneShare& share, const PlaneModel& plane) {
            if (share.alone) {
                const PlaneModel strip = strip_of(plane);
                share.strip = spread(strip, put(extent(strip)));
                share.strip_words = share.strip.origin - Vec2{0, 6 * unit_};
            }
            if (!share.part.empty())
                share.map = put(extent(one_of(plane)));
        };
        put_plane(places.base_share, model_.base);
        put_plane(places.top_share, model_.top);
        if (!places.weights_loupe.empty()) {
            places.weights = {put(extent(one_of(model_.weights))), places.weights.moves};
            places.weights_heading = places.weights.origin - Vec2{0, 6 * unit_};
            places.bias = {};
        }
    }

    const FigureModel& model_;
    View view_;
    Rect area_;
    float unit_, min_cell_;
    Rect rest_; // of the area, beside the maps
};

} // namespace

FigurePlaces view_places(const FigureModel& model, View view, const Rect& area, float unit, float min_cell) {
    const auto places_in = [&](const Rect& rest) { return plain_places(model, view, rest, unit, min_cell); };
    if (auto places = places_with_pooled(model, area, unit, min_cell, places_in))
        return *places;
    if (min_cell > 0)
        return Zoom(model, view, area, unit, min_cell).best();
    FigurePlaces places = plain_places(model, view, area, unit, 0);
    if (view != View::tilted || !may_have_loupe(model) || places.base.cell() >= digits_from)
        return places;
    if (is_large(model) && has_several_sheets(model))
        return Zoom(model, view, area, unit, 0).one_sheet();
    return tilted_with_loupe(model, area, unit);
}

} // namespace convlens
