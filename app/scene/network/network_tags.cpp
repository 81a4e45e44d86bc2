// Tags count layers from 1, for layer 0 of a tag is "none".
#include "scene/network/network_tags.h"

namespace convlens {
namespace {

Tag tag_in(TagSpace space, int64_t index, int layer) {
    Tag tag = tag_of(space, index);
    tag.layer = layer + 1;
    return tag;
}

bool is_in(Tag tag, TagSpace space) {
    return tag.space == static_cast<uint32_t>(space);
}

int64_t cells_of(const MapGrid& grid) {
    return static_cast<int64_t>(grid.cell_rows()) * grid.cell_columns();
}

} // namespace

Tag network_cell_tag(int layer, const MapGrid& grid, int64_t channel, int64_t cell) {
    return tag_in(TagSpace::network_cell, channel * cells_of(grid) + cell, layer);
}

Tag network_map_tag(int layer, int64_t channel) {
    return tag_in(TagSpace::network_map, channel, layer);
}

Tag network_layer_tag(int layer) {
    return tag_in(TagSpace::network_layer, 0, layer);
}

Tag network_choice_tag(NetworkAction action, int layer) {
    return tag_in(TagSpace::network_choice, static_cast<int64_t>(action), layer);
}

NetworkAction action_of(BackRule rule) {
    return static_cast<NetworkAction>(static_cast<int>(NetworkAction::backprop) + static_cast<int>(rule));
}

std::optional<LayerElement> element_of(Tag tag, const NetworkResults& results) {
    if (!is_in(tag, TagSpace::network_cell) || tag.layer < 1 || !results.network ||
        tag.layer > static_cast<int>(results.network->layers.size()))
        return {};
    const int layer = tag.layer - 1;
    const auto at = static_cast<std::size_t>(layer);
    const MapGrid grid = map_grid(results.network->layers[at].shape);
    const int64_t cells = cells_of(grid);
    if (tag.index < 0 || tag.index >= grid.channels * cells)
        return {};
    const int64_t element =
        element_of_cell(results.activations->values[at], grid, tag.index / cells, tag.index % cells);
    if (element >= grid.channels * grid.elements)
        return {};
    return LayerElement{layer, element};
}

std::optional<LayerChannel> map_of(Tag tag) {
    if (!is_in(tag, TagSpace::network_map))
        return {};
    return LayerChannel{tag.layer - 1, tag.index};
}

std::optional<int> layer_of(Tag tag) {
    if (!is_in(tag, TagSpace::network_layer))
        return {};
    return tag.layer - 1;
}

std::optional<NetworkAction> action_of(Tag tag) {
    if (!is_in(tag, TagSpace::network_choice))
        return {};
    return static_cast<NetworkAction>(tag.index);
}

} // namespace convlens
