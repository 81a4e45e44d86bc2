// A layer of a network, and a stage of a way back, as a figure with all lenses on the network's own numbers.
#pragma once

#include "document/document.h"
#include "network/results.h"

#include <cstdint>
#include <optional>

namespace convlens {

struct LayerFigure {
    Document document;
    int layer = 0;    // whose operation it is
    int64_t step = 0; // of the element that was asked for
    bool leads_back = false;
};

/// The layer whose operation gives `layer`'s numbers, but for what is done to each number alone (ReLU, batch
/// norm): itself, or one below it; -1: none. A dense layer is a convolution whose window is all that it
/// reads, a mean over all places an average pooling.
int figure_layer(const Network& fitted, int layer);

/// The figure of what gives element `flat` of `layer`; its Y are the network's numbers of LayerFigure::layer,
/// the layer's bias included. It has no title: who shows it has the words.
/// Errors  null: figure_layer has none, or there is a misfit
std::optional<LayerFigure> figure_of_layer(const NetworkResults& results, int layer, int64_t flat);

/// What leads down through `layer` on a way back: the transposed convolution with the layer's weights, or the
/// unpooling by its switches, of what arrives at the layer's output.
/// Errors  null: the layer has no such figure, or nothing arrives there
std::optional<LayerFigure> figure_of_way_back(const NetworkResults& results, const WayBack& way, int layer);

} // namespace convlens
