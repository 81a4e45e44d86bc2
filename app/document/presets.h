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

/// In the order of assets/presets/order.txt; nothing is parsed.
std::span<const std::string_view> preset_names();
/// All of them, in the same order, parsed on first use.
std::span<const Preset> presets();
/// Parses that one only; null where there is none.
const Preset* preset_named(std::string_view name);

/// The scene file of one of them, with its key `guide`; empty where there is none.
std::string_view preset_scene(std::string_view name);

/// The start: numerical_padding_strides with two lenses beside it.
Document default_document();

} // namespace convlens
