// Memory as a source; files come from the gate.
#include "input/byte_source.h"

#include <cstring>

namespace convlens {

ByteSource byte_source(std::string_view bytes) {
    return {bytes.size(), [bytes](uint64_t at, void* into, std::size_t count) {
                std::memcpy(into, bytes.data() + at, count);
            }};
}

} // namespace convlens
