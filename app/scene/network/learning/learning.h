// Learning, seen: a network whose loss falls and whose filters change, or one kernel that walks to its
// target.
#pragma once

#include "scene/base/canvas.h"
#include "scene/network/learning/state.h"
#include "scene/network/network_input.h"

namespace convlens {

/// Nothing where there is no state.
void draw_learning(Canvas& canvas, const NetworkSceneInput& input);

// Its two tasks and what they share.
void draw_learning_kernel(Canvas& canvas, const NetworkSceneInput& input);
void draw_learning_network(Canvas& canvas, const NetworkSceneInput& input);

/// The card at the bottom with what a step does to one number: w <- w - lr v. Returns its top.
float draw_change_card(Canvas& canvas, const NetworkSceneInput& input, const std::string& name,
                       const NumberChange& change, double momentum);
/// A line along x = 0, 1, 2, ...; of very many numbers so many that it can be seen.
std::vector<double> counted_x(std::size_t count, double first);

} // namespace convlens
