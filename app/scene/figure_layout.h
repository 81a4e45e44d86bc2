// Where the planes of a figure lie: tilted one above the other like the guide's, or flat side by side.
#pragma once

#include "scene/model.h"
#include "scene/sheet.h"

namespace convlens {

struct FigurePlaces {
    Sheet base, top, weights;
    Vec2 base_heading, top_heading, weights_heading; // baseline of the headings
    bool weights_shown = false;
    float tilt = 0; // 1 tilted, 0 flat: sight lines, side of the headings
};

/// Into `area`; `unit` as in Canvas. Headings are counted in.
FigurePlaces tilted_places(const FigureModel& model, const Rect& area, float unit);
FigurePlaces flat_places(const FigureModel& model, const Rect& area, float unit);
/// Puts the weights into a rectangle of their own (beside the tilted figure). Returns the height it took.
float place_weights(FigurePlaces& places, const FigureModel& model, const Rect& area, float unit);

FigurePlaces mixed(const FigurePlaces& a, const FigurePlaces& b, float t);

} // namespace convlens
