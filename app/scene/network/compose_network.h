// A network and what follows from it to a Frame, as compose does for an operation. Pure: the same input gives
// the same frame.
#pragma once

#include "picture/frame.h"
#include "scene/network/network_input.h"

namespace convlens {

/// Where the layers do not take the input: the reason in words, with the sizes that would do. Never blank.
Frame compose_network(const NetworkSceneInput& input);

/// Of a view whose parts lie one below the other (Composition::column), at the input's cursor, px. The
/// composition has its width.
float network_column_height(const NetworkSceneInput& input);

} // namespace convlens
