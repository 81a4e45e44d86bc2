// What the shapes of a network's pictures mean: tags of cells, maps, layers and choices, and the way back
// from a tag to an element.
#pragma once

#include "network/results.h"
#include "scene/base/tags.h"
#include "scene/network/maps.h"

#include <cstdint>
#include <optional>

namespace convlens {

/// What a click on a choice asks for. Tags of TagSpace::network_choice have it as index, and a layer where
/// that matters.
enum class NetworkAction {
    overview,
    open_figure,
    path,
    compare,
    strongest,
    invariance,
    occlusion,
    learning,
    backprop, // the rules, in the order of BackRule
    deconvnet,
    guided,
    previous_page, // of the layer's maps
    next_page,
    shift_x, // changes of the picture, in the order of PictureChange
    shift_y,
    scale,
    rotate,
    play, // of learning
    one_step,
    restart,
    draw_digit, // in place of what is put in
    wipe,
    next_input // another sample, or photograph
};

/// Of cell `cell` of the small picture of a channel; the first of a raster's.
Tag network_cell_tag(int layer, const MapGrid& grid, int64_t channel, int64_t cell = 0);
/// The map of a channel as a whole: its label.
Tag network_map_tag(int layer, int64_t channel);
Tag network_layer_tag(int layer);
Tag network_choice_tag(NetworkAction action, int layer = -1);
/// Chooses the rule.
NetworkAction action_of(BackRule rule);

/// The element of a cell; of several in a cell the one with the largest magnitude. None for other tags.
std::optional<LayerElement> element_of(Tag tag, const NetworkResults& results);
/// Layer and channel of a map's label.
struct LayerChannel {
    int layer = 0;
    int64_t channel = 0;
    bool operator==(const LayerChannel&) const = default;
};
std::optional<LayerChannel> map_of(Tag tag);
std::optional<int> layer_of(Tag tag);
std::optional<NetworkAction> action_of(Tag tag);

} // namespace convlens
