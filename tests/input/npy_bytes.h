// .npy files as numpy writes them, made by hand.
#pragma once

#include <string>

namespace convlens {

inline std::string npy_bytes(const std::string& dictionary, const std::string& numbers, int version = 1) {
    std::string header = dictionary;
    const std::size_t prefix = version == 1 ? 10 : 12;
    while ((prefix + header.size() + 1) % 64 != 0)
        header += ' ';
    header += '\n';
    std::string bytes = "\x93NUMPY";
    bytes += static_cast<char>(version);
    bytes += '\0';
    for (std::size_t i = 0; i < (version == 1 ? 2U : 4U); ++i)
        bytes += static_cast<char>(header.size() >> (8 * i));
    return bytes + header + numbers;
}

inline std::string npy_dictionary(const std::string& descr, const std::string& shape, bool fortran = false) {
    return "{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") +
           ", 'shape': " + shape + ", }";
}

} // namespace convlens
