// The part of a font that a page needs, under a name of its own: a changed font may not bear the name of the
// one that it was made of.
#pragma once

#include "picture/typesetter.h"

#include <set>
#include <string>
#include <string_view>

namespace convlens {

/// A whole font file (sfnt) with the glyphs of these characters and no rules of layout: texts are set without
/// kerning and ligatures. Its names are `family`, its copyright and licence stay. Throws std::runtime_error
/// where the file is no font that can be cut down.
std::string font_subset(const FontFile& font, const std::set<char32_t>& characters, std::string_view family);

} // namespace convlens
