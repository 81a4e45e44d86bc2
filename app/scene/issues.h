// The stage of an impossible operation: the reasons in words, with the nearest possible values to click on.
#pragma once

#include "scene/base/canvas.h"
#include "scene/base/scene_input.h"

#include <string>
#include <vector>

namespace convlens {

/// What is wrong in the same way on one axis or several, and what mends it on all of them.
struct Reason {
    std::vector<std::string> sentences; // one where all axes say the same
    std::string offer;     // "Set kernel size to 4"; empty: no value of the parameter alone helps
    std::size_t issue = 0; // the first one that it tells, in Results::issues
};
std::vector<Reason> reasons(const Results& results, const Texts& texts);

/// At most three reasons in the middle of `area`; each offer is a button tagged TagSpace::issue with the
/// reason's issue.
void draw_issues(Canvas& canvas, const SceneInput& input, const Rect& area);

} // namespace convlens
