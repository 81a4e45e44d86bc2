// Which part of a matrix of the transposed lens is shown, and digits that can be read or none.
#include "scene/lens/transposed/drawing.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr float digit_room = 0.9F; // of a cell's side, as add_lens_cell has it

TextStyle smallest(const Canvas& canvas) {
    return {min_digits * canvas.unit, Face::mono, canvas.theme.text};
}

} // namespace

LensCut lens_cut(const Canvas& canvas, const Rect& area, const LensGrid& grid, float most, float least) {
    const Vec2 room{area.width(), area.height()};
    LensCut cut;
    cut.rows = grid.rows;
    cut.columns = grid.columns;
    float cell =
        lens_cell(canvas, room, static_cast<float>(grid.rows), static_cast<float>(grid.columns), most);
    if (cell < std::floor(least * canvas.unit)) {
        cell = std::floor(least * canvas.unit);
        const auto part = [&](float length, int64_t all, const LitPlaces& lit, int64_t& first,
                              int64_t& shown) {
            shown = std::clamp<int64_t>(static_cast<int64_t>(length / cell), 1, all);
            first = part_start(shown, all, lit);
        };
        part(room.y, grid.rows, grid.lit_rows, cut.first_row, cut.rows);
        part(room.x, grid.columns, grid.lit_columns, cut.first_column, cut.columns);
        cut.whole = cut.rows == grid.rows && cut.columns == grid.columns;
    }
    cut.sheet = lens_sheet(area.min, cell);
    cut.sheet.origin = cut.sheet.origin - cut.sheet.v * static_cast<float>(cut.first_row) -
                       cut.sheet.u * static_cast<float>(cut.first_column);
    return cut;
}

LensCut centered(LensCut cut, const Rect& area) {
    const Vec2 corner = cut.sheet.at(static_cast<float>(cut.first_row), static_cast<float>(cut.first_column));
    const Vec2 unused = area.max - Vec2{cut.right(), cut.bottom()} - (corner - area.min);
    cut.sheet.origin = cut.sheet.origin + Vec2{std::round(unused.x / 2), std::round(unused.y / 2)};
    return cut;
}

float legible_cell(Canvas& canvas, const std::string& text) {
    if (text.empty())
        return 0;
    const TextStyle style = smallest(canvas);
    return std::max(canvas.width(text, style) / digit_room, 13 * canvas.unit);
}

void add_cut_cell(Canvas& canvas, const LensCut& cut, int64_t row, int64_t column, LensCell cell) {
    const float least = min_digits * canvas.unit;
    float size = std::clamp(0.46F * cut.cell(), std::min(least * 1.15F, 0.8F * cut.cell()), 22 * canvas.unit);
    size = std::max(size, least);
    const TextStyle style{size, Face::mono, cell.text_color};
    const float room = digit_room * cut.cell();
    if (const float width = cell.text.empty() ? 0 : canvas.width(cell.text, style); width > room) {
        size *= room / width;
        if (size < least) {
            cell.text = "…";
            size = least;
        }
    }
    cell.text_share = size / cut.cell();
    add_lens_cell(canvas, cut.sheet, static_cast<float>(row), static_cast<float>(column), cell);
}

void add_cut_frame(Canvas& canvas, const LensCut& cut, int64_t row, int64_t column, int64_t rows,
                   int64_t columns, Color color, float width) {
    const CellWindow inside = intersected({row, rows, column, columns}, cut);
    const bool any = !inside.empty();
    const CellWindow framed = any ? inside : CellWindow{cut.first_row, 1, cut.first_column, 1};
    add_lens_frame(canvas, cut.sheet, framed, any ? color : Color{}, width);
}

void add_output_frame(Canvas& canvas, const TransposedScene& scene, const LensCut& cut) {
    const Theme& theme = canvas.theme;
    add_cut_frame(canvas, cut, scene.output_at.at[1], scene.output_at.at[2], 1, 1, theme.x.line, theme.bold);
}

} // namespace convlens
