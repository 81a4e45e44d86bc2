// Names of the tag spaces in files.
#include "scene/base/tags.h"

#include "i18n/names.h"

#include <array>

namespace convlens {
namespace {

constexpr std::array<NameRow<TagSpace>, 31> space_names{{
    {"figure", TagSpace::none},
    {"input", TagSpace::x},
    {"kernel", TagSpace::w},
    {"output", TagSpace::y},
    {"padding", TagSpace::padded_x},
    {"window", TagSpace::window},
    {"sum", TagSpace::sum},
    {"formula", TagSpace::formula},
    {"caption", TagSpace::caption},
    {"sight-lines", TagSpace::sight},
    {"issue", TagSpace::issue},
    {"progress", TagSpace::chrome},
    {"gradient-of-input", TagSpace::dx},
    {"gradient-of-kernel", TagSpace::dw},
    {"gradient-of-output", TagSpace::dy},
    {"sheet", TagSpace::sheet},
    {"im2col", TagSpace::im2col},
    {"unrolled", TagSpace::unrolled},
    {"lens", TagSpace::lens},
    {"lens", TagSpace::lens_tab},
    {"lens", TagSpace::lens_choice},
    {"map", TagSpace::network_cell},
    {"map-label", TagSpace::network_map},
    {"layer", TagSpace::network_layer},
    {"stage", TagSpace::network_stage},
    {"place", TagSpace::network_place},
    {"drawing", TagSpace::network_pad},
    {"weight", TagSpace::network_weight},
    {"choice", TagSpace::network_choice},
    {"link", TagSpace::link},
    {"bias", TagSpace::bias},
}};
static_assert(has_all_values(space_names));

} // namespace

std::string tag_space_name(uint32_t space) {
    return std::string(space < space_names.size() ? space_names[space].first : space_names.front().first);
}

} // namespace convlens
