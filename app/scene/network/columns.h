// Which layers of a network are shown as one column: what is done to each number alone joins the layer that
// gave it, as ReLU joins its convolution.
#pragma once

#include "convlens/network.h"
#include "i18n/catalogue.h"

#include <string>
#include <vector>

namespace convlens {

struct NetworkColumn {
    std::vector<int> layers; // in order
    int shown = 0;           // whose maps are drawn: the last, or the chosen one of them
    bool operator==(const NetworkColumn&) const = default;
};

/// The first column is the input with the scaling that follows it.
std::vector<NetworkColumn> network_columns(const Network& network, int chosen_layer);

/// "max pool", "ReLU": what a layer does.
std::string layer_kind_text(const Texts& texts, const Layer& layer);
/// "conv1", "ReLU": its layer's name and what else is done.
std::vector<std::string> column_title(const Texts& texts, const Network& network,
                                      const NetworkColumn& column);
/// "conv1 [2] at (1, 1)", "dense [3]", by the name of the column's first layer.
std::string element_title(const Texts& texts, const Network& network, int layer, int64_t channel,
                          const Sizes& at);
/// How a layer is called in sentences: what is done to each number alone bears the name of what it reads.
std::string layer_title(const Texts& texts, const Network& network, int layer);

} // namespace convlens
