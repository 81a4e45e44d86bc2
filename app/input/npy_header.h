// The header of a .npy file (NumPy Enhancement Proposal 1 and numpy.lib.format): a literal Python dictionary.
// Read by hand and strictly; nothing is executed.
#pragma once

#include "engine/sizes.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace convlens {

struct NpyHeader {
    std::string descr;          // as written, such as "<f4"
    bool fortran_order = false; // first axis fastest
    Sizes shape;
};

/// Throws Error naming the file. Any order of the three keys, any white space, either quote.
NpyHeader parse_npy_header(std::string_view text, const std::string& path);

} // namespace convlens
