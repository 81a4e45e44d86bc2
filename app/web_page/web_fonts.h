// The fonts of a page as rules of CSS, their bytes within.
#pragma once

#include "picture/typesetter.h"
#include "web_page/characters.h"

#include <string>

namespace convlens {

struct PageFonts {
    std::string rules;    // of CSS
    std::string licences; // in words, without "-->"
};

/// What each font that the page needs is called in it, its part with the page's characters, and that an
/// SVG's text takes it: pictures name fonts as they do everywhere. Throws std::runtime_error.
PageFonts page_fonts(Typesetter& typesetter, const PageCharacters& characters);

} // namespace convlens
