// A text as letters that any field of a file takes, and back: zlib, then base64.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace convlens {

/// What a zlib stream holds; none where it is malformed, ends early, goes on, or holds over `max_bytes`.
std::optional<std::string> expand_text(std::string_view stream, std::size_t max_bytes);

/// The text compressed, in base64.
std::string pack_text(std::string_view text);
/// The text of `pack_text`; none as in `expand_text`, or where it is no base64.
std::optional<std::string> unpack_text(std::string_view packed, std::size_t max_bytes);

} // namespace convlens
