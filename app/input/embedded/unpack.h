// What the readers of files have in common: packed texts and their refusals. Private to them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace convlens {

/// Throws Error: the scene inside the file is damaged.
[[noreturn]] void refuse_damaged();

/// Throws Error where a scene's text is over limits::scene_bytes.
void require_text_size(std::size_t bytes);

/// The most that a text packed by zlib, or in base64 on top, can take: what is more is refused unread.
std::size_t max_packed_bytes();
std::size_t max_base64_bytes();

/// The text of a zlib stream. Throws Error.
std::string unpacked(std::string_view stream);
/// The text of a zlib stream in base64. Throws Error.
std::string unpacked_base64(std::string_view packed);

} // namespace convlens
