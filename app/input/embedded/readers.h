// A reader for each kind of file, private to embedded_text.cpp: where the scene lies, and its text. All find
// none where the file is cut off or malformed before it, and throw Error where the scene itself is so.
#pragma once

#include "input/embedded/byte_window.h"

#include <optional>
#include <string>

namespace convlens {

using EmbeddedText = std::optional<std::string>;

EmbeddedText text_in_png(ByteWindow& file);  // iTXt "convlens-scene", APNG too
EmbeddedText text_in_gif(ByteWindow& file);  // application extension "CONVLENSSCN"
EmbeddedText text_in_webp(ByteWindow& file); // <convlens:scene> in the XMP chunk
EmbeddedText text_in_mp4(ByteWindow& file);  // an item of moov/udta/meta/ilst
EmbeddedText text_in_webm(ByteWindow& file); // a SimpleTag of Tags
EmbeddedText text_in_pdf(ByteWindow& file);  // Keywords of the Info dictionary
EmbeddedText text_in_svg(ByteWindow& file);  // <convlens-scene>
EmbeddedText text_in_html(ByteWindow& file); // <script id="convlens-scene">
EmbeddedText text_in_tex(ByteWindow& file);  // lines of comment "% convlens-scene: "

} // namespace convlens
