// Everything that a picture of a network follows from.
#pragma once

#include "document/network.h"
#include "i18n/catalogue.h"
#include "network/results.h"
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

/// One strong place.
struct PatchPictures {
    LayerMaps pixels, projection;
};

/// The maps of a result as planes: made once per NetworkResults, shared by all its frames.
struct NetworkPictures {
    NetworkMaps values;                   // of every layer going up
    std::array<NetworkMaps, 3> ways;      // of what arrives at every layer, by BackRule; empty: not there
    LayerMaps input;                      // of x
    LayerMaps harm;                       // of the occlusion, one channel
    std::vector<PatchPictures> strongest; // of each strong place
};
NetworkPictures network_pictures(const NetworkResults& results);

/// Which page of a layer's maps is shown where it has more than fit; without one: that of the chosen channel.
struct MapPage {
    int layer = 0;
    int64_t page = 0;
    bool operator==(const MapPage&) const = default;
};

struct NetworkSceneInput {
    const NetworkDocument& document;
    const NetworkResults& results; // evaluate_network(document)
    Cursor cursor;                 // of the path and the comparison: steps are stages (network_timeline)
    Tag hover;                     // what is pointed at; {0, 0}: nothing
    const Theme& theme;
    Texts texts;
    Typesetter& typesetter;
    Composition composition;
    const NetworkPictures& pictures; // network_pictures(results)
    std::vector<MapPage> pages = {};
};

} // namespace convlens
