// The cell of a stage's result that is followed: pointed at, walked to, or the strongest; what it is made of,
// and how much of that is seen at the cursor.
#pragma once

#include "network/back_terms.h"
#include "scene/network/network_input.h"
#include "scene/network/way_back/stages.h"

#include <cstdint>
#include <string>
#include <vector>

namespace convlens {

struct StageCell {
    LayerElement element;        // of what stage.to gives
    std::vector<BackTerm> terms; // back_terms
    int64_t lit = -1;            // of terms, which is being added; -1: none
    bool is_there = true;        // its number is seen
    bool is_walked = false;      // the cursor's own cell
};

/// The stage's maps are those of `input.pictures.ways`.
StageCell stage_cell(const NetworkSceneInput& input, const WayBack& way, const BackStage& stage);

/// Cells of the result that are seen.
int64_t cells_seen(const NetworkSceneInput& input, const WayBack& way, const BackStage& stage);

/// What is done at the stage, with the numbers of the cell; of one whose terms are lit one by one the term.
std::string stage_words(const NetworkSceneInput& input, const WayBack& way, const BackStage& stage,
                        const StageCell& cell);

/// "conv1 + ReLU".
std::string layer_output_name(const NetworkSceneInput& input, int layer);

} // namespace convlens
