// The built-in figures: assets/presets/*.json, embedded.
#pragma once

#include "document/document.h"

#include <optional>
#include <span>
#include <string_view>

namespace convlens {

struct Preset {
    Document document;
    bool guide = false; // one of the 19 figures of the guide
};

std::span<const Preset> presets(); // in the order of FIGURES.md; parsed on first use
const Preset* preset_named(std::string_view name);

} // namespace convlens
