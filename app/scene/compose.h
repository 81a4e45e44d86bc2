// Document, results and cursor to a Frame: the one place that decides what a picture shows. Pure: the same
// input gives the same frame, and items come in the same order at every cursor of a document.
#pragma once

#include "picture/frame.h"
#include "scene/base/scene_input.h"
#include "scene/figure/layout.h"

namespace convlens {

/// With issues in the results: the reason in words with the nearest possible value, tagged TagSpace::issue
/// with the index. Never blank.
Frame compose(const SceneInput& input);

/// The planes of the same input as compose shows them, and where it puts them. The results have no issues.
FigureModel figure_model(const SceneInput& input);
FigurePlaces figure_places(const SceneInput& input);

} // namespace convlens
