// What of a figure the mouse can take hold of: the kernel's window, its edges, the ring of padding. Geometry
// alone: it knows where they are and where a pull leads to, and changes nothing.
#pragma once

#include "scene/figure/layout.h"
#include "scene/model/model.h"

#include <vector>

namespace convlens {

enum class Hold { none, window, kernel, padding };

struct Handle {
    Hold hold = Hold::none;
    // Sides that move. kernel: 1 its end, 0 not along this axis. padding: -1 the begin, 1 the end.
    int rows = 0, columns = 0;
    int64_t sheet = 0; // of the base
    Vec2 grip{};       // window: from its first cell to the mouse, in cells (x columns, y rows)
    int64_t depth = 0; // window: sheets from its first one to the mouse's
    bool operator==(const Handle&) const = default;
};

/// `tolerance`: how far from a line it still can be taken, px.
Handle handle_at(const FigureModel& model, const FigurePlaces& places, Vec2 point, float tolerance);

/// The step whose window is the nearest to where the mouse has dragged it.
int64_t step_under(const FigureModel& model, const FigurePlaces& places, const Handle& grabbed, Vec2 point);

/// Outward cells along an axis of a pull from a point to another on the base as it was: kernel and padding
/// change the figure's scale while they are dragged.
struct Pull {
    float rows = 0, columns = 0;
};
Pull pull_of(const Sheet& base, const Handle& grabbed, Vec2 from, Vec2 to);

/// What to light so that it shows what can be taken, on all sheets of the base that have it: outlines of
/// planes, edges without area.
std::vector<Box> outlines_of(const FigureModel& model, const FigurePlaces& places, const Handle& handle);
/// What a pull changes: the kernel's window, or the cells of the ring.
std::vector<Box> areas_of(const FigureModel& model, const FigurePlaces& places, const Handle& handle);

} // namespace convlens
