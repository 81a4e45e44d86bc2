// Where not all lenses have a place: a tab for each, or, where none has, one line that says so. Tabs keep
// their order whichever are shown.
#pragma once

#include "scene/base/canvas.h"
#include "scene/base/scene_input.h"
#include "scene/lens_plan.h"

namespace convlens {

/// px; 0 where there is nothing to write.
float lens_tabs_height(Canvas& canvas, const SceneInput& input, const LensPlan& plan, float width);

/// Those that are shown are filled. Tagged TagSpace::lens_tab.
void draw_lens_tabs(Canvas& canvas, const SceneInput& input, const LensPlan& plan, const Rect& area);

} // namespace convlens
