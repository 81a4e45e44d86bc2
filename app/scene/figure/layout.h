// Where the planes of a figure lie: tilted one above the other like the guide's, flat side by side, or as
// stacks of sheets.
#pragma once

#include "document/document.h"
#include "scene/base/cell_window.h"
#include "scene/base/sheet.h"
#include "scene/model/model.h"

#include <functional>
#include <optional>

namespace convlens {

/// Of the tilted projection, the guide's: a column leads to the upper right, a row to the lower right.
constexpr Vec2 tilted_u{1.0F, -0.5F};
constexpr Vec2 tilted_v{0.7F, 0.65F};
constexpr float heading_height = 26; // px at 720
constexpr float bias_height = 36;    // of a bias below the kernel, with the gap above it; units
constexpr float outlined_from = 6;   // px a cell: smaller ones become a raster
constexpr float digits_from = 14;    // smaller ones have no digits

/// Beside a plane of small cells: some of them, large. No rows: none.
struct LoupePlace {
    Sheet sheet;
    int64_t rows = 0, columns = 0;

    bool empty() const { return rows == 0; }
};

/// What is there of a plane that has no room as a whole.
struct PlaneShare {
    bool alone = false; // of several sheets only the one that is looked at
    Stack strip;        // all of them, small, to choose from; no moves: none
    CellWindow part;    // the cells that are drawn; empty: all
    Sheet map;          // with a part: the whole sheet, small
    Vec2 strip_words;   // baseline of "12 of 64"
    bool strip_in_column = false;

    bool shows(int64_t sheet, int64_t shown) const { return !alone || sheet == shown; }
};

struct FigurePlaces {
    Stack base, top, weights;
    PlaneShare base_share, top_share;
    Stack pooled;              // of an unpooling: what was pooled before; no moves: it has no room
    bool pooled_alone = false; // of its sheets only the one with the current switch
    Vec2 base_heading, top_heading, weights_heading, pooled_heading; // baseline of the headings
    LoupePlace loupe, weights_loupe; // around the window, around the weight that is lit
    Rect bias;                       // where one may lie, below the kernel; empty: nothing is kept for it
    bool weights_shown = false;
    int64_t weights_alone = -1; // the one sheet of the kernel that is shown; -1: all of them
    bool volumes = false;       // sheets lie over one another, the first on top
    float tilt = 0;             // 1 tilted, 0 flat: sight lines, side of the headings
};

/// Whether its cells are too many to be read one by one: the window's neighbourhood is shown large beside it.
bool is_large(const FigureModel& model);
/// Whether a loupe shows less than the plane: where its cells have no room for digits, one belongs beside it.
bool may_have_loupe(const FigureModel& model);

/// Into `area`; `unit` as in Canvas. Headings are counted in.
FigurePlaces tilted_places(const FigureModel& model, const Rect& area, float unit);
FigurePlaces flat_places(const FigureModel& model, const Rect& area, float unit);
/// Planes as maps with what is around the window large beside them; one sheet of several large, the others
/// as a strip. Without cells where there is no room.
FigurePlaces map_places(const FigureModel& model, const Rect& area, float unit);
/// Tilted, with the sheets of each plane as a stack that opens where the window is; results to the right.
/// Its cells are at least `min_cell` px where that has room.
FigurePlaces volume_places(const FigureModel& model, const Rect& area, float unit, float min_cell);
/// A view with cells of at least `min_cell` px; what has no room then is shown in part, with the whole as a
/// small map. 0: the whole, whatever its cells.
FigurePlaces view_places(const FigureModel& model, View view, const Rect& area, float unit, float min_cell);
using PlacesIn = std::function<FigurePlaces(const Rect& area)>;
/// The planes of an unpooling in a part of the area, with what was pooled before small at their left; none
/// where that leaves them too little room.
std::optional<FigurePlaces> places_with_pooled(const FigureModel& model, const Rect& area, float unit,
                                               float min_cell, const PlacesIn& places_in);
/// How many sheets of stacks that have more than are drawn can be read at once; on a stage with a least size
/// of cells, of any.
int64_t readable_floors(const FigureModel& model, const Rect& area, float unit, float min_cell);
/// Whether a view as volumes differs from the tilted one.
inline bool has_several_sheets(const FigureModel& model) {
    return model.base.sheets > 1 || model.top.sheets > 1;
}
/// Puts the weights into a rectangle of their own (beside the tilted figure). Returns the height it took.
float place_weights(FigurePlaces& places, const FigureModel& model, const Rect& area, float unit);
/// The same, but where all sheets would be too small to read, or smaller than `min_cell` px, the current one
/// alone.
float place_kernel(FigurePlaces& places, const FigureModel& model, const Rect& area, float unit,
                   float min_cell);

/// What a bias takes below the kernel, px; 0: there is none.
inline float bias_room(const FigureModel& model, float unit) {
    return model.results().bias ? bias_height * unit : 0;
}

/// What is kept for it, below cells of the kernel from `corner` on, `wide` px.
inline Rect bias_strip(const FigureModel& model, float unit, Vec2 corner, float wide) {
    return {corner, corner + Vec2{bias_room(model, unit) > 0 ? wide : 0, bias_room(model, unit)}};
}

/// The cells of the kernel with its heading and a bias; empty where it is not shown.
Rect kernel_bounds(const FigurePlaces& places, const FigureModel& model, float unit);
/// Whether a corner of a tilted plane lies under them.
bool reaches_kernel(const FigurePlaces& places, const FigureModel& model, float unit);

/// Whether the drawn part of another sheet of the stack lies over a point of a sheet, or is less than
/// `margin` cells away from it.
bool is_covered(const Stack& stack, const CellWindow& part, int64_t sheet, Vec2 point, float margin);

FigurePlaces mixed(const FigurePlaces& a, const FigurePlaces& b, float t);

} // namespace convlens
