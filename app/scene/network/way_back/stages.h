// The stages of a way back: what arrives at a layer goes through it and on to the layer that it reads. On the
// timeline a stage is one step, in which its cells appear in a sweep, or where its map is small a step for
// each cell.
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
/// Layers that only reorder numbers are part of the stage above them, and so is the scaling of the picture.
std::vector<BackStage> back_stages(const Network& network, const WayBack& way);

/// "conv2 turned by 180°", "pool1: to the switches", "ReLU: the rule".
std::string stage_name(const Texts& texts, const Network& network, const BackStage& stage);
/// "deconvnet" as people say it, and what it lets through a ReLU, or a leaky one with this slope below 0.
std::string rule_name(const Texts& texts, BackRule rule);
std::string rule_words(const Texts& texts, BackRule rule, double slope = 0);
/// Below 0: of a leaky ReLU its alpha, else 0.
double slope_of(const Layer& relu);

/// The way of this rule, or of any; null: there is none.
const WayBack* shown_way(const NetworkResults& results, BackRule rule);

/// Cells of a result are stepped one by one where there are at most so many.
inline constexpr int64_t max_walked_cells = 64;
/// Terms of a cell are lit one by one where there are at most so many.
inline constexpr int64_t max_walked_terms = 16;
/// Cells that a stage is stepped through with BackPace::cells; 1: a sweep.
int64_t walked_cells(const Network& network, const BackStage& stage);
/// Other layers that read what the stage goes on to: what they send is added there.
std::vector<int> other_readers(const Network& network, const BackStage& stage);
/// Terms of each: maps, or units, that arrive where weights lead down from them and nowhere else, else 1.
int64_t walked_terms(const Network& network, const BackStage& stage);

/// Of the path its stages by `pace`, of the comparison its rows and the pixels; else one step.
Timeline network_timeline(const NetworkDocument& document, const NetworkResults& results,
                          BackPace pace = BackPace::stages);
/// The cursor's stage, within the stages.
std::size_t stage_of(const Cursor& cursor, std::size_t stages, BackPace pace);
/// The step of BackPace::stages at which a cursor of `pace` is: what scenes and files mean by a step.
int64_t stage_step(const NetworkDocument& document, const Cursor& cursor, BackPace pace);
/// Cells of a result that are there at this cursor: all of earlier steps.
int64_t shown_cells(const Cursor& cursor, std::size_t step, int64_t cells);

} // namespace convlens
