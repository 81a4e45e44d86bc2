// Direct operations lead from X to Y, swapped ones from Y back to X's shape.
#include "scene/base/roles.h"

namespace convlens {

Roles roles(const Operation& operation, const Theme& theme) {
    if (is_swapped(operation.kind))
        return {'y', 'x', theme.y, theme.x};
    return {'x', 'y', theme.x, theme.y};
}

} // namespace convlens
