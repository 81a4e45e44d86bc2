// A NetworkDocument to all that follows from it.
#pragma once

#include "document/cancelled.h"
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

/// Errors  Cancelled, where it was; where the layers do not take the input the misfit alone is there
/// Cost    one forward pass; by the view: ways back, a pass for each picture of the data (strongest), for each
///         amount (invariance), for each place of the square (occlusion)
NetworkResults evaluate_network(const NetworkDocument& document, const NetworkEvaluateOptions& options = {});

/// The element that a document's selection means.
Chosen chosen_element(const Network& network, const Activations& activations, const NetworkElement& element);

/// Of what a fitted layer gives: its maps, or numbers where it has no spatial axes; the shape of each map.
int64_t channel_count(const Layer& layer);
Sizes spatial_shape(const Layer& layer);

} // namespace convlens
