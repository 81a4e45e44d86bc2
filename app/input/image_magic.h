// The first bytes of the kinds of image that are read.
#pragma once

#include <string_view>

namespace convlens {

/// PNG, JPEG or BMP, by its first bytes.
inline bool is_image(std::string_view begin) {
    return begin.starts_with("\x89PNG\r\n\x1a\n") || begin.starts_with("\xFF\xD8\xFF") ||
           (begin.starts_with("BM") && begin.size() >= 26);
}

/// Apple's own kind of PNG, whose data no other decoder reads: its first chunk is CgBI.
inline bool is_iphone_png(std::string_view begin) {
    return begin.starts_with("\x89PNG") && begin.size() >= 16 && begin.substr(12, 4) == "CgBI";
}

} // namespace convlens
