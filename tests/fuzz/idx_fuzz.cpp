// libFuzzer on IDX files, plain and packed: any bytes are read or refused, and what was read has its shape.
#include "i18n/error.h"
#include "input/idx.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
    try {
        const auto array = convlens::idx_from({reinterpret_cast<const char*>(data), size}, "x");
        if (static_cast<int64_t>(array.data.size()) != array.shape.product())
            std::abort();
    } catch (const convlens::Error&) {
        return 0;
    }
    return 0;
}
