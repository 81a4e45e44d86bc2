// Layers one after the other with the size behind each, as pasted code has them: what a Linear's in_features
// must be. Values; codegen finds them in a text.
#pragma once

#include "convlens/operation.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace convlens {

struct ChainLayer {
    std::string name;                   // as it is called: "nn.Conv2d"; one line, valid UTF-8
    std::optional<Operation> operation; // with the input that the chain gives it; none of Flatten, Linear ..
    Sizes output;       // [C, spatial...]; behind Flatten and Linear [features]; empty: impossible
    int64_t needed = 0; // channels or features that an operation or a Linear takes in; 0 of others
    std::optional<int64_t> written; // in_channels or in_features of the text; other than `needed`: a fault
    bool is_linear = false;         // Linear, Dense: `needed` is its in_features
    bool operator==(const ChainLayer&) const = default;
};

inline constexpr std::size_t max_chain = 200; // layers

/// What an operation of a chain gives on: [O, output...]; empty where it is impossible.
Sizes chain_output(const Operation& operation);

/// The first layer that does not take what the one before it gives; none of a chain that fits.
std::optional<std::size_t> first_misfit(const std::vector<ChainLayer>& chain);

} // namespace convlens
