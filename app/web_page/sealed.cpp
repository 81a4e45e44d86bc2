// The same in page/pack.js.
#include "web_page/sealed.h"

namespace convlens {

uint32_t hash_of(std::string_view text) {
    uint32_t hash = 0x811c9dc5;
    for (const char c : text)
        hash = (hash ^ static_cast<uint8_t>(c)) * 0x01000193;
    return hash;
}

std::string sealed(std::string_view bytes, std::string_view key) {
    uint32_t state = hash_of(key);
    if (state == 0)
        state = 1;
    std::string result;
    result.reserve(bytes.size());
    for (const char c : bytes) {
        state ^= state << 13U;
        state ^= state >> 17U;
        state ^= state << 5U;
        result += static_cast<char>(static_cast<uint8_t>(c) ^ static_cast<uint8_t>(state));
    }
    return result;
}

} // namespace convlens
