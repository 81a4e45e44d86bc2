// One source of numbers as JSON: {"pattern", "seed", "edits"} | {"values", ...} | {"image", ...} | {"kernel",
// ...}.
#pragma once

#include "document/json/tree.h"
#include "document/json/writer.h"
#include "document/scene_file/scene_file.h"
#include "document/source.h"

namespace convlens {

/// Whether a source's numbers are read, or only found to be readable.
enum class Numbers { only_checked, read };

/// Throws Error; `key` is the top-level key ("input", "weight", "grad_output", "unpool_plane"), `rank` that
/// of the tensor, to which fewer axes of "values" are filled up in front.
Source source_from(const JsonValue& json, const std::string& key, std::size_t rank,
                   const ImageDecoder& decoder, Numbers numbers);

/// What the kind does not use is left out. `dims`: spatial axes, which "values" has at least.
Json source_json(const Source& source, std::size_t dims);

/// Throws Error (work: `error.scene_too_large`) where a scene of so many bytes could not be read again.
void require_scene_length(std::size_t bytes);

} // namespace convlens
