// Base64 (RFC 4648, section 4), for images inside other files.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace convlens {

std::string to_base64(std::string_view bytes);
/// None where the text is not base64 with its padding; no white space is skipped.
std::optional<std::string> from_base64(std::string_view text);

} // namespace convlens
