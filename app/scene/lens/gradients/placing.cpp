// Every way to lie is tried; the one with the largest cells is taken, side by side where that is large
// enough.
#include "scene/lens/gradients/placing.h"
#include "scene/base/as_number.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace convlens {
namespace {

constexpr int64_t max_shown = 48; // rows or columns of colours
constexpr int64_t max_planes = 3;
constexpr float row_gap = 6; // units below a row

using Rows = std::vector<std::vector<std::size_t>>; // panels

/// All in one row first; then in two, then each in its own.
std::vector<Rows> ways_to_lie(std::size_t panels) {
    const auto range = [](std::size_t from, std::size_t to) {
        std::vector<std::size_t> row(to - from);
        std::iota(row.begin(), row.end(), from);
        return row;
    };
    std::vector<Rows> ways{{range(0, panels)}};
    for (std::size_t split = panels; split-- > 1;)
        ways.push_back({range(0, split), range(split, panels)});
    if (panels > 2)
        ways.emplace_back();
    for (std::size_t i = 0; panels > 2 && i < panels; ++i)
        ways.back().push_back({i});
    return ways;
}

class Placing {
public:
    Placing(Canvas& canvas, const Rect& area, const std::vector<PanelShape>& shapes,
            const std::vector<float>& gaps, const PanelLimits& limits)
        : area_(area), shapes_(shapes), gaps_(gaps), limits_(limits), unit_(canvas.unit),
          heading_(19 * canvas.unit) {
        low_ = std::all_of(shapes.begin(), shapes.end(),
                           [](const PanelShape& s) { return s.rows * s.planes == 1; });
    }

    PanelRow place() {
        const std::vector<Rows> ways = ways_to_lie(shapes_.size());
        Rows rows = ways.front();
        const auto [side_by_side, planes_beside] = largest_cell(rows);
        float cell = side_by_side;
        int64_t planes = planes_beside;
        for (const Rows& way : ways) {
            const auto [other, other_planes] = largest_cell(way);
            const bool is_wanted = low_ || (side_by_side < limits_.comfortable && planes_beside == 1);
            if (is_wanted && other >= 1.15F * std::max(side_by_side, 1.0F) && other > cell) {
                rows = way;
                cell = other;
                planes = other_planes;
            }
        }
        PanelRow result;
        result.heading = heading_;
        if (cell > 0)
            show_all(result, cell, planes);
        else if (limits_.parts || low_)
            rows = show_parts(result, ways);
        else
            show_colors(result);
        set_places(result, rows);
        return result;
    }

private:
    float indent(const Rows& rows, std::size_t row) const {
        return row > 0 && !low_ && rows.size() == 2 ? 26 * unit_ : 0;
    }
    float gaps_in(const std::vector<std::size_t>& row) const {
        float all = 0;
        for (std::size_t i = 0; i + 1 < row.size(); ++i)
            all += gaps_[row[i]];
        return all;
    }
    float headings(const Rows& rows) const {
        return as_float(static_cast<int64_t>(rows.size())) * (heading_ + row_gap * unit_) - row_gap * unit_;
    }

    bool fits(const Rows& rows, float cell, int64_t planes) const {
        float height = headings(rows);
        for (std::size_t r = 0; r < rows.size(); ++r) {
            float width = indent(rows, r) + gaps_in(rows[r]);
            float high = 0;
            for (const std::size_t i : rows[r]) {
                const PanelShape& s = shapes_[i];
                width += std::max(as_float(s.columns) * cell, s.min_width);
                high = std::max(
                    high, (cells_high(s.rows, std::min(s.planes, planes)) + s.below_cells) * cell + s.below);
            }
            if (width > area_.width())
                return false;
            height += high;
        }
        return height <= area_.height();
    }

    /// With several planes where they can be large, else with the current one. 0: none fits.
    std::pair<float, int64_t> largest_cell(const Rows& rows) const {
        for (int64_t planes = max_planes; planes >= 1; --planes)
            for (float cell = std::floor(largest_allowed()); cell >= limits_.min_cell; --cell)
                if (fits(rows, cell, planes)) {
                    if (planes == 1 || cell >= std::max(17 * unit_, limits_.min_cell))
                        return {cell, planes};
                    break;
                }
        return {0, 1};
    }
    /// A card grows with its cells: not higher than it is wide.
    float largest_allowed() const {
        int64_t rows = 1;
        for (const PanelShape& s : shapes_)
            rows = std::max(rows, s.rows);
        return std::max(std::min(limits_.max_cell, 0.56F * area_.width() / as_float(rows)), limits_.min_cell);
    }

    void show_all(PanelRow& result, float cell, int64_t planes) const {
        for (const PanelShape& shape : shapes_) {
            GradientPanel panel;
            panel.shape = shape;
            panel.cell = cell;
            panel.rows = shape.rows;
            panel.columns = shape.columns;
            panel.shown_planes = std::min(shape.planes, planes);
            result.panels.push_back(panel);
        }
    }

    /// Each gets a part of the width by its columns; small ones keep digits.
    void show_colors(PanelRow& result) const {
        const float width = area_.width() - std::accumulate(gaps_.begin(), gaps_.end(), 0.0F);
        std::vector<float> want;
        for (const PanelShape& shape : shapes_) {
            GradientPanel panel;
            panel.shape = shape;
            panel.rows = std::min(shape.rows, max_shown);
            panel.columns = std::min(shape.columns, max_shown);
            want.push_back(std::sqrt(as_float(panel.columns) + 4));
            result.panels.push_back(panel);
        }
        const float all = std::accumulate(want.begin(), want.end(), 0.0F);
        const auto used = [&] { // headings may be wider than cells
            float sum = 0;
            for (const GradientPanel& p : result.panels)
                sum += std::max(p.width(), p.shape.min_width);
            return sum;
        };
        for (float share = 1; share > 0.2F; share -= 0.05F) {
            for (std::size_t i = 0; i < want.size(); ++i) {
                GradientPanel& p = result.panels[i];
                const float wide = std::max(share * width * want[i] / all, 1.0F);
                const float high = std::max(area_.height() - heading_ - p.shape.below, 8.0F);
                p.cell = snapped(std::min({wide / as_float(p.columns),
                                           high / (as_float(p.rows) + p.shape.below_cells), 22 * unit_}),
                                 4);
                p.digits = p.cell >= limits_.min_cell;
            }
            if (used() <= width)
                break;
        }
    }

    /// Of `all` places as many for each as it wants, not under its least; one after the other goes to who has
    /// fewest. Where not even the least have room, those.
    static std::vector<int64_t> shared(int64_t all, const std::vector<int64_t>& wanted,
                                       std::vector<int64_t> given) {
        for (all -= std::accumulate(given.begin(), given.end(), int64_t{0}); all > 0; --all) {
            std::size_t next = wanted.size();
            for (std::size_t i = 0; i < wanted.size(); ++i)
                if (given[i] < wanted[i] && (next == wanted.size() || given[i] < given[next]))
                    next = i;
            if (next == wanted.size())
                break;
            ++given[next];
        }
        return given;
    }

    /// How many rows and columns of each panel.
    struct Part {
        std::vector<CellWindow> shown;
        double share = 0; // of the cells, of the panel that has the least
        bool fits = true; // in the width, with the headings
        double worth() const { return fits ? share : 0.001 * share; }
    };
    Part part(const Rows& rows, float cell) const {
        Part part;
        part.shown.resize(shapes_.size());
        part.share = 1;
        std::vector<int64_t> heights;
        for (const std::vector<std::size_t>& row : rows) {
            int64_t most = 1;
            for (const std::size_t i : row)
                most = std::max(most, shapes_[i].rows);
            heights.push_back(most);
        }
        heights = shared(static_cast<int64_t>((area_.height() - headings(rows)) / cell), heights,
                         std::vector<int64_t>(heights.size(), 1));
        for (std::size_t r = 0; r < rows.size(); ++r) {
            std::vector<int64_t> widths, least; // cells, or what the heading takes
            for (const std::size_t i : rows[r]) {
                least.push_back(
                    std::max<int64_t>(1, static_cast<int64_t>(std::ceil(shapes_[i].min_width / cell))));
                widths.push_back(std::max(shapes_[i].columns, least.back()));
            }
            const float width = area_.width() - indent(rows, r) - gaps_in(rows[r]);
            widths = shared(static_cast<int64_t>(width / cell), widths, least);
            if (cell * as_float(std::accumulate(widths.begin(), widths.end(), int64_t{0})) > width)
                part.fits = false;
            for (std::size_t n = 0; n < widths.size(); ++n) {
                const PanelShape& s = shapes_[rows[r][n]];
                CellWindow& shown = part.shown[rows[r][n]];
                shown.rows = std::min(heights[r], s.rows);
                shown.columns = std::min(widths[n], s.columns);
                part.share = std::min(part.share, static_cast<double>(shown.rows * shown.columns) /
                                                      static_cast<double>(s.rows * s.columns));
            }
        }
        return part;
    }

    Rows show_parts(PanelRow& result, const std::vector<Rows>& ways) const {
        Part best;
        const Rows* rows = &ways.front();
        float cell = limits_.min_cell;
        for (const Rows& way : ways) {
            const float room = (area_.height() - headings(way)) / as_float(static_cast<int64_t>(way.size()));
            if (room < limits_.min_cell && &way != &ways.front())
                continue;
            const float own = std::max(std::min(limits_.min_cell, std::floor(room)), 4.0F);
            const Part other = part(way, own);
            if (other.worth() > 1.01 * best.worth()) {
                best = other;
                rows = &way;
                cell = own;
            }
        }
        result.is_part = true;
        for (std::size_t i = 0; i < shapes_.size(); ++i) {
            GradientPanel panel;
            panel.shape = shapes_[i];
            panel.shape.below = panel.shape.below_cells = 0;
            panel.cell = cell;
            panel.rows = best.shown[i].rows;
            panel.columns = best.shown[i].columns;
            result.panels.push_back(panel);
        }
        return *rows;
    }

    void set_places(PanelRow& result, const Rows& rows) const {
        result.starts_row.assign(shapes_.size(), false);
        float y = area_.min.y;
        for (std::size_t r = 0; r < rows.size(); ++r) {
            result.starts_row[rows[r].front()] = r > 0;
            y += heading_;
            float high = 0;
            for (const std::size_t i : rows[r]) {
                const GradientPanel& p = result.panels[i];
                high = std::max(high, p.height() + p.shape.below + p.shape.below_cells * p.cell);
            }
            set_row(result, rows[r], {area_.min.x + indent(rows, r), y});
            y += high + row_gap * unit_;
        }
        result.height = y - row_gap * unit_ - area_.min.y;
    }

    void set_row(PanelRow& result, const std::vector<std::size_t>& row, Vec2 at) const {
        const auto extents = [&](float PanelShape::*heading) {
            float width = gaps_in(row);
            for (const std::size_t i : row)
                width += std::max({result.panels[i].width(), shapes_[i].min_width, shapes_[i].*heading});
            return width;
        };
        const float room = area_.max.x - at.x;
        const auto heading =
            extents(&PanelShape::wide_heading) <= room ? &PanelShape::wide_heading : &PanelShape::min_width;
        // What is left over goes between the panels, in part.
        const float more =
            row.size() > 1
                ? std::clamp((room - extents(heading)) / as_float(static_cast<int64_t>(row.size()) - 1), 0.0F,
                             26 * unit_)
                : 0;
        for (std::size_t n = 0; n < row.size(); ++n) {
            GradientPanel& p = result.panels[row[n]];
            p.at = {std::round(at.x), std::round(at.y)};
            at.x += std::max({p.width(), p.shape.min_width, p.shape.*heading}) +
                    (n + 1 < row.size() ? gaps_[row[n]] + more : 0);
            p.room = (n + 1 < row.size() ? at.x - 8 * unit_ : area_.max.x) - p.at.x;
        }
    }

    const Rect area_;
    const std::vector<PanelShape>& shapes_;
    const std::vector<float>& gaps_;
    const PanelLimits& limits_;
    float unit_, heading_;
    bool low_ = false; // rows of one cell's height
};

} // namespace

PanelRow place_panels(Canvas& canvas, const Rect& area, const std::vector<PanelShape>& shapes,
                      const std::vector<float>& gaps, const PanelLimits& limits) {
    return Placing(canvas, area, shapes, gaps, limits).place();
}

} // namespace convlens
