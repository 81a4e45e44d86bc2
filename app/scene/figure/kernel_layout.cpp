// Where the kernel lies beside a tilted figure: all its sheets as long as their numbers can be read, else
// the sheet of the current term alone.
#include "scene/figure/layout.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr float readable = 19;      // units; below that a class cannot read the numbers
constexpr float largest_cell = 44;  // of one sheet
constexpr float worthwhile = 1.25F; // times larger, or all of them tell more

} // namespace

float place_kernel(FigurePlaces& places, const FigureModel& model, const Rect& area, float unit,
                   float min_cell) {
    const float height = place_weights(places, model, area, unit);
    const PlaneModel& plane = model.weights;
    if (plane.sheets <= 1 || places.weights.cell() >= std::max(readable * unit, min_cell))
        return height;
    const float heading = heading_height * unit;
    const float fits =
        std::min({std::max(largest_cell * unit, min_cell), area.width() / static_cast<float>(plane.columns),
                  (area.height() - heading) / static_cast<float>(plane.rows)});
    if (fits < worthwhile * places.weights.cell())
        return height;
    const float cell = std::max(std::floor(fits), 1.0F);
    places.weights.u = {cell, 0};
    places.weights.v = {0, cell};
    std::fill(places.weights.moves.begin(), places.weights.moves.end(), Vec2{});
    places.weights_alone = model.shown_weights;
    return heading + static_cast<float>(plane.rows) * cell;
}

} // namespace convlens
