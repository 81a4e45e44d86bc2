// Text from the clipboard as a chain of layers with the size behind each: what a Linear's in_features must
// be. The text may be anything; nothing of it is run.
#pragma once

#include "convlens/operation.h"
#include "document/chain.h"
#include "i18n/error.h"

#include <string>
#include <string_view>
#include <vector>

namespace convlens {

/// The layers in the order in which they are applied.
struct Chain {
    std::vector<ChainLayer> layers; // up to what is not understood
    std::string error_key;          // why no further; empty: to the end
    Error::Values error_values;
};

/// Convolutions, pools and unpools of every framework that read_code knows, padding before them, Flatten,
/// flatten, view and reshape, Linear and Dense, adaptive and global pools, upsampling; what leaves the size
/// as it is (activations, norms, dropout) is passed over. Layers that have a name are applied where the name
/// is called: in `forward`. The input is the text's (Input, input_shape), else that of `present`, with the
/// first layer's in_channels.
/// Errors  never fails: up to max_pasted bytes of anything
/// Cost    linear in the text and in how deep calls are in one another, at most 8
Chain read_chain(std::string_view text, const Operation& present);

} // namespace convlens
