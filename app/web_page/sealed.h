// Answers as a page holds them: not to be read by chance, in its source or by a screen reader. No secret:
// whoever reads the page's script can open them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace convlens {

/// 32 bits of a text (FNV-1a).
uint32_t hash_of(std::string_view text);

/// The bytes, each xor one of a stream (xorshift32) that the key's hash begins; sealing twice opens.
std::string sealed(std::string_view bytes, std::string_view key);

} // namespace convlens
