// The planes upright: side by side, with the weights above the results, or one below the other, whichever has
// the largest cells. Where those are too small for digits, a loupe lies with the weights.
#include "scene/figure/layout_parts.h"

#include <vector>

namespace convlens {
namespace {

constexpr int64_t max_read_kernel = 7; // rows or columns of a kernel whose cells may be larger than X's
constexpr float gap_below = 20;        // of planes one below the other; units

enum class Arrangement { row, weights_above, column, below };

/// A part of the base, large.
struct Loupe {
    int64_t rows = 0, columns = 0;
    float cell = 0; // px

    bool empty() const { return rows == 0; }
    float width() const { return static_cast<float>(columns) * cell; }
    float height() const { return static_cast<float>(rows) * cell; }
};

/// As large as the window and some cells around it. None of a window that is large itself.
Loupe loupe_of(const FigureModel& figure, int64_t around, float cell) {
    constexpr int64_t most = 15;
    const AxisModel& rows = figure.axes[1];
    const AxisModel& columns = figure.axes[2];
    const Loupe loupe{std::min(rows.grid, rows.window() + 2 * around),
                      std::min(columns.grid, columns.window() + 2 * around), std::floor(cell)};
    return loupe.rows > most || loupe.columns > most || figure.unpooling() ? Loupe{} : loupe;
}

/// The planes with their sheets arranged.
struct Planes {
    PlaneModel base, top, weights;
};

/// Square as the model has them, or all sheets of a plane in one row.
Planes arranged(const FigureModel& model, bool in_rows) {
    Planes planes{model.base, model.top, model.weights};
    for (PlaneModel* plane : {&planes.base, &planes.top, &planes.weights})
        if (in_rows)
            plane->across = std::max<int64_t>(plane->sheets, 1);
    return planes;
}

/// "W 3 × 3 → channel 1", "W rotated by 180°": with words it is longer. Not by whether a direct convolution
/// turns its kernel, or all would move when it does; the gap beside it has the room.
float weights_heading_of(const FigureModel& figure) {
    return 92 + (figure.transposed() ? 46.0F : 0) + (figure.operation().out_channels > 1 ? 70.0F : 0);
}

/// "X 5 × 5", "Y 3 × 6 × 6".
float plane_heading_of(int64_t channels) {
    return channels > 1 ? 104 : 70;
}

/// All that the places follow from.
struct Plan {
    Planes planes;
    Arrangement arrangement = Arrangement::row;
    Loupe loupe;
    float cell = 0;
    float weights_heading = 92; // widths of the headings, units
    float base_heading = 70, top_heading = 70;
    float min_weight_cell = 24; // units
    float bias = 0;             // height below the weights; units
    bool loupe_beside = false;  // the weights; else below them
};

class FlatLayout {
public:
    FlatLayout(const Plan& plan, float unit)
        : plan_(plan), unit_(unit), base_(extent(plan.planes.base)), top_(extent(plan.planes.top)),
          weights_(extent(plan.planes.weights)), has_weights_(plan.planes.weights.sheets > 0),
          has_loupe_(!plan.loupe.empty()) {
        const float cell = plan.cell;
        base_cell_ = cell_height(base_, cell, unit);
        top_cell_ = cell_height(top_, cell, unit);
        if (has_weights_)
            weight_cell_ = snapped(weight_cell(cell));
        if (has_weights_ && has_loupe_)
            weight_cell_ = std::min(weight_cell_, std::max(weight_cell(cell), plan.loupe.cell));
        const float heading = heading_height * unit;
        weights_size_ = has_weights_
                            ? Vec2{std::max(weights_.columns * weight_cell_, plan.weights_heading * unit),
                                   weights_.rows * weight_cell_ + heading + plan.bias * unit}
                            : Vec2{};
        loupe_size_ = has_loupe_ ? Vec2{plan.loupe.width(), plan.loupe.height() + heading} : Vec2{};
        const bool both = has_weights_ && has_loupe_;
        middle_ = plan.loupe_beside ? Vec2{weights_size_.x + loupe_size_.x + (both ? gap() : 0),
                                           std::max(weights_size_.y, loupe_size_.y)}
                                    : Vec2{std::max(weights_size_.x, loupe_size_.x),
                                           weights_size_.y + loupe_size_.y + (both ? 12 * unit : 0)};
        base_size_ = {std::max(base_.columns * cell, plan.base_heading * unit),
                      base_.rows * base_cell_ + heading};
        top_size_ = {std::max(top_.columns * cell, plan.top_heading * unit), top_.rows * top_cell_ + heading};
    }

    Vec2 size() const {
        const bool has_middle = middle_.x > 0;
        switch (plan_.arrangement) {
        case Arrangement::row:
            return {base_size_.x + gap() + (has_middle ? middle_.x + gap() : 0) + top_size_.x,
                    std::max({base_size_.y, middle_.y, top_size_.y})};
        case Arrangement::weights_above:
            return {base_size_.x + gap() + std::max(middle_.x, top_size_.x),
                    std::max(base_size_.y, right_height())};
        case Arrangement::column:
            return {std::max({base_size_.x, middle_.x, top_size_.x}),
                    base_size_.y + (has_middle ? middle_.y + gap_below * unit_ : 0) + gap_below * unit_ +
                        top_size_.y};
        case Arrangement::below:
            return {std::max(base_size_.x, middle_.x + gap() + top_size_.x),
                    base_size_.y + gap_below * unit_ + std::max(middle_.y, top_size_.y)};
        }
        return {};
    }

    FigurePlaces places(const Rect& area) const {
        const Vec2 all = size();
        const Vec2 corner = area.center() - all * 0.5F;
        const auto middle_of = [&](float height) { return corner.y + (all.y - height) / 2; };
        FigurePlaces places;
        places.weights_shown = has_weights_;
        switch (plan_.arrangement) {
        case Arrangement::row: {
            put_base(places, {corner.x, middle_of(base_size_.y)});
            float x = corner.x + base_size_.x + gap();
            put_middle(places, {x, middle_of(middle_.y)});
            x += middle_.x > 0 ? middle_.x + gap() : 0;
            put_top(places, {x, middle_of(top_size_.y)});
            break;
        }
        case Arrangement::weights_above: {
            put_base(places, {corner.x, middle_of(base_size_.y)});
            const Vec2 at{corner.x + base_size_.x + gap(), middle_of(right_height())};
            put_middle(places, at);
            put_top(places, at + Vec2{0, middle_.y + gap_below * unit_});
            break;
        }
        case Arrangement::column: {
            put_base(places, corner);
            Vec2 at = corner + Vec2{0, base_size_.y + gap_below * unit_};
            put_middle(places, at);
            at.y += middle_.x > 0 ? middle_.y + gap_below * unit_ : 0;
            put_top(places, at);
            break;
        }
        case Arrangement::below: {
            put_base(places, corner + Vec2{(all.x - base_size_.x) / 2, 0});
            const Vec2 at = corner + Vec2{(all.x - middle_.x - gap() - top_size_.x) / 2,
                                          base_size_.y + gap_below * unit_};
            put_middle(places, at);
            put_top(places, at + Vec2{middle_.x + gap(), 0});
            break;
        }
        }
        const Vec2 above_corner{0, -9 * unit_};
        places.base_heading = places.base.origin + above_corner;
        places.top_heading = places.top.origin + above_corner;
        places.weights_heading = places.weights.origin + above_corner;
        return places;
    }

private:
    float gap() const { return gap_between * unit_; }
    /// Numbers that can be read, as long as the kernel as a whole does not outgrow X.
    float weight_cell(float cell) const {
        const float least = plan_.min_weight_cell * unit_;
        const PlaneModel& kernel = plan_.planes.weights;
        const bool is_small = std::max(kernel.rows, kernel.columns) <= max_read_kernel &&
                              weights_.rows * least <= base_.rows * base_cell_ &&
                              weights_.columns * least <= base_.columns * cell;
        return std::min(is_small ? std::max(cell, least) : cell, 46 * unit_);
    }
    float right_height() const { return middle_.y + gap_below * unit_ + top_size_.y; }
    Vec2 heading() const { return {0, heading_height * unit_}; }

    // At `at` begins the heading.
    void put_base(FigurePlaces& places, Vec2 at) const {
        places.base = upright(plan_.planes.base, at + heading(), plan_.cell, base_cell_);
    }
    void put_top(FigurePlaces& places, Vec2 at) const {
        places.top = upright(plan_.planes.top, at + heading(), plan_.cell, top_cell_);
    }
    /// The loupe to the left, next to the base, or below the weights.
    void put_middle(FigurePlaces& places, Vec2 at) const {
        at = at + heading();
        Vec2 weights_at = at;
        if (plan_.loupe_beside && has_loupe_)
            weights_at.x += loupe_size_.x + gap();
        else if (has_weights_)
            at.y += weights_size_.y + 12 * unit_;
        if (has_weights_)
            places.weights = upright(plan_.planes.weights, weights_at, weight_cell_, weight_cell_);
        if (has_weights_ && plan_.bias > 0) {
            const Vec2 corner = places.weights.at(static_cast<double>(weights_.rows), 0);
            places.bias = {corner, corner + Vec2{weights_size_.x + 0.8F * gap(), plan_.bias * unit_}};
        }
        const float cell = plan_.loupe.cell;
        places.loupe = {{{std::round(at.x), std::round(at.y)}, {cell, 0}, {0, cell}},
                        plan_.loupe.rows,
                        plan_.loupe.columns};
    }

    const Plan& plan_;
    float unit_;
    Extent base_, top_, weights_;
    bool has_weights_, has_loupe_;
    float weight_cell_ = 0, base_cell_ = 0, top_cell_ = 0;
    Vec2 base_size_, top_size_, weights_size_, loupe_size_, middle_; // px, headings included
};

/// The largest cells with which the plan has room.
float largest_cell_of(Plan plan, const Rect& area, float unit) {
    return largest(largest_cell * unit, [&](float cell) {
        plan.cell = cell;
        const Vec2 size = FlatLayout(plan, unit).size();
        return size.x <= area.width() && size.y <= area.height();
    });
}

/// How the planes may lie: beside one another or below, the sheets of each square, in a row, or in a
/// column.
std::vector<Plan> ways_of(const FigureModel& figure, const Rect& area) {
    constexpr float high = 1.2F;      // of an area whose planes may lie below X; others keep them beside it
    constexpr float very_high = 1.6F; // of one on a phone: all parts may lie one below the other
    const bool is_high = area.height() >= high * area.width();
    const bool is_very_high = area.height() >= very_high * area.width();
    const int64_t rows = figure.base.plane_rows();
    const bool low = rows <= max_column_rows || figure.base.plane_columns() >= 4 * rows;
    const bool has_weights = figure.weights.sheets > 0;
    std::vector<Plan> ways;
    const auto add = [&](const Planes& planes) {
        for (const Arrangement arrangement :
             {Arrangement::row, Arrangement::weights_above, Arrangement::column, Arrangement::below}) {
            if ((arrangement == Arrangement::weights_above && !has_weights) ||
                (arrangement == Arrangement::below && (!has_weights || !is_high)) ||
                (arrangement == Arrangement::column && !low && !is_very_high))
                continue;
            ways.push_back({planes,
                            arrangement,
                            {},
                            0,
                            weights_heading_of(figure),
                            plane_heading_of(figure.operation().in_channels),
                            plane_heading_of(figure.operation().out_channels)});
            ways.back().bias = bias_room(figure, 1);
            if (arrangement == Arrangement::column && !is_very_high) // there is width for the weights
                ways.back().planes.weights.across = std::max<int64_t>(planes.weights.sheets, 1);
        }
    };
    for (const bool in_rows : {false, true}) {
        Planes planes = arranged(figure, in_rows);
        add(planes);
        if (figure.weights.sheets > 1) {
            planes.weights.across = 1;
            add(planes);
        }
        if (figure.top.sheets > 1) {
            planes.top.across = 1;
            add(planes);
        }
        if (figure.base.sheets > 1 && is_very_high) {
            planes.base.across = 1;
            add(planes);
            planes.top.across = figure.top.across;
            add(planes);
        }
    }
    return ways;
}

/// Of planes of small cells, many large kernels must not take the place: they lie as they best fit, with
/// cells that can just be read where larger ones would cost too much.
Plan with_fitting_weights(const Plan& plan, const FigureModel& figure, const Rect& area, float unit) {
    std::vector<Plan> best; // for each least size of the weights' cells
    for (const float least : {24.0F, 19.0F, 15.0F}) {
        best.push_back(plan);
        best.back().cell = 0;
        for (int64_t across = 1; across <= figure.weights.sheets; ++across)
            for (const Arrangement arrangement : {plan.arrangement, Arrangement::row}) {
                Plan tried = plan;
                tried.arrangement = arrangement;
                tried.min_weight_cell = least;
                tried.planes.weights.across = across;
                tried.cell = largest_cell_of(tried, area, unit);
                if (tried.cell > best.back().cell * 1.02F)
                    best.back() = tried;
            }
    }
    for (const Plan& tried : best)
        if (tried.cell >= 0.85F * best.back().cell)
            return tried;
    return best.back();
}

/// Where digits have no room, a loupe: as large as the planes can well spare.
Plan with_loupe(const Plan& plan, const FigureModel& figure, const Rect& area, float unit) {
    struct Size {
        float cell; // units
        int64_t around;
    };
    Plan tried = plan;
    for (const Size& size : {Size{44, 2}, Size{36, 2}, Size{30, 1}, Size{26, 1}, Size{22, 1}, Size{19, 1},
                             Size{19, 0}, Size{16, 0}})
        for (const Arrangement arrangement : {plan.arrangement, Arrangement::row})
            for (const bool is_beside : {true, false}) {
                tried.arrangement = arrangement;
                tried.loupe = loupe_of(figure, size.around, size.cell * unit);
                tried.loupe_beside = is_beside;
                tried.cell = largest_cell_of(tried, area, unit);
                const bool fits = !tried.loupe.empty() && tried.cell >= 0.8F * plan.cell;
                if (fits && (is_beside || arrangement != Arrangement::column))
                    return tried;
            }
    return plan;
}

} // namespace

FigurePlaces flat_places(const FigureModel& figure, const Rect& area, float unit) {
    Plan plan;
    for (const Plan& way : ways_of(figure, area)) {
        Plan tried = way;
        tried.cell = largest_cell_of(tried, area, unit);
        // The first ways are the plainest: another one has to be worth it.
        if (tried.cell > plan.cell * 1.08F)
            plan = tried;
    }
    if (plan.cell < digits_from && may_have_loupe(figure)) {
        FigurePlaces maps = map_places(figure, area, unit);
        if (!maps.base.moves.empty())
            return maps;
    }
    if (plan.cell < digits_from && figure.weights.sheets > 0)
        plan = with_fitting_weights(plan, figure, area, unit);
    if (plan.cell < outlined_from)
        plan = with_loupe(plan, figure, area, unit);
    plan.cell = snapped(plan.cell);
    return FlatLayout(plan, unit).places(area);
}

} // namespace convlens
