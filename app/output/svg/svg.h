// Frames to SVG text, written by hand: real text or outlines, named groups. Deterministic.
#pragma once

#include "output/file_facts.h"
#include "picture/frame.h"
#include "picture/typesetter.h"

#include <cstdint>
#include <functional>
#include <string>

namespace convlens {

/// Name of a tag's space, for <g id>.
using SpaceName = std::function<std::string(uint32_t space)>;

/// Whether text is text, which needs the fonts to look right, or the outlines of its glyphs.
enum class SvgText { characters, outlines };

/// Nothing in the file refers to an id: where several pictures lie in one page, or one twice, none takes what
/// is another's.
std::string svg_of(const Frame& frame, const FontSet& fonts, const SpaceName& space_name,
                   SvgText text = SvgText::characters);
/// With the facts' scene, as wide as they say.
std::string svg_of(const Frame& frame, const FontSet& fonts, const SpaceName& space_name,
                   const FileFacts& facts);

} // namespace convlens
