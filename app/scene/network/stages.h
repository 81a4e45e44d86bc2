// The stages of a way back, each a step of the timeline: what arrives at a layer goes through it and on to
// the layer that it reads.
#pragma once

#include "network/results.h"
#include "scene/base/timeline.h"
#include "scene/network/network_input.h"

#include <string>
#include <vector>

namespace convlens {

struct BackStage {
    int layer = 0; // gone through
    int to = 0;    // layer at whose output the result arrives
    bool operator==(const BackStage&) const = default;
};
/// Layers that only reorder numbers are part of the stage above them.
std::vector<BackStage> back_stages(const Network& network, const WayBack& way);

/// "conv2 turned by 180°", "pool1: to the switches", "ReLU: the rule".
std::string stage_name(const Texts& texts, const Network& network, const BackStage& stage);
/// "deconvnet" as people say it, and what its ReLU lets through.
std::string rule_name(const Texts& texts, BackRule rule);
std::string rule_words(const Texts& texts, BackRule rule);

/// The way of the document's rule, or of any; null: there is none.
const WayBack* shown_way(const NetworkSceneInput& input);

/// Stages as steps: of the path its stages, of the comparison its rows and the pixels; else one step.
Timeline network_timeline(const NetworkDocument& document, const NetworkResults& results);
/// The cursor's step, within the stages.
std::size_t stage_of(const Cursor& cursor, std::size_t stages);
/// Cells of a result that are there at this cursor: all of earlier steps.
int64_t shown_cells(const Cursor& cursor, std::size_t step, int64_t cells);

} // namespace convlens
