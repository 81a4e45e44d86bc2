// What follows from a NetworkDocument: layers fitted to the input, what they give, and what the view that is
// shown needs besides. Computed once per change, never per frame; a copy costs nothing.
#pragma once

#include "convlens/network.h"
#include "convlens/tensor.h"
#include "document/network.h"
#include "network/built_in.h"
#include "network/drawing.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace convlens {

/// What is said of a layer beside its maps.
struct LayerFacts {
    int64_t channels = 0; // maps, or numbers of a layer without spatial axes
    Sizes spatial;        // of each map; empty: the layer gives a list of numbers
    int64_t parameters = 0, multiply_adds = 0;
    Sizes receptive_field; // [spatial of the input]; empty: all of it, or there is none
};

/// The selected element as it exists. Flat: in activations.values[layer].
struct Chosen {
    int layer = 0;
    int64_t channel = 0;
    Sizes at; // as many as the layer has spatial axes
    int64_t flat = 0;
    float value = 0;
    bool operator==(const Chosen&) const = default;
};

/// One activation sent down by one rule: its value (deconvnet) or 1 (gradients).
struct WayBack {
    BackRule rule{};
    Chosen from;
    /// What arrives at the output of each layer, of that layer's shape; empty where nothing arrives. Of a
    /// ReLU that is what its rule takes (R), of the layer that it reads what the rule lets through. [0]: the
    /// input.
    std::vector<Tensor<float>> arriving;
    std::vector<int> layers; // where something arrives, from `from.layer` down to 0
};

/// A cell of a ReLU at which the rules disagree: y goes up, R comes down.
struct RuleDifference {
    int layer = 0; // the ReLU
    int64_t flat = 0;
    float y = 0;                        // its output going up
    std::array<float, 3> arrives{};     // R by each rule
    std::array<float, 3> let_through{}; // by each rule
};

/// One strong place: in which picture, where in the map, and the part of the picture that it sees.
struct StrongPlace {
    int64_t picture = 0; // of the data; of photographs their place in photographs(); 0: what is put in
    int64_t label = -1;  // of the picture; -1: it has none
    Sizes at;
    float value = 0;
    LayerPart patch;                  // of the input [1, C, spatial..], cut off at its borders
    Tensor<float> pixels, projection; // of `patch`; empty where they were not asked for
};
/// The strongest first.
struct StrongestPlaces {
    int layer = 0;
    int64_t channel = 0;
    int64_t pictures = 0; // that were looked at
    std::vector<StrongPlace> places;
};

/// The selected element while the picture changes; `amounts` in pixels, factors or degrees.
struct InvarianceCurve {
    PictureChange change{};
    std::vector<double> amounts;
    std::vector<double> at_place; // the same element
    std::vector<double> of_map;   // the strongest of its map, wherever
};

/// What a grey square at each place takes from an output: value without it less value with it. Of an output
/// behind softmax the score before it is measured, where a sure answer still changes (score_of).
struct HarmMap {
    int64_t output = 0;           // flat, in the last layer
    bool is_of_score = false;     // `measured` and `harm` are of the score before softmax
    double value = 0;             // of the output, without a square
    double measured = 0;          // without a square
    int64_t side = 0, stride = 0; // in input pixels
    float grey = 0;               // of the square
    Tensor<float> harm;           // [rows, columns]; place [r, c] covers input rows r * stride .. + side
    Tensor<float> with_square;    // the output's values, [rows, columns]
};

/// Why there are no results: the layers do not take this input.
struct NetworkMisfit {
    NetworkIssue issue;
    std::string layer;             // that does not fit
    std::vector<Sizes> that_would; // spatial sizes near what was given that the network takes
};

struct NetworkResults {
    std::optional<NetworkMisfit> misfit;    // null: all below is there
    std::shared_ptr<const Network> network; // fitted to x
    std::shared_ptr<const Tensor<float>> x; // [1, C, spatial..], in the units of the network's data
    std::shared_ptr<const Image>
        picture; // x as it is looked at, of x's size; null: x has not 1 or 3 channels
    std::optional<CountedDrawing> drawing; // where the input is one
    int64_t label = -1;                    // of a sample; -1: it has none
    std::shared_ptr<const Activations> activations;
    std::vector<LayerFacts> facts; // of each layer
    std::vector<FoundFace> faces;  // of `face`
    Chosen chosen;                 // where a way back starts: of an output behind softmax its score before it
    bool chosen_is_score = false;  // it is such a score in place of the selected output
    // Where the view shows them, else null:
    std::array<std::shared_ptr<const WayBack>, 3>
        ways;                                // by BackRule; path: the document's rule, compare: all
    std::vector<RuleDifference> differences; // compare: one where y > 0 and R < 0, one where y <= 0 and R > 0
    std::shared_ptr<const StrongestPlaces> strongest;
    std::shared_ptr<const InvarianceCurve> invariance;
    std::shared_ptr<const HarmMap> occlusion;
};

} // namespace convlens
