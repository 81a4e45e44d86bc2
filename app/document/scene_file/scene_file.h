// Documents as JSON text (docs/FILE_FORMAT.md). Strict: what is malformed is refused with one line, unknown
// top-level keys are kept. Images inside are PNG bytes; who can decode them hands the decoder in
// (input/scene_input.h does).
#pragma once

#include "document/document.h"

#include <functional>
#include <string>
#include <string_view>

namespace convlens {

/// Pixels of the bytes of a PNG file. Throws Error where they are none.
using ImageDecoder = std::function<Image(std::string_view bytes)>;

/// At most 16 MiB, depth 32, no duplicate keys, `schema` 1. Throws Error (i18n/error.h) naming the key, its
/// value and what it may be. The operation may still be impossible: check() reports it. Without a decoder a
/// scene with an image is refused.
Document read_scene(std::string_view json, const ImageDecoder& decoder = {});

/// Throws Error where the text would be over 16 MiB (an image or an array too large for a scene).
std::string write_scene(const Document& document);

} // namespace convlens
