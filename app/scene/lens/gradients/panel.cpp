// Sizes of panels side by side, and their cells.
#include "scene/lens/gradients/panel.h"

#include "scene/base/color_maps.h"
#include "scene/base/tags.h"
#include "scene/model/rasters.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>

namespace convlens {
namespace {

constexpr float max_cell = 40;     // units
constexpr float min_digits = 13;   // px a cell
constexpr int64_t max_shown = 48;  // rows or columns of colours
constexpr float plane_gap = 0.35F; // cells between two planes

float f(int64_t value) {
    return static_cast<float>(value);
}

float cells_high(int64_t rows, int64_t planes) {
    return f(rows * planes) + plane_gap * f(planes - 1);
}

/// Whether cells of this size fit, with so many planes of each panel at most.
bool fits(const std::vector<PanelShape>& shapes, const std::vector<float>& gaps, Vec2 room, float cell,
          int64_t planes) {
    float width = std::accumulate(gaps.begin(), gaps.end(), 0.0F);
    for (const PanelShape& s : shapes) {
        width += std::max(f(s.columns) * cell, s.min_width);
        const float high = cells_high(s.rows, std::min(s.planes, planes)) + s.below_cells;
        if (high * cell + s.below > room.y)
            return false;
    }
    return width <= room.x;
}

/// The largest size at which all fit, 0 where none with digits does.
float common_cell(const std::vector<PanelShape>& shapes, const std::vector<float>& gaps, Vec2 room,
                  float most, int64_t planes) {
    for (float cell = std::floor(most); cell >= min_digits; --cell)
        if (fits(shapes, gaps, room, cell, planes))
            return cell;
    return 0;
}

/// Each panel gets a part of the width by its columns; small ones keep digits.
void place_apart(std::vector<GradientPanel>& panels, float width, float height, float most) {
    std::vector<float> want;
    want.reserve(panels.size());
    for (const GradientPanel& p : panels)
        want.push_back(std::sqrt(f(p.columns) + 4));
    const float all = std::accumulate(want.begin(), want.end(), 0.0F);
    for (std::size_t i = 0; i < panels.size(); ++i) {
        GradientPanel& p = panels[i];
        const float wide = std::max(width * want[i] / all, 1.0F);
        const float high = std::max(height - p.shape.below, 8.0F);
        p.cell = std::min({wide / f(p.columns), high / (f(p.rows) + p.shape.below_cells), most});
        p.cell = snapped(p.cell, 4);
        p.digits = p.cell >= min_digits;
    }
}

/// Rows of one cell's height one below the other, which leaves each the whole width; false: side by side
/// they are as large, or there is no room.
bool stack_low_panels(PanelRow& row, const Rect& area, float unit) {
    int64_t columns = 1;
    float below = 0, below_cells = 0;
    for (const GradientPanel& p : row.panels) {
        if (p.shape.rows * p.shape.planes > 1)
            return false;
        columns = std::max(columns, p.shape.columns);
        below += p.shape.below;
        below_cells += p.shape.below_cells;
    }
    const auto count = f(static_cast<int64_t>(row.panels.size()));
    const float gap = 6 * unit;
    const float cell =
        std::floor(std::min({area.width() / f(std::min(columns, max_shown)), max_cell * unit,
                             (area.height() - count * (row.heading + gap) - below) / (count + below_cells)}));
    if (cell < min_digits || cell < 1.2F * row.panels.front().cell)
        return false;
    float y = area.min.y;
    for (GradientPanel& p : row.panels) {
        p.cell = cell;
        p.digits = true;
        p.rows = p.shown_planes = 1;
        p.columns = std::min(p.shape.columns, max_shown);
        p.at = {std::round(area.min.x), std::round(y + row.heading)};
        p.room = area.width();
        y = p.at.y + (1 + p.shape.below_cells) * cell + p.shape.below + gap;
    }
    row.height = y - gap - area.min.y;
    return true;
}

/// Digits fill small cells further.
void add_cell(Canvas& canvas, const GradientPanel& panel, const Sheet& sheet, int64_t row, int64_t column,
              LensCell cell) {
    cell.text_share = panel.cell < 24 * canvas.unit ? 0.6F : 0.52F;
    add_lens_cell(canvas, sheet, f(row), f(column), cell);
}

} // namespace

float GradientPanel::height() const {
    return cells_high(rows, shown_planes) * cell;
}

Sheet GradientPanel::sheet(int64_t plane) const {
    const float down = f(plane - first_plane) * (f(rows) + plane_gap);
    return lens_sheet({at.x - f(first_column) * cell, at.y + (down - f(first_row)) * cell}, cell);
}

void GradientPanel::show(const LitArea& lit) {
    const auto start = [](int64_t shown, int64_t all, const LitPlaces& places) {
        return part_start(shown, all, places, {shown / 4, shown / 4});
    };
    first_row = start(rows, shape.rows, lit.rows);
    first_column = start(columns, shape.columns, lit.columns);
    first_plane = part_start(shown_planes, shape.planes, lit.planes);
}

PanelRow place_panels(Canvas& canvas, const Rect& area, const std::vector<PanelShape>& shapes,
                      const std::vector<float>& gaps) {
    const float unit = canvas.unit;
    PanelRow row;
    row.heading = 19 * unit;
    const Vec2 room{area.width(), area.height() - row.heading};
    // Several planes where they can be large, else the current one.
    float cell = 0;
    int64_t planes = 3;
    for (; planes >= 1; --planes) {
        cell = common_cell(shapes, gaps, room, max_cell * unit, planes);
        if (cell >= (planes > 1 ? 17 * unit : min_digits))
            break;
    }
    for (const PanelShape& shape : shapes) {
        GradientPanel panel;
        panel.shape = shape;
        panel.cell = cell;
        panel.rows = cell > 0 ? shape.rows : std::min(shape.rows, max_shown);
        panel.columns = cell > 0 ? shape.columns : std::min(shape.columns, max_shown);
        panel.shown_planes = cell > 0 ? std::min(shape.planes, planes) : 1;
        row.panels.push_back(panel);
    }
    const float between = std::accumulate(gaps.begin(), gaps.end(), 0.0F);
    if (cell <= 0)
        place_apart(row.panels, room.x - between, room.y, 22 * unit);
    if (stack_low_panels(row, area, unit))
        return row;
    const auto extents = [&](float PanelShape::*heading) {
        float width = between;
        for (const GradientPanel& p : row.panels)
            width += std::max({p.width(), p.shape.min_width, p.shape.*heading});
        return width;
    };
    const auto heading = extents(&PanelShape::wide_heading) <= area.width() ? &PanelShape::wide_heading
                                                                            : &PanelShape::min_width;
    const float used = extents(heading);
    // What is left over goes between the panels, in part.
    const float more =
        shapes.size() > 1
            ? std::clamp((area.width() - used) / f(static_cast<int64_t>(shapes.size()) - 1), 0.0F, 26 * unit)
            : 0;
    float x = area.min.x;
    for (std::size_t i = 0; i < row.panels.size(); ++i) {
        GradientPanel& p = row.panels[i];
        p.at = {std::round(x), std::round(area.min.y + row.heading)};
        x += std::max({p.width(), p.shape.min_width, p.shape.*heading}) +
             (i < gaps.size() ? gaps[i] + more : 0);
        p.room = (i < gaps.size() ? x - 8 * unit : area.max.x) - p.at.x;
        row.height =
            std::max(row.height, row.heading + p.height() + p.shape.below + p.shape.below_cells * p.cell);
    }
    return row;
}

void draw_panel(Canvas& canvas, const GradientPanel& panel, const PanelStyle& style) {
    const float unit = canvas.unit;
    const TextStyle name{15 * unit, Face::sans_bold, style.heading};
    const TextStyle quiet{12 * unit, Face::sans, canvas.theme.quiet};
    const Vec2 baseline{panel.at.x, panel.at.y - 6 * unit};
    const Tag tag = tag_of(TagSpace::lens, static_cast<int64_t>(Lens::gradients));
    canvas.text(style.name, baseline, name, tag);
    const float used = canvas.width(style.name, name) + 6 * unit;
    const float room = panel.room - used;
    const auto fitting =
        std::find_if(style.remarks.begin(), style.remarks.end(),
                     [&](const std::string& remark) { return canvas.width(remark, quiet) <= room; });
    canvas.text(fitting == style.remarks.end() ? std::string() : *fitting, {baseline.x + used, baseline.y},
                quiet, tag);

    for (int64_t p = panel.first_plane; p < panel.first_plane + panel.shown_planes; ++p) {
        const Sheet sheet = panel.sheet(p);
        if (panel.digits) {
            for (int64_t r = panel.first_row; r < panel.end_row(); ++r)
                for (int64_t c = panel.first_column; c < panel.end_column(); ++c)
                    add_cell(canvas, panel, sheet, r, c, style.cell(p, r, c));
            continue;
        }
        auto values = std::make_shared<std::vector<float>>();
        values->reserve(static_cast<std::size_t>(panel.rows * panel.columns));
        for (int64_t r = panel.first_row; r < panel.end_row(); ++r)
            for (int64_t c = panel.first_column; c < panel.end_column(); ++c)
                values->push_back(static_cast<float>(style.value(p, r, c)));
        const Box box = sheet.box(f(panel.first_row), f(panel.first_column), f(panel.rows), f(panel.columns));
        Raster raster{box.origin,
                      box.u,
                      box.v,
                      static_cast<int>(panel.columns),
                      static_cast<int>(panel.rows),
                      std::move(values),
                      {},
                      INT64_MAX,
                      {},
                      {},
                      0};
        const auto most = static_cast<float>(style.largest > 0 ? style.largest : 1);
        raster.map = color_map(canvas.theme, style.is_signed ? -most : 0, most, false);
        raster.grid = raster_grid(style.line, panel.cell);
        raster.grid_width = 0.8F * unit;
        // A raster counts its cells from its tag's index on: true only where whole rows are shown.
        const bool whole_rows = style.in_order && panel.columns == panel.shape.columns;
        canvas.add(raster, whole_rows ? style.cell(p, panel.first_row, 0).tag : Tag{});
        Box outline = box;
        outline.stroke = style.line;
        outline.stroke_width = canvas.theme.line * unit;
        canvas.add(outline);
        const auto at = style.pointed.value_or(std::array<int64_t, 3>{-1, 0, 0});
        frame_cells(canvas, panel, at[0], at[1], at[2], 1, 1, canvas.theme.accent, 2);
    }
}

void frame_cells(Canvas& canvas, const GradientPanel& panel, int64_t plane, int64_t row, int64_t column,
                 int64_t rows, int64_t columns, Color color, float width) {
    const CellWindow cut = intersected({row, rows, column, columns}, panel);
    const bool inside =
        !cut.empty() && plane >= panel.first_plane && plane < panel.first_plane + panel.shown_planes;
    const CellWindow framed = inside ? cut : CellWindow{panel.first_row, 1, panel.first_column, 1};
    add_lens_frame(canvas, panel.sheet(inside ? plane : panel.first_plane), framed, inside ? color : Color{},
                   width);
}

} // namespace convlens
