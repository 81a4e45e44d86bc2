// A NetworkDocument to all that follows from it.
#pragma once

#include "document/evaluate/cancelled.h"
#include "network/results.h"

namespace convlens {

/// Range   threads >= 0
struct NetworkEvaluateOptions {
    int threads = 0;               // at most so many; 0: what the machine has. Results do not depend on it
    IsCancelled is_cancelled = {}; // asked at least every 20 ms
    /// Results of `before_document`: what has not changed is taken over.
    const NetworkResults* before = nullptr;
    const NetworkDocument* before_document = nullptr;
};

/// Errors  Cancelled, where it was; where the layers do not take the input the misfit alone is there. A
///         built-in network of an unknown name: asserted
/// Cost    one forward pass; by the view: ways back, a pass for each picture of the data (strongest), for each
///         amount (invariance), for each place of the square (occlusion)
NetworkResults evaluate_network(const NetworkDocument& document, const NetworkEvaluateOptions& options = {});

/// The layers fitted to a shape, or why they do not take it; within the budget of memory.
std::shared_ptr<const Network> fitted_network(const Network& network, const Sizes& input,
                                              std::optional<NetworkMisfit>& misfit);

/// Facts of a layer of a fitted network.
LayerFacts layer_facts(const Network& network, int layer);

} // namespace convlens
