// Documents as JSON text (docs/FILE_FORMAT.md). Strict: what is malformed is refused with one line, unknown top-level
// keys are kept.
#pragma once

#include "document/document.h"

#include <string>
#include <string_view>

namespace convlens {

/// At most 16 MiB, depth 32, no duplicate keys, `schema` 1. Throws Error (text/error.h) naming the key, its value
/// and what it may be. The operation may still be impossible: check() says so.
Document read_scene(std::string_view json);
std::string write_scene(const Document& document);

} // namespace convlens
