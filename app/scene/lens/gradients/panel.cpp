// Headings and cells of a panel.
#include "scene/lens/gradients/panel.h"

#include "scene/base/as_number.h"
#include "scene/base/color_maps.h"
#include "scene/base/tags.h"
#include "scene/model/rasters.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace convlens {
namespace {

constexpr float plane_gap = 0.35F; // cells between two planes
constexpr float heading_size = 15; // units,
constexpr float lowered_size = 10.5F, quiet_size = 12;
constexpr float heading_gap = 5; // between its pieces

/// Digits fill small cells further.
float text_share(const Canvas& canvas, float cell, float min_text) {
    const float usual = cell < 24 * canvas.unit ? 0.6F : 0.52F;
    return std::clamp(min_text / cell, usual, 0.7F);
}

/// Numerator and denominator, and the line between them; without a numerator no ink.
void add_fraction(Canvas& canvas, const Sheet& sheet, float row, float column, const PanelCell& cell) {
    TextStyle style{fraction_share * sheet.cell(), Face::mono, cell.text_color, AlignX::center,
                    AlignY::middle};
    const bool shown = !cell.over.empty();
    const float wide = shown ? std::max(canvas.width(cell.over, style), canvas.width(cell.text, style)) : 0;
    style.size *= std::min(1.0F, 0.9F * sheet.cell() / std::max(wide, 1.0F));
    const Vec2 middle = sheet.center(row, column);
    const float down = 0.64F * style.size;
    canvas.text(cell.over, {middle.x, middle.y - down}, style, cell.tag);
    const float half = shown ? std::min(wide / 2, 0.44F * sheet.cell()) : 0;
    canvas.line({middle.x - half, middle.y}, {middle.x + half, middle.y}, shown ? cell.text_color : Color{},
                0.9F * canvas.unit, cell.tag);
    canvas.text(shown ? cell.text : std::string(), {middle.x, middle.y + down}, style, cell.tag);
}

void add_cell(Canvas& canvas, const GradientPanel& panel, const Sheet& sheet, int64_t row, int64_t column,
              const PanelCell& cell, const PanelStyle& style) {
    LensCell plain = cell;
    plain.text_share = text_share(canvas, panel.cell, style.min_text);
    if (!cell.over.empty())
        plain.text.clear();
    add_lens_cell(canvas, sheet, as_float(row), as_float(column), plain);
    if (style.fractions)
        add_fraction(canvas, sheet, as_float(row), as_float(column), cell);
}

void draw_heading(Canvas& canvas, const GradientPanel& panel, const PanelStyle& style) {
    const float unit = canvas.unit;
    const Tag tag = tag_of(TagSpace::lens, static_cast<int64_t>(Lens::gradients));
    const TextStyle name{heading_size * unit, Face::sans_bold, style.heading_color};
    const TextStyle lowered{lowered_size * unit, Face::sans_bold, style.heading_color};
    const TextStyle quiet{quiet_size * unit, Face::sans, canvas.theme.quiet};
    Vec2 at{panel.at.x, panel.at.y - 6 * unit};
    const auto add = [&](const std::string& text, float down, float gap, const TextStyle& text_style) {
        canvas.text(text, {at.x + (text.empty() ? 0 : gap), at.y + down}, text_style, tag);
        at.x += text.empty() ? 0 : gap + canvas.width(text, text_style);
    };
    add(style.heading.name, 0, 0, name);
    add(style.heading.below, 2 * unit, unit, lowered);
    add(style.heading.factor, 0, heading_gap * unit, name);
    add(style.heading.meaning, 0, heading_gap * unit, quiet);
    const float room = panel.at.x + panel.room - at.x - heading_gap * unit;
    const auto fitting =
        std::find_if(style.remarks.begin(), style.remarks.end(),
                     [&](const std::string& remark) { return canvas.width(remark, quiet) <= room; });
    add(fitting == style.remarks.end() ? std::string() : *fitting, 0, heading_gap * unit, quiet);
}

void draw_colors(Canvas& canvas, const GradientPanel& panel, const PanelStyle& style, int64_t p) {
    const float unit = canvas.unit;
    const Sheet sheet = panel.sheet(p);
    auto values = std::make_shared<std::vector<float>>();
    values->reserve(static_cast<std::size_t>(panel.rows * panel.columns));
    for (int64_t r = panel.first_row; r < panel.end_row(); ++r)
        for (int64_t c = panel.first_column; c < panel.end_column(); ++c)
            values->push_back(static_cast<float>(style.value(p, r, c)));
    const Box box = sheet.box(as_float(panel.first_row), as_float(panel.first_column), as_float(panel.rows),
                              as_float(panel.columns));
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

} // namespace

float cells_high(int64_t rows, int64_t planes) {
    return as_float(rows * planes) + plane_gap * as_float(planes - 1);
}

float heading_width(Canvas& canvas, const PanelHeading& heading) {
    const float unit = canvas.unit;
    float width = canvas.width(heading.name, {heading_size * unit, Face::sans_bold, {}});
    if (!heading.below.empty())
        width += unit + canvas.width(heading.below, {lowered_size * unit, Face::sans_bold, {}});
    if (!heading.factor.empty())
        width +=
            heading_gap * unit + canvas.width(heading.factor, {heading_size * unit, Face::sans_bold, {}});
    if (!heading.meaning.empty())
        width += heading_gap * unit + canvas.width(heading.meaning, {quiet_size * unit, Face::sans, {}});
    return std::ceil(width);
}

float GradientPanel::height() const {
    return cells_high(rows, shown_planes) * cell;
}

Sheet GradientPanel::sheet(int64_t plane) const {
    const float down = as_float(plane - first_plane) * (as_float(rows) + plane_gap);
    return lens_sheet({at.x - as_float(first_column) * cell, at.y + (down - as_float(first_row)) * cell},
                      cell);
}

void GradientPanel::show(const LitArea& lit) {
    const auto start = [](int64_t shown, int64_t all, const LitPlaces& places) {
        return part_start(shown, all, places, {shown / 4, shown / 4});
    };
    first_row = start(rows, shape.rows, lit.rows);
    first_column = start(columns, shape.columns, lit.columns);
    first_plane = part_start(shown_planes, shape.planes, lit.planes);
}

void draw_panel(Canvas& canvas, const GradientPanel& panel, const PanelStyle& style) {
    draw_heading(canvas, panel, style);
    for (int64_t p = panel.first_plane; p < panel.first_plane + panel.shown_planes; ++p) {
        if (!panel.digits) {
            draw_colors(canvas, panel, style, p);
            continue;
        }
        const Sheet sheet = panel.sheet(p);
        for_each_cell(panel, [&](int64_t r, int64_t c) {
            add_cell(canvas, panel, sheet, r, c, style.cell(p, r, c), style);
        });
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
