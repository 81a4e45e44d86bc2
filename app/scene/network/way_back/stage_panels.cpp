// The channel that is shown of what arrives is the one that gives most to the followed cell.
#include "scene/network/way_back/stage_panels.h"

#include "scene/network/columns.h"
#include "scene/network/lit.h"
#include "scene/network/way_back/back_parts.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace convlens {

StagePanels::StagePanels(const NetworkSceneInput& input, const WayBack& way)
    : input_(input), texts_(input.texts), theme_(input.theme), way_(way), network_(*input.results.network),
      maps_(input.pictures.ways[static_cast<std::size_t>(way.rule)]) {}

const Layer& StagePanels::layer(int index) const {
    return network_.layers[static_cast<std::size_t>(index)];
}

const LayerMaps& StagePanels::maps(int index) const {
    return maps_[static_cast<std::size_t>(index)];
}

/// Those whose numbers the followed element is made of.
LayerPart StagePanels::sources_of(const BackStage& stage, const LayerElement& element) const {
    const LayerPart part = part_of(layer(stage.to).shape, element.index);
    return fed_by(network_, stage.to, part)[static_cast<std::size_t>(stage.layer)];
}

StagePanel StagePanels::arriving_panel(const BackStage& stage, const StageCell& cell,
                                       const LayerPart& sources) const {
    StagePanel panel;
    set_title(panel, "network.arrives", stage.layer);
    set_values(panel, stage.layer);
    panel.channel = source_channel(stage.layer, sources);
    if (cell.lit >= 0) {
        panel.channel = cell.terms[static_cast<std::size_t>(cell.lit)].channel;
        if (panel.maps->grid.is_units) {
            panel.lit = unit_span(stage.layer, panel.channel);
            panel.channel = 0;
            return panel;
        }
    }
    panel.lit = sources.is_empty() ? MapSpan{} : span_of(layer(stage.layer).shape, sources, panel.channel);
    return panel;
}

/// Of those that the followed cell comes from (all, those of its group, or its own) the one with the
/// largest number where it comes from; where all are 0 there, the strongest.
int64_t StagePanels::source_channel(int index, const LayerPart& sources) const {
    const LayerMaps& of = maps(index);
    const std::vector<int64_t> channels = strongest_channels(of, of.channels.size());
    if (of.grid.is_units || sources.is_empty())
        return channels.front();
    int64_t best = -1;
    float largest = -1;
    for (const int64_t channel : channels) {
        if (channel < sources.begin[1] || channel >= sources.end[1])
            continue;
        if (const float here = largest_in(index, sources, channel); here > largest) {
            best = channel;
            largest = here;
        }
    }
    return best < 0 ? channels.front() : best;
}

/// The largest magnitude that arrives in a part of a channel.
float StagePanels::largest_in(int index, const LayerPart& part, int64_t channel) const {
    const MapGrid& grid = maps(index).grid;
    const Tensor<float>& values = way_.arriving[static_cast<std::size_t>(index)];
    const MapSpan span = span_of(layer(index).shape, part, channel);
    float largest = 0;
    for (int64_t row = span.row; row < span.row + span.rows; ++row)
        for (int64_t column = span.column; column < span.column + span.columns; ++column)
            largest =
                std::max(largest, std::abs(values[element_at(grid, channel, row * grid.columns + column)]));
    return largest;
}

StagePanel StagePanels::result_panel(const BackStage& stage, const LayerElement& element) const {
    StagePanel panel;
    if (stage.to == 0)
        panel.title = panel.short_title = std::string(texts_("network.pixels"));
    else
        set_title(panel, "network.goes_on", stage.to);
    set_values(panel, stage.to);
    panel.is_result = true;
    panel.channel = panel.maps->grid.is_units ? 0 : channel_of(panel.maps->grid, element.index);
    panel.lit = span_of(layer(stage.to).shape, part_of(layer(stage.to).shape, element.index), panel.channel);
    panel.style.shown = cells_seen(input_, way_, stage);
    const InputPicture& pixels = input_.pictures.pixels[static_cast<std::size_t>(way_.rule)];
    const bool is_one_plane =
        pixels.photo || panel.maps->grid.channels == 1; // else a channel, as of any layer
    if (stage.to == 0 && is_one_plane)
        panel.picture = &pixels;
    return panel;
}

/// Of a convolution in two dimensions with few weights.
bool StagePanels::shows_weights(const BackStage& stage) const {
    const Layer& of = layer(stage.layer);
    return of.kind == LayerKind::conv && of.operation.dims() == 2 && of.operation.kernel_size.product() > 1 &&
           of.operation.kernel_size.product() <= 49 && maps(stage.to).grid.channels > 0;
}

/// The filter that leads from one channel to the other, turned as it goes back.
StagePanel StagePanels::weights_panel(const BackStage& stage, int64_t from, int64_t to) {
    const Layer& of = layer(stage.layer);
    const int64_t per_group = of.operation.in_channels / of.operation.groups;
    const int64_t in = to % per_group, size = of.operation.kernel_size.product();
    // Of a group's filters the one that sees the channel.
    const int64_t per_out = of.operation.out_channels / of.operation.groups;
    const int64_t out = of.operation.groups == 1 ? from : to / per_group * per_out + from % per_out;
    const auto first = of.weight.data.begin() + static_cast<std::ptrdiff_t>((out * per_group + in) * size);
    turned_ = {{1, 1, of.operation.kernel_size[0], of.operation.kernel_size[1]},
               std::vector<float>(std::make_reverse_iterator(first + static_cast<std::ptrdiff_t>(size)),
                                  std::make_reverse_iterator(first))};
    turned_maps_ = layer_maps(turned_);
    StagePanel panel;
    panel.title = panel.short_title =
        texts_("network.weights_turned", {{"out", std::to_string(out)}, {"in", std::to_string(in)}});
    panel.maps = &turned_maps_;
    panel.is_weights = true;
    panel.style = arriving_style(theme_, largest_magnitude(turned_maps_));
    panel.style.line = with_alpha(theme_.w.line, 0.6F);
    panel.style.format = map_format(turned_maps_, input_.document.digits);
    return panel;
}

StagePanel StagePanels::upward_panel(const BackStage& stage, int64_t channel, const MapSpan& lit) const {
    StagePanel panel;
    set_title(panel, "network.going_up", stage.layer);
    panel.maps = &input_.pictures.values[static_cast<std::size_t>(stage.layer)];
    panel.layer = stage.layer;
    panel.channel = channel;
    panel.style = value_style(theme_, theme_.y, panel.maps->low, panel.maps->high);
    panel.style.format = map_format(*panel.maps, input_.document.digits);
    panel.lit = lit;
    return panel;
}

void StagePanels::set_title(StagePanel& panel, std::string_view key, int index) const {
    panel.title = texts_(key, {{"name", layer_output_name(input_, index)}});
    panel.short_title = texts_(key, {{"name", layer_title(texts_, network_, index)}});
}

void StagePanels::set_values(StagePanel& panel, int index) const {
    panel.layer = index;
    panel.maps = &maps(index);
    panel.style = arriving_style(theme_, largest_magnitude(*panel.maps));
    panel.style.format = map_format(*panel.maps, input_.document.digits);
}

MapSpan StagePanels::unit_span(int index, int64_t unit) const {
    const Sizes& shape = layer(index).shape;
    return span_of(shape, part_of(shape, unit), 0);
}

/// What arrives, what it meets, what goes on.
std::vector<StagePanel> StagePanels::of(const BackStage& stage, const StageCell& cell) {
    const StagePanel result = result_panel(stage, cell.element);
    const StagePanel arriving = arriving_panel(stage, cell, sources_of(stage, cell.element));
    std::vector<StagePanel> panels{arriving};
    if (shows_weights(stage))
        panels.push_back(weights_panel(stage, arriving.channel, result.channel));
    const LayerKind kind = layer(stage.layer).kind;
    if (kind == LayerKind::relu || kind == LayerKind::leaky_relu)
        panels.push_back(upward_panel(stage, arriving.channel, arriving.lit));
    panels.push_back(result);
    return panels;
}

} // namespace convlens
