// A plane of a tensor in a lens: its heading, and cells with digits or names, or colours where they are
// small. Of several planes, and of one too large to draw, the part around the cursor is shown. Knows no
// operation.
#pragma once

#include "scene/base/cell_window.h"
#include "scene/base/shown_part.h"
#include "scene/lens/lens.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace convlens {

/// A name with a part below the line, and what it is the name of: W_reverse, "dY = ∂J/∂Y".
struct PanelHeading {
    std::string name;    // bold
    std::string below;   // bold and smaller, lowered
    std::string meaning; // quiet, always shown
    std::string factor;  // bold, behind the name: "× 10⁻³"
};
float heading_width(Canvas& canvas, const PanelHeading& heading);

/// What a panel shows at every cursor; decides its size.
struct PanelShape {
    int64_t rows = 1, columns = 1; // of a plane
    int64_t planes = 1;            // channels and depths that belong to the step
    float below = 0;               // px that something under the panel needs,
    float below_cells = 0;         // and cells
    float min_width = 0;           // px, for the heading,
    float wide_heading = 0;        // and where there is more room
};

/// Size of a fraction's type, of its cell's side.
inline constexpr float fraction_share = 0.36F;

/// The rows and columns that are drawn, as many at every cursor.
struct GradientPanel : CellWindow {
    PanelShape shape;
    int64_t first_plane = 0, shown_planes = 1;
    float cell = 1;     // px
    Vec2 at;            // corner of the cells
    float room = 0;     // px that the heading may take
    bool digits = true; // else rasters

    float width() const { return static_cast<float>(columns) * cell; }
    float height() const; // of all shown planes, one below the other
    /// Cells of the plane (0: the first plane of all); rows and columns count within the whole plane.
    Sheet sheet(int64_t plane) const;
    Rect bounds() const { return {at, {at.x + width(), at.y + height()}}; }
    /// Moves what is shown to what is lit.
    void show(const LitArea& lit);
};

/// Of several planes, one below the other.
float cells_high(int64_t rows, int64_t planes);

/// A cell that has a fraction in it where `over` is not empty: that above a line, and its text below.
struct PanelCell : LensCell {
    std::string over;
};

/// The cell at (plane, row, column).
using CellAt = std::function<PanelCell(int64_t plane, int64_t row, int64_t column)>;
/// Its number, NaN: no ink.
using ValueAt = std::function<double(int64_t plane, int64_t row, int64_t column)>;

struct PanelStyle {
    PanelHeading heading;
    std::vector<std::string> remarks; // quiet; the first that fits
    Color heading_color;
    CellAt cell;        // drawn where there are digits,
    ValueAt value;      // drawn as colours where there are none,
    double largest = 1; // magnitude at the end of the colours,
    bool is_signed = true;
    Color line;                                    // and outlined so
    std::optional<std::array<int64_t, 3>> pointed; // plane, row, column: framed where there are colours
    bool in_order = true;   // rows follow each other in the tensor, so that colours can be tagged too
    bool fractions = false; // its cells may have some
    float min_text = 0;     // px of type, where the cell has room for that
};
void draw_panel(Canvas& canvas, const GradientPanel& panel, const PanelStyle& style);

/// A frame around cells of the panel, cut to what is shown; alpha 0 or outside: no ink. One item.
void frame_cells(Canvas& canvas, const GradientPanel& panel, int64_t plane, int64_t row, int64_t column,
                 int64_t rows, int64_t columns, Color color, float width);

} // namespace convlens
