// A place in a text file.
#pragma once

#include <cstddef>

namespace convlens {

struct TextPlace {
    std::size_t line = 1, column = 1; // from 1; columns count bytes
    bool operator==(const TextPlace&) const = default;
};

} // namespace convlens
