// What of a pasted layer is not in the text.
#pragma once

#include <cstdint>
#include <string>

namespace convlens {

/// A number of channels that the text has by a name it gives no value; the present number stays.
struct KeptName {
    std::string argument; // "out_channels"
    std::string text;     // "ngf * 8"; one line, valid UTF-8
    int64_t value = 0;
    bool operator==(const KeptName&) const = default;
};

} // namespace convlens
