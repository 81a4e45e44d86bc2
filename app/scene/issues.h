// The stage of an impossible operation: the reasons in words, with the nearest possible values to click on.
#pragma once

#include "scene/canvas.h"
#include "scene/compose.h"

namespace convlens {

/// At most three reasons in the middle of `area`; each nearest value is a button tagged TagSpace::issue with
/// the issue's index.
void draw_issues(Canvas& canvas, const SceneInput& input, const Rect& area);

} // namespace convlens
