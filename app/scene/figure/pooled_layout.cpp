// The forward half of an unpooling: what was pooled before, small at the left, where the planes that matter
// stay large.
#include "scene/figure/layout_parts.h"

namespace convlens {
namespace {

constexpr float largest_pooled = 42;       // px a cell at 720
constexpr float share_of_top = 0.66F;      // of a cell of the plane of results
constexpr float planes_keep = 0.72F;       // of their cells
constexpr float heading_width = 128;       // units, of "X before pooling"
constexpr float side_names = 66;           // units at the left of a tilted figure: letters, names of sheets
constexpr int64_t max_pooled_cells = 1024; // drawn one by one

class PooledLayout {
public:
    PooledLayout(const FigureModel& model, const Rect& area, float unit, float min_cell,
                 const PlacesIn& places_in)
        : model_(model), area_(area), unit_(unit), min_cell_(min_cell), places_in_(places_in),
          whole_(places_in(area)) {}

    std::optional<FigurePlaces> best() const {
        if (std::min(whole_.base.cell(), whole_.top.cell()) < outlined_from)
            return {};
        for (const bool alone : {false, true}) {
            PlaneModel plane = model_.top;
            if (alone && plane.sheets == 1)
                break;
            if (alone)
                plane.sheets = plane.across = 1;
            if (plane.rows * plane.columns * plane.sheets > max_pooled_cells)
                continue;
            const float first = std::min(largest_pooled * unit_, share_of_top * whole_.top.cell());
            for (float cell = std::max(first, min_cell_); cell >= least(); cell *= 0.92F)
                if (auto places = placed(plane, snapped(cell)))
                    return places;
        }
        return {};
    }

private:
    /// Digits are read here too, where the results have some.
    float least() const {
        return std::max(min_cell_, whole_.top.cell() >= digits_from ? digits_from : outlined_from);
    }

    std::optional<FigurePlaces> placed(const PlaneModel& plane, float cell) const {
        const Extent e = extent(plane);
        const float heading = heading_height * unit_;
        const Vec2 size{std::max(e.columns * cell, heading_width * unit_), e.rows * cell + heading};
        const float strip = size.x + gap_between * unit_;
        if (strip > 0.45F * area_.width() || size.y > area_.height())
            return {};
        Rect rest = area_;
        rest.min.x += strip;
        FigurePlaces places = places_in_(rest);
        if (places.base.cell() < std::max(planes_keep * whole_.base.cell(), 0.999F * min_cell_))
            return {};
        const Rect planes = bounds_of(places);
        const float left = area_.min.x + std::max((area_.width() - strip - planes.width()) / 2, 0.0F);
        move(places, std::round(left + strip - planes.min.x));
        const Rect base = bounds_of(places.base, model_.base);
        // Beside Y: level with it where all lie flat, else at its foot, away from the title's corner.
        const float wanted = places.tilt > 0.5F ? base.max.y - size.y : base.center().y - size.y / 2;
        const float top = std::clamp(wanted, area_.min.y, area_.max.y - size.y);
        places.pooled = upright(plane, {left, top + heading}, cell, cell);
        places.pooled_heading = places.pooled.origin - Vec2{0, 9 * unit_};
        places.pooled_alone = plane.sheets < model_.top.sheets;
        return places;
    }

    static Rect bounds_of(const Stack& stack, const PlaneModel& plane) {
        Rect all = stack.of(0).bounds(static_cast<float>(plane.rows), static_cast<float>(plane.columns));
        for (int64_t s = 1; s < plane.sheets; ++s) {
            const Rect r =
                stack.of(s).bounds(static_cast<float>(plane.rows), static_cast<float>(plane.columns));
            all = {{std::min(all.min.x, r.min.x), std::min(all.min.y, r.min.y)},
                   {std::max(all.max.x, r.max.x), std::max(all.max.y, r.max.y)}};
        }
        return all;
    }

    /// Of both planes, with what is written at their left.
    Rect bounds_of(const FigurePlaces& places) const {
        const Rect base = bounds_of(places.base, model_.base);
        const Rect top = bounds_of(places.top, model_.top);
        const float names = places.tilt > 0.5F ? side_names * unit_ : 0;
        return {{std::min(base.min.x, top.min.x) - names, std::min(base.min.y, top.min.y)},
                {std::max(base.max.x, top.max.x), std::max(base.max.y, top.max.y)}};
    }

    static void move(FigurePlaces& places, float right) {
        for (Vec2* at : {&places.base.origin, &places.top.origin, &places.base_heading, &places.top_heading})
            at->x += right;
    }

    const FigureModel& model_;
    Rect area_;
    float unit_, min_cell_;
    const PlacesIn& places_in_;
    FigurePlaces whole_;
};

} // namespace

std::optional<FigurePlaces> places_with_pooled(const FigureModel& model, const Rect& area, float unit,
                                               float min_cell, const PlacesIn& places_in) {
    if (!model.unpooling() || !model.results().pooled)
        return {};
    return PooledLayout(model, area, unit, min_cell, places_in).best();
}

} // namespace convlens
