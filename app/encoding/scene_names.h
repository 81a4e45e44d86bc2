// By which names the files of pictures hold the text of their scene, for those who write and those who read
// them.
#pragma once

#include <string_view>

namespace convlens::scene_names {

inline constexpr std::string_view png_keyword = "convlens-scene"; // of iTXt, compressed
inline constexpr std::string_view svg_element = "convlens-scene"; // in <metadata>, escaped
inline constexpr std::string_view svg_namespace = "https://convlens.invalid/scene";
inline constexpr std::string_view gif_application = "CONVLENSSCN"; // a zlib stream in sub-blocks
inline constexpr std::string_view xmp_element = "convlens:scene";  // of WebP, in base64 of a zlib stream
inline constexpr std::string_view prefix =
    "convlens-scene:"; // PDF's keywords and the comments of videos, before base64

} // namespace convlens::scene_names
