// An operation that cannot be shown, over the last figure that could be: the reasons in words, and a button
// with the nearest possible values.
#pragma once

#include "document/document.h"
#include "scene/base/canvas.h"
#include "scene/base/scene_input.h"

#include <string>
#include <vector>

namespace convlens {

/// What is wrong in the same way on one axis or several.
struct Reason {
    std::vector<std::string> sentences; // one where all axes say the same
};
std::vector<Reason> reasons(const Results& results, const Texts& texts);

/// "Set stride to 1 and kernel size to 7": how `nearest` differs from `wanted`.
std::string offer(const Document& wanted, const Document& nearest, const Texts& texts);

/// "Max pooling cannot have these: padding 1": what of `from`'s numbers another kind of operation made of
/// them has otherwise; empty: nothing.
std::string kind_changes(Operation from, const Operation& to, const Texts& texts);

/// A card in the middle of `area` with at most three reasons, and a button tagged TagSpace::issue that stands
/// for nearest_possible of the document and the last one that could be shown.
void draw_issues(Canvas& canvas, const SceneInput& input, const Rect& area);

} // namespace convlens
