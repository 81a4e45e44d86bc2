// A font in the form for web pages (WOFF 1.0, W3C 2012): its tables compressed one by one.
#pragma once

#include <string>
#include <string_view>

namespace convlens {

/// `sfnt`: a whole TrueType or OpenType font, its tables sorted by tag and padded. Throws std::bad_alloc.
std::string woff_of(std::string_view sfnt);

} // namespace convlens
