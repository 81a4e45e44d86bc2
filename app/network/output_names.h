// What the numbers are called that a network gives: those of the built-in ones have names.
#pragma once

#include "document/network.h"
#include "i18n/catalogue.h"

#include <string>
#include <vector>

namespace convlens {

/// Of the last layer's channels: "0" to "9" of digits, "score of the box of 92 × 113 px" of face. Empty: they
/// have none.
std::vector<std::string> output_channel_names(const NetworkDocument& document, const Network& network,
                                              const Texts& texts);

/// The number `flat` of the last layer: its channel's name, or "[3]" where that has none; with its place
/// where there are spatial axes.
std::string output_element_name(const NetworkDocument& document, const Network& network, int64_t flat,
                                const Texts& texts);

} // namespace convlens
