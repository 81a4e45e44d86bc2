// Where the parts of a picture lie, by its size and view.
#pragma once

#include "scene/base/canvas.h"
#include "scene/base/scene_input.h"
#include "scene/lens_plan.h"

#include <vector>

namespace convlens {

inline constexpr float half_margin = 20; // units around the parts of one figure of a pair

struct Regions {
    Rect title, figure, side, sum, formula, legend, progress; // empty: not shown
    Rect weights;                                             // of a tilted figure with lenses beside it
    Rect lens_tabs;                                           // where lenses have no place
    std::vector<Rect> lenses;                                 // as LensPlan::shown; not of the sum
    LensPlan plan; // of the lenses: on a small stage the figure has the room of all
};

/// Size of texts: 1 where the stage of a window of 1280x720 is, no larger than a narrow picture bears; bigger
/// on the stage. px
inline float text_unit(const Composition& composition, const Document& document) {
    return lens_plan(composition, document).unit;
}

/// Width that the heading of a kernel beside a tilted figure needs: it has words, or two facts. Units
float kernel_heading_width(const SceneInput& input);

/// Whether the sum has its place below or beside the figure.
bool shows_sum(const SceneInput& input);

/// Of a flat or a tilted picture. The results have no issues.
Regions regions(Canvas& canvas, const SceneInput& input, bool flat);

} // namespace convlens
