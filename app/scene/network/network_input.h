// Everything that a picture of a network follows from.
#pragma once

#include "document/network.h"
#include "i18n/catalogue.h"
#include "network/results.h"
#include "picture/frame.h"
#include "picture/theme.h"
#include "picture/typesetter.h"
#include "scene/base/scene_input.h"
#include "scene/base/timeline.h"
#include "scene/network/maps.h"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace convlens {

/// Something of the input's shape: as one plane of numbers, and in colour where it is a photograph's.
struct InputPicture {
    LayerMaps maps;                           // of several channels their mean
    std::shared_ptr<const PhotoPixels> photo; // null: numbers are what is looked at
    float largest = 0;                        // magnitude, of all channels
};
/// One strong place.
struct PatchPictures {
    InputPicture pixels, projection;
};

/// The maps of a result as planes: made once per NetworkResults, shared by all its frames.
struct NetworkPictures {
    NetworkMaps values;                   // of every layer going up
    std::array<NetworkMaps, 3> ways;      // of what arrives at every layer, by BackRule; empty: not there
    InputPicture input;                   // x
    std::array<InputPicture, 3> pixels;   // what arrives at x, by BackRule
    std::array<InputPicture, 2> changed;  // x by the first and the last amount of the invariance
    LayerMaps harm;                       // of the occlusion, one channel
    std::vector<PatchPictures> strongest; // of each strong place
    LayerMaps scores;                     // of `face`: the best of the boxes of each cell, 0..1
    LayerMaps drawn, scaled;              // of a drawing
};
/// A picture of more pixels on a side is a photograph; smaller ones are numbers.
inline constexpr int64_t max_number_side = 16;

NetworkPictures network_pictures(const NetworkDocument& document, const NetworkResults& results);

/// Which page of a layer's maps is shown where it has more than fit; without one: that of the chosen channel.
struct MapPage {
    int layer = 0;
    int64_t page = 0;
    bool operator==(const MapPage&) const = default;
};

struct LearningState;

/// How a way back is stepped.
enum class BackPace {
    stages, // one run, its steps are the stages
    cells   // a run a stage, its steps the cells of its result, or one for all of a larger map
};

struct NetworkSceneInput {
    const NetworkDocument& document;
    const NetworkResults& results; // evaluate_network(document)
    Cursor cursor;                 // of network_timeline(document, results, pace)
    Tag hover;                     // what is pointed at; {0, 0}: nothing
    const Theme& theme;
    Texts texts;
    Typesetter& typesetter;
    Composition composition;
    const NetworkPictures& pictures; // network_pictures(document, results)
    std::vector<MapPage> pages = {};
    const LearningState* learning = nullptr; // of the view of learning
    BackPace pace = BackPace::stages;
};

} // namespace convlens
