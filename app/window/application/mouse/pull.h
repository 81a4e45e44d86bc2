// An operation while its kernel's edge or its ring of padding is pulled: as far as the mouse is, or as far as
// it is possible. Pure.
#pragma once

#include "convlens/operation.h"
#include "scene/figure/handles.h"

#include <optional>

namespace convlens {

struct Pulled {
    Operation operation;
    std::optional<Issue> stopped; // why it goes no further
};

/// `from`: the operation at the press. `cells`: how far outward (pull_of), in cells of the base.
/// kernel: the sizes of the axes that are held. padding: all sides alike, or with `one_side` those that are
/// held. For a transposed convolution the ring is what the padding leaves of it: it goes the other way.
Pulled pulled(const Operation& from, const Handle& held, const Pull& cells, bool one_side);

} // namespace convlens
