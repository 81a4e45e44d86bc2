// A place in a text file.
#pragma once

#include <cstddef>

namespace convlens {

struct Place {
    std::size_t line = 1, column = 1; // from 1; columns count bytes
    bool operator==(const Place&) const = default;
};

} // namespace convlens
