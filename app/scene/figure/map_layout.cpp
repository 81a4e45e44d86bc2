// Large planes upright: X and Y as maps of one scale, as large as the place allows, and between them what is
// around the window with its numbers, and the kernel. Of several sheets one is large; all of them are a
// strip.
#include "scene/figure/layout_parts.h"

#include <vector>

namespace convlens {
namespace {

constexpr float strip_size = 46;        // units, across the strip
constexpr float strip_gap = 4;          // between two sheets of it
constexpr float strip_words = 17;       // a line below it
constexpr float large_enough = 20;      // units of a cell that needs no loupe
constexpr float below_gap = 12;         // of what lies one below the other
constexpr int64_t max_kernel_side = 11; // larger ones are maps themselves
constexpr int64_t part_of_kernel = 7;   // cells of its loupe, at most

/// The middle in columns.
enum class Split { none, kernel, each };

struct Way {
    bool strip_below = true; // the maps; else beside them, at the outer sides
    Split split = Split::none;
    bool under_loupe = true; // Y under what lies in the middle; else beside it
    float cell = 0;          // px, of the maps
};

/// Sizes of what lies in the middle.
struct Middle {
    float cell = 0; // px, of the loupe
    int64_t rows = 0, columns = 0;

    bool empty() const { return rows == 0; }
};

class MapLayout {
public:
    MapLayout(const FigureModel& model, const Rect& area, float unit)
        : model_(model), area_(area), unit_(unit), has_weights_(model.weights.sheets > 0),
          large_kernel_(std::max(model.weights.rows, model.weights.columns) > max_kernel_side) {}

    FigurePlaces best() {
        struct Size {
            float cell; // units
            int64_t around;
        };
        constexpr Size sizes[] = {{36, 2}, {36, 1}, {30, 2}, {30, 1}, {26, 1},
                                  {22, 1}, {19, 1}, {19, 0}, {16, 0}};
        // Of several sheets one alone may be large enough for digits.
        const Middle none{28 * unit_, 0, 0};
        if (const Way way = best_way(none); way.cell >= large_enough * unit_ && !large_kernel_)
            return places(none, way);
        // The maps are what one looks at: a larger loupe may cost them a little.
        Way smallest;
        std::vector<std::pair<Middle, Way>> tried;
        for (const Size& size : sizes) {
            const Middle middle = middle_of(size.cell, size.around);
            tried.emplace_back(middle, best_way(middle));
            if (tried.back().second.cell > smallest.cell)
                smallest = tried.back().second;
        }
        for (const auto& [middle, way] : tried)
            if (way.cell > 0 && way.cell >= 0.94F * smallest.cell)
                return places(middle, way);
        return {};
    }

private:
    Middle middle_of(float cell, int64_t around) const {
        Middle middle{std::floor(cell * unit_), 0, 0};
        const auto shown = [&](const AxisModel& axis) {
            const int64_t wanted = axis.window() + 2 * around;
            return std::min(axis.grid, wanted <= max_kernel_side + 2 ? wanted : part_of_kernel);
        };
        middle.rows = shown(model_.axes[1]);
        middle.columns = shown(model_.axes[2]);
        return middle;
    }

    Way best_way(const Middle& middle) const {
        Way best;
        for (const bool under : {false, true})
            for (const Split split : {Split::none, Split::kernel, Split::each})
                for (const bool below : {true, false}) {
                    Way way{below, split, under, 0};
                    const auto fits = [&](float cell) {
                        way.cell = cell;
                        const Vec2 size = size_of(middle, way);
                        return size.x <= area_.width() && size.y <= area_.height();
                    };
                    // Only one that is clearly larger is looked at closely
                    const float max_cell = largest_cell * unit_;
                    const float wanted = std::max(0.01F, best.cell * 1.03F);
                    if (wanted <= max_cell && fits(wanted)) {
                        way.cell = largest(max_cell, fits);
                        best = way;
                    }
                    if (!has_strip())
                        break;
                }
        return best;
    }

    float heading() const { return heading_height * unit_; }
    /// "W channel 0 → 11", "W rotated by 180°", "W 7 × 7"; units.
    float weights_heading() const {
        const bool has_words = model_.transposed() || model_.results().flipped || model_.weights.sheets > 1 ||
                               model_.operation().out_channels > 1;
        return has_words ? 136 : 92;
    }
    float gap() const { return gap_between * unit_; }
    bool has_strip() const { return model_.base.sheets > 1 || model_.top.sheets > 1; }

    /// The kernel: with its numbers as large as in the loupe, or at the scale of X.
    float weight_cell(const Middle& middle, const Way& way) const {
        return large_kernel_ ? way.cell : std::min(middle.cell, 30 * unit_);
    }
    Vec2 weights_size(const Middle& middle, const Way& way) const {
        if (!has_weights_)
            return {};
        const float cell = weight_cell(middle, way);
        return {std::max(static_cast<float>(model_.weights.columns) * cell, weights_heading() * unit_),
                static_cast<float>(model_.weights.rows) * cell + heading() + bias_room(model_, unit_)};
    }
    Vec2 loupe_size(const Middle& middle) const {
        return {std::max(static_cast<float>(middle.columns) * middle.cell, 112 * unit_),
                static_cast<float>(middle.rows) * middle.cell + heading()};
    }
    Vec2 weights_loupe_size(const Middle& middle) const {
        if (!large_kernel_)
            return {};
        return {static_cast<float>(std::min(part_of_kernel, model_.weights.columns)) * middle.cell,
                static_cast<float>(std::min(part_of_kernel, model_.weights.rows)) * middle.cell + heading()};
    }

    /// Column by column: the loupes, the kernel.
    std::vector<std::vector<Vec2>> columns(const Middle& middle, const Way& way) const {
        std::vector<std::vector<Vec2>> all;
        const auto add = [&](Vec2 size, bool in_own_column) {
            if (all.empty() || in_own_column)
                all.emplace_back();
            all.back().push_back(size);
        };
        if (!middle.empty())
            add(loupe_size(middle), false);
        if (large_kernel_)
            add(weights_loupe_size(middle), way.split == Split::each);
        if (has_weights_)
            add(weights_size(middle, way), way.split != Split::none);
        return all;
    }
    Vec2 size_of_middle(const Middle& middle, const Way& way) const {
        Vec2 size;
        for (const std::vector<Vec2>& column : columns(middle, way)) {
            const Vec2 one = size_of_column(column);
            size = {size.x + (size.x > 0 ? 0.6F * gap() : 0) + one.x, std::max(size.y, one.y)};
        }
        return size;
    }
    Vec2 size_of_column(const std::vector<Vec2>& column) const {
        Vec2 size{0, below_gap * unit_ * (static_cast<float>(column.size()) - 1)};
        for (const Vec2 part : column)
            size = {std::max(size.x, part.x), size.y + part.y};
        return size;
    }

    /// A map with its heading and its strip.
    Vec2 block_size(const PlaneModel& plane, const Way& way) const {
        Vec2 size{std::max(static_cast<float>(plane.columns) * way.cell,
                           (plane.sheets > 1 ? 168.0F : 100.0F) * unit_),
                  static_cast<float>(plane.rows) * way.cell + heading()};
        if (plane.sheets > 1 && way.strip_below)
            size.y += (strip_size + strip_words + 8) * unit_;
        else if (plane.sheets > 1)
            size.x += (strip_size + 14) * unit_;
        return size;
    }
    Vec2 size_of(const Middle& middle, const Way& way) const {
        const Vec2 base = block_size(model_.base, way);
        const Vec2 top = block_size(model_.top, way);
        const Vec2 between = size_of_middle(middle, way);
        if (way.under_loupe)
            return {base.x + gap() + std::max(between.x, top.x),
                    std::max(base.y, between.y + below_gap * unit_ + top.y)};
        return {base.x + gap() + between.x + gap() + top.x, std::max({base.y, between.y, top.y})};
    }

    FigurePlaces places(const Middle& middle, Way way) const {
        const float fits = way.cell;
        way.cell = snapped(way.cell);
        if (way.cell <= 0)
            way.cell = fits;
        const Vec2 all = size_of(middle, way);
        const Vec2 corner = area_.center() - all * 0.5F;
        FigurePlaces places;
        places.weights_shown = has_weights_;
        const auto lowered = [&](float height) { return corner.y + (all.y - height) / 2; };
        const Vec2 base = block_size(model_.base, way);
        const Vec2 top = block_size(model_.top, way);
        const Vec2 between = size_of_middle(middle, way);
        const float x = corner.x + base.x + gap();
        put_map(places.base, places.base_share, model_.base, {corner.x, lowered(base.y)}, way, base, true);
        if (way.under_loupe) {
            const float y = lowered(between.y + below_gap * unit_ + top.y);
            put_middle(places, {x, y}, middle, way);
            put_map(places.top, places.top_share, model_.top, {x, y + between.y + below_gap * unit_}, way,
                    top, false);
        } else {
            put_middle(places, {x, lowered(between.y)}, middle, way);
            put_map(places.top, places.top_share, model_.top, {x + between.x + gap(), lowered(top.y)}, way,
                    top, false);
        }
        const Vec2 above{0, -9 * unit_};
        places.base_heading = places.base.origin + above;
        places.top_heading = places.top.origin + above;
        places.weights_heading = places.weights.origin + above;
        if (model_.weights.sheets > 1)
            places.weights_alone = model_.shown_weights;
        return places;
    }

    void put_map(Stack& stack, PlaneShare& share, const PlaneModel& plane, Vec2 at, const Way& way, Vec2 size,
                 bool strip_left) const {
        const bool has_strip = plane.sheets > 1;
        const float side = (strip_size + 14) * unit_;
        const bool beside = has_strip && !way.strip_below;
        const Vec2 corner{std::round(at.x + (beside && strip_left ? side : 0)), std::round(at.y + heading())};
        stack = {{corner, {way.cell, 0}, {0, way.cell}},
                 std::vector<Vec2>(static_cast<std::size_t>(plane.sheets))};
        if (!has_strip)
            return;
        share.alone = true;
        const float high = static_cast<float>(plane.rows) * way.cell;
        Rect room{{corner.x, corner.y + high + 8 * unit_}, {at.x + size.x, 0}};
        room.max.y = room.min.y + strip_size * unit_;
        if (beside) {
            const float left = strip_left ? at.x : at.x + size.x - strip_size * unit_;
            room = {{left, corner.y}, {left + strip_size * unit_, corner.y + high - strip_words * unit_}};
        }
        put_strip(share, plane, room);
    }

    /// As large as they fit, in one row or column, or in two.
    void put_strip(PlaneShare& share, const PlaneModel& plane, const Rect& room) const {
        const float gap_px = strip_gap * unit_;
        const auto rows = static_cast<float>(plane.rows);
        const auto columns = static_cast<float>(plane.columns);
        float cell = 0;
        int64_t across = 1;
        for (int64_t tried = 1; tried <= plane.sheets; ++tried) {
            const auto n = static_cast<float>(tried);
            const int64_t lines = (plane.sheets + tried - 1) / tried;
            const auto down = static_cast<float>(lines);
            const float fits = std::min((room.width() - (n - 1) * gap_px) / (n * columns),
                                        (room.height() - (down - 1) * gap_px) / (down * rows));
            if (fits > cell) {
                cell = fits;
                across = tried;
            }
        }
        if (cell <= 0)
            return;
        share.strip = {{room.min, {cell, 0}, {0, cell}}, {}};
        for (int64_t s = 0; s < plane.sheets; ++s) {
            const int64_t line = s / across;
            share.strip.moves.push_back({static_cast<float>(s - line * across) * (columns * cell + gap_px),
                                         static_cast<float>(line) * (rows * cell + gap_px)});
        }
        const Vec2 last = share.strip.moves.back();
        const bool in_column = room.height() > room.width();
        share.strip_in_column = in_column;
        share.strip_words = {in_column ? room.center().x : room.min.x,
                             room.min.y + last.y + rows * cell + 13 * unit_};
    }

    void put_middle(FigurePlaces& places, Vec2 at, const Middle& middle, const Way& way) const {
        const std::vector<std::vector<Vec2>> all = columns(middle, way);
        const float high = size_of_middle(middle, way).y;
        std::vector<Vec2> corners; // in the order of `columns`
        for (const std::vector<Vec2>& column : all) {
            const Vec2 size = size_of_column(column);
            Vec2 corner{at.x, way.under_loupe ? at.y : at.y + (high - size.y) / 2};
            for (const Vec2 part : column) {
                corners.push_back({std::round(corner.x), std::round(corner.y + heading())});
                corner.y += part.y + below_gap * unit_;
            }
            at.x += size.x + 0.6F * gap();
        }
        const auto square = [&](Vec2 corner, float cell) { return Sheet{corner, {cell, 0}, {0, cell}}; };
        std::size_t next = 0;
        if (!middle.empty())
            places.loupe = {square(corners[next++], middle.cell), middle.rows, middle.columns};
        if (large_kernel_)
            places.weights_loupe = {square(corners[next], middle.cell),
                                    std::min(part_of_kernel, model_.weights.rows),
                                    std::min(part_of_kernel, model_.weights.columns)};
        if (!has_weights_)
            return;
        const float cell = snapped(weight_cell(middle, way));
        places.weights = {square(corners.back(), cell),
                          std::vector<Vec2>(static_cast<std::size_t>(model_.weights.sheets))};
        places.bias =
            bias_strip(model_, unit_, places.weights.at(static_cast<double>(model_.weights.rows), 0),
                       weights_size(middle, way).x);
    }

    const FigureModel& model_;
    Rect area_;
    float unit_;
    bool has_weights_, large_kernel_;
};

} // namespace

FigurePlaces map_places(const FigureModel& model, const Rect& area, float unit) {
    return MapLayout(model, area, unit).best();
}

} // namespace convlens
