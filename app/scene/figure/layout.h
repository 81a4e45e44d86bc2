// Where the planes of a figure lie: tilted one above the other like the guide's, flat side by side, or as
// stacks of sheets.
#pragma once

#include "scene/base/sheet.h"
#include "scene/model/model.h"

namespace convlens {

/// Of the tilted projection, the guide's: a column leads to the upper right, a row to the lower right.
constexpr Vec2 tilted_u{1.0F, -0.5F};
constexpr Vec2 tilted_v{0.7F, 0.65F};
constexpr float heading_height = 26; // px at 720
constexpr float outlined_from = 6;   // px a cell: smaller ones become a raster
constexpr float digits_from = 14;    // smaller ones have no digits

struct FigurePlaces {
    Stack base, top, weights;
    Vec2 base_heading, top_heading, weights_heading; // baseline of the headings
    // Beside a plane of small cells: some of them, large, those that the window is over. No rows: none.
    Sheet loupe;
    int64_t loupe_rows = 0, loupe_columns = 0;
    bool weights_shown = false;
    int64_t weights_alone = -1; // the one sheet of the kernel that is shown; -1: all of them
    bool volumes = false;       // sheets lie over one another, the first on top
    float tilt = 0;             // 1 tilted, 0 flat: sight lines, side of the headings
};

/// Into `area`; `unit` as in Canvas. Headings are counted in.
FigurePlaces tilted_places(const FigureModel& model, const Rect& area, float unit);
FigurePlaces flat_places(const FigureModel& model, const Rect& area, float unit);
/// Tilted, with the sheets of each plane as a stack that opens where the window is; results to the right.
FigurePlaces volume_places(const FigureModel& model, const Rect& area, float unit);
/// Whether a view as volumes differs from the tilted one.
inline bool has_several_sheets(const FigureModel& model) {
    return model.base.sheets > 1 || model.top.sheets > 1;
}
/// Puts the weights into a rectangle of their own (beside the tilted figure). Returns the height it took.
float place_weights(FigurePlaces& places, const FigureModel& model, const Rect& area, float unit);
/// The same, but where all sheets would be too small to read, sheet `current` alone.
float place_kernel(FigurePlaces& places, const FigureModel& model, const Rect& area, float unit,
                   int64_t current);

/// Whether another sheet of the stack lies over the middle of a cell.
bool is_covered(const Stack& stack, const PlaneModel& plane, int64_t sheet, float row, float column);

FigurePlaces mixed(const FigurePlaces& a, const FigurePlaces& b, float t);

} // namespace convlens
