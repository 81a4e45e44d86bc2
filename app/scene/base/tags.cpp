// Names of the tag spaces in files.
#include "scene/base/tags.h"

namespace convlens {

std::string tag_space_name(uint32_t space) {
    switch (static_cast<TagSpace>(space)) {
    case TagSpace::none:
        return "figure";
    case TagSpace::x:
        return "input";
    case TagSpace::w:
        return "kernel";
    case TagSpace::y:
        return "output";
    case TagSpace::padded_x:
        return "padding";
    case TagSpace::window:
        return "window";
    case TagSpace::sum:
        return "sum";
    case TagSpace::formula:
        return "formula";
    case TagSpace::caption:
        return "caption";
    case TagSpace::sight:
        return "sight-lines";
    case TagSpace::issue:
        return "issue";
    case TagSpace::chrome:
        return "progress";
    case TagSpace::dx:
        return "gradient-of-input";
    case TagSpace::dw:
        return "gradient-of-kernel";
    case TagSpace::dy:
        return "gradient-of-output";
    case TagSpace::db:
        return "gradient-of-bias";
    case TagSpace::im2col:
        return "im2col";
    case TagSpace::unrolled:
        return "unrolled";
    case TagSpace::lens:
    case TagSpace::lens_tab:
    case TagSpace::lens_choice:
        return "lens";
    }
    return "figure";
}

} // namespace convlens
