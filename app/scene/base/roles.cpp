// Direct operations lead from X to Y, swapped ones from Y back to X's shape.
#include "scene/base/roles.h"

namespace convlens {

Roles roles(const Operation& operation, const Theme& theme) {
    if (operation.kind == Kind::conv_transpose || operation.kind == Kind::max_unpool)
        return {'y', 'x', theme.y, theme.x};
    return {'x', 'y', theme.x, theme.y};
}

} // namespace convlens
