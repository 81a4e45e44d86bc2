// libpng as the reader of what was encoded.
#pragma once

#include "encoding/png.h"

#include <cstdint>
#include <string>
#include <vector>

namespace convlens {

inline std::size_t samples_of(PngColors colors) {
    return colors == PngColors::grey ? 1 : colors == PngColors::rgb ? 3 : 4;
}

/// The file's samples, row by row.
std::vector<uint8_t> decoded(const std::string& file, PngColors colors);

} // namespace convlens
