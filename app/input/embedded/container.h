// What kind of file a scene may lie in, by the file's first bytes.
#pragma once

#include <string_view>

namespace convlens {

enum class Container { none, png, gif, webp, mp4, webm, pdf, svg, html, tex };

/// `begin`: of the file, up to `container_begin` bytes. APNG is png; tex: text that begins with a comment or
/// a command of TeX. Names play no role.
Container container_of(std::string_view begin);
inline constexpr std::size_t container_begin = 4096; // bytes

} // namespace convlens
