// Frames to SVG text, written by hand: real text, named groups, patterns. Deterministic.
#pragma once

#include "picture/frame.h"
#include "picture/typesetter.h"

#include <cstdint>
#include <functional>
#include <string>

namespace convlens {

/// Name of a tag's space, for <g id>.
using SpaceName = std::function<std::string(uint32_t space)>;

std::string svg_of(const Frame& frame, const FontSet& fonts, const SpaceName& space_name);

} // namespace convlens
