// One activation on its way back to the input, and where the rules of the way differ.
#pragma once

#include "network/results.h"

#include <memory>
#include <vector>

namespace convlens {

/// `from` alone is sent down, everything else of its layer is 0: its value (deconvnet) or 1 (gradients).
WayBack way_back(const Network& network, const Activations& activations, const Chosen& from, BackRule rule,
                 const NetworkOptions& options = {});

/// What the rule lets through of R where y went up.
float let_through(const Layer& relu, BackRule rule, float y, float r);

/// Of the topmost ReLUs where they are: the cell of the largest R that backprop lets through and the others
/// stop (y > 0, R < 0), and the one that deconvnet alone lets through (y <= 0, R > 0). `ways` by BackRule.
std::vector<RuleDifference> rule_differences(const Network& network, const Activations& activations,
                                             const std::array<std::shared_ptr<const WayBack>, 3>& ways);

} // namespace convlens
