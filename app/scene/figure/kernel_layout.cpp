// Where the kernel lies beside a tilted figure: all its sheets as long as their numbers can be read, else
// the sheet of the current term alone.
#include "scene/figure/layout.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr float readable = 19;            // units; below that a class cannot read the numbers
constexpr float largest_kernel_cell = 44; // of one sheet
constexpr float worthwhile = 1.25F;       // times larger, or all of them tell more

} // namespace

float place_kernel(FigurePlaces& places, const FigureModel& model, const Rect& area, float unit,
                   float min_cell) {
    const float height = place_weights(places, model, area, unit);
    const PlaneModel& plane = model.weights;
    if (plane.sheets <= 1 || places.weights.cell() >= std::max(readable * unit, min_cell))
        return height;
    const float heading = heading_height * unit + bias_room(model, unit);
    const float fits = std::min({std::max(largest_kernel_cell * unit, min_cell),
                                 area.width() / static_cast<float>(plane.columns),
                                 (area.height() - heading) / static_cast<float>(plane.rows)});
    if (fits < worthwhile * places.weights.cell())
        return height;
    const float cell = std::max(std::floor(fits), 1.0F);
    places.weights.u = {cell, 0};
    places.weights.v = {0, cell};
    std::fill(places.weights.moves.begin(), places.weights.moves.end(), Vec2{});
    places.weights_alone = model.shown_weights;
    places.bias =
        bias_strip(model, unit, places.weights.at(static_cast<double>(plane.rows), 0), area.width());
    return heading + static_cast<float>(plane.rows) * cell;
}

Rect kernel_bounds(const FigurePlaces& places, const FigureModel& model, float unit) {
    if (!places.weights_shown || model.weights.sheets < 1)
        return {};
    const auto sheet = [&](int64_t s) {
        return places.weights.of(s).bounds(static_cast<float>(model.weights.rows),
                                           static_cast<float>(model.weights.columns));
    };
    const Rect first = sheet(0), last = sheet(model.weights.sheets - 1);
    Rect all{{std::min(first.min.x, last.min.x), std::min(first.min.y, last.min.y)},
             {std::max(first.max.x, last.max.x), std::max(first.max.y, last.max.y)}};
    all.min.y -= heading_height * unit;
    all.max.y = places.bias.empty() ? all.max.y : std::max(all.max.y, places.bias.max.y);
    return all;
}

bool reaches_kernel(const FigurePlaces& places, const FigureModel& model, float unit) {
    constexpr int parts = 24; // of an edge
    const Rect kernel = inset(kernel_bounds(places, model, unit), -4 * unit);
    const auto reaches = [&](const Stack& stack, const PlaneModel& plane, const PlaneShare& share) {
        const CellWindow part = share.part.empty() ? CellWindow{0, plane.rows, 0, plane.columns} : share.part;
        const auto rows = static_cast<float>(part.rows), columns = static_cast<float>(part.columns);
        const auto row = static_cast<float>(part.first_row), column = static_cast<float>(part.first_column);
        const auto inside = [&](float r, float c) {
            const Vec2 at = stack.of(0).at(row + r, column + c);
            return at.x > kernel.min.x && at.x < kernel.max.x && at.y > kernel.min.y && at.y < kernel.max.y;
        };
        for (int i = 0; i <= parts; ++i) {
            const float t = static_cast<float>(i) / parts;
            if (inside(0, t * columns) || inside(rows, t * columns) || inside(t * rows, 0) ||
                inside(t * rows, columns))
                return true;
        }
        return false;
    };
    return !kernel.empty() && (reaches(places.base, model.base, places.base_share) ||
                               reaches(places.top, model.top, places.top_share));
}

} // namespace convlens
