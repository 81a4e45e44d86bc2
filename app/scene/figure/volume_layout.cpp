// Stacks of sheets: the first channel or depth on top, the others below it like floors. Floors that hold the
// window, or the result, have more room above them; where they lie glides with the window.
#include "scene/figure/layout.h"

#include <algorithm>

namespace convlens {
namespace {

constexpr float largest_floor_cell = 50; // px at 720
constexpr float min_distance = 0.3F;     // cells between two floors
constexpr float closed_distance = 0.8F;  // of floors that have no part in the step
constexpr float open_share = 0.95F;      // of a sheet's height; more room tells nothing more
constexpr float stage_name_width = 66;
constexpr float floor_name_width = 64;     // units, of "channel 2" beside a floor
constexpr float floor_heading_width = 176; // units, of "X 3 channels of 6 × 6"
constexpr float cut_heading = 236;         // units, of "X 12 of 64 channels of 6 × 6"
constexpr float short_heading = 80;        // units, of "X 6 × 6"
constexpr float third_axis = 24;           // units more

/// One stack in cells.
struct Floors {
    float rows = 0, columns = 0;
    float opened = 0, closed = 0; // floors below the first one, by their distance

    float height() const { return -tilted_u.y * columns + tilted_v.y * rows; }
    float width() const { return tilted_u.x * columns + tilted_v.x * rows; }
    /// Distance at which no floor covers anything of the next one.
    float clear() const {
        return tilted_u.x * rows * columns / std::max(tilted_u.x * columns, tilted_v.x * rows);
    }
    /// Distance of opened floors in cells, where the whole may be `room` cells high; below min_distance:
    /// too little room.
    float distance(float room) const {
        if (opened == 0)
            return room >= height() + closed * min_distance ? open_share * height() : 0;
        const float left = room - height();
        const float each = (left - closed * closed_distance) / opened;
        return std::min(each >= closed_distance ? each : left / (opened + closed), open_share * height());
    }
    float closed_at(float distance) const { return std::min(distance, closed_distance); }
};

Floors floors(const PlaneModel& plane, int64_t lit) {
    Floors f;
    f.rows = static_cast<float>(plane.rows);
    f.columns = static_cast<float>(plane.columns);
    const int64_t below = plane.sheets - 1;
    f.opened = static_cast<float>(std::min(lit, below));
    f.closed = static_cast<float>(below) - f.opened;
    return f;
}

/// The cell that shows most: large, with the floors far enough from each other; not smaller than `least`
/// where that has room.
float best_cell(const Floors& base, const Floors& top, Vec2 room, float most, float least) {
    const float widest = std::min(room.x / (base.width() + top.width()), most);
    float best = 0;
    float best_score = -1;
    for (float cell = widest; cell > widest * 0.2F; cell *= 0.97F) {
        float score = cell;
        for (const Floors& f : {base, top}) {
            const float distance = f.distance(room.y / cell);
            const float seen = std::min(distance / f.clear(), 1.0F);
            score *= distance < min_distance && f.opened + f.closed > 0 ? 0.01F : seen;
            if (f.height() * cell > room.y)
                score = 0;
        }
        if (cell < least && best_score >= 0.01F * widest)
            break; // the floors of a larger one can be told from each other
        if (score > best_score) {
            best_score = score;
            best = cell;
        }
    }
    return best;
}

template <class IsLit>
Stack stack(const PlaneModel& plane, const Floors& f, float cell, float distance, const IsLit& lit) {
    Stack s{{{}, tilted_u * cell, tilted_v * cell}, {{0, 0}}};
    for (int64_t i = 1; i < plane.sheets; ++i)
        s.moves.push_back(s.moves.back() + Vec2{0, (lit(i) ? distance : f.closed_at(distance)) * cell});
    return s;
}

} // namespace

FigurePlaces volume_places(const FigureModel& model, const Rect& area, float unit, float min_cell) {
    const Floors base = floors(model.base, model.window_sheet_count());
    const Floors top = floors(model.top, 1);
    const bool named = area.width() > 420 * unit;
    const bool on_stage = min_cell > 0; // names are larger there, and what lies between must be less
    const float names = (!named     ? 8
                         : on_stage ? stage_name_width
                                    : floor_name_width) *
                        unit; // at the outer sides
    const float gap = (on_stage ? 14 : 24) * unit;
    const float heading = heading_height * unit;
    const Vec2 room{area.width() - 2 * names - gap, area.height() - heading - 4 * unit};
    const float cell = best_cell(base, top, room, std::max(largest_floor_cell * unit, min_cell), min_cell);
    const float base_distance = base.distance(room.y / cell);
    const float top_distance = top.distance(room.y / cell);

    FigurePlaces places;
    places.tilt = 1;
    places.volumes = true;
    places.base =
        stack(model.base, base, cell, base_distance, [&](int64_t s) { return model.window_plane(s) >= 0; });
    const int64_t result = model.result().sheet;
    places.top = stack(model.top, top, cell, top_distance, [&](int64_t s) { return s == result; });

    // Both headings lie on one line above both stacks, so that no sight line can run through them.
    const auto whole = [&](const Floors& f, float distance) {
        return (f.height() + f.opened * distance + f.closed * f.closed_at(distance)) * cell;
    };
    const auto heading_of = [&](int64_t channels, bool is_cut) {
        const float more = model.operation().dims() == 3 ? third_axis : 0;
        const float words = is_cut ? cut_heading : channels > 1 ? floor_heading_width : short_heading;
        return (!named ? 24 : more + words) * unit;
    };
    const float base_width =
        std::max(base.width() * cell + gap,
                 heading_of(model.operation().in_channels, model.all_base > model.base.sheets));
    const float top_width =
        std::max(top.width() * cell + names,
                 heading_of(model.operation().out_channels, model.all_top > model.top.sheets));
    const float height = std::max(whole(base, base_distance), whole(top, top_distance));
    const float spare = std::max(area.width() - names - base_width - top_width, 0.0F);
    const float left = area.min.x + names + spare / 2;
    const float first = area.center().y + heading / 2 - height / 2; // where the upper corners are
    const auto put = [&](Stack& s, const Floors& f, float x) {
        s.origin = {x, first - tilted_u.y * f.columns * cell};
        return Vec2{x, first - 7 * unit};
    };
    places.base_heading = put(places.base, base, left);
    places.top_heading = put(places.top, top, left + base_width);
    return places;
}

int64_t readable_floors(const FigureModel& model, const Rect& area, float unit, float min_cell) {
    constexpr float readable = 17; // units
    const int64_t drawn = std::max(model.base.sheets, model.top.sheets);
    const bool is_cut = model.all_base > model.base.sheets || model.all_top > model.top.sheets;
    if (!is_cut && min_cell <= 0)
        return drawn;
    const auto cell_of = [&](int64_t floors) {
        SheetChoice choice = model.choice();
        choice.max_base = choice.max_top = floors;
        return volume_places({model.results(), model.step(), choice}, area, unit, min_cell).base.cell();
    };
    // Of large planes three floors are as good as they get.
    const float wanted = min_cell > 0 ? min_cell : std::min(readable * unit, 0.9F * cell_of(3));
    for (int64_t floors = drawn; floors > 1; --floors)
        if (cell_of(floors) >= wanted)
            return floors;
    return min_cell > 0 ? drawn : 3;
}

} // namespace convlens
