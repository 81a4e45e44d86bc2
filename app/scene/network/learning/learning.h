// Learning, seen: a network whose loss falls and whose filters change, or one kernel that walks to its
// target.
#pragma once

#include "scene/base/canvas.h"
#include "scene/network/learning/state.h"
#include "scene/network/network_input.h"

#include <string>
#include <vector>

namespace convlens {

/// Nothing where there is no state.
void draw_learning(Canvas& canvas, const NetworkSceneInput& input);

// Its two tasks and what they share.
void draw_learning_kernel(Canvas& canvas, const NetworkSceneInput& input);
void draw_learning_network(Canvas& canvas, const NetworkSceneInput& input);

/// What a step does to one number: w <- w - lr v.
struct ChangeCard {
    std::string name;
    NumberChange change;
    double momentum = 0;
    float reserved = 0; // px at its right, for who draws there
};
/// At the bottom. Returns its place.
Rect draw_change_card(Canvas& canvas, const NetworkSceneInput& input, const ChangeCard& content);
/// x = 1, 2, 3, ... of a line of so many numbers.
std::vector<double> counted_x(std::size_t count);

} // namespace convlens
