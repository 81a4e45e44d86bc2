// The run lengths of a BMP file (BI_RLE8, BI_RLE4), taken apart.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace convlens {

/// Places of the palette [height * width], the last row first, as in the file. `has_halves`: two pixels a
/// byte. Null where the data end before the picture does, or lead out of it.
std::optional<std::vector<uint8_t>> places_of_runs(std::string_view bytes, int64_t width, int64_t height,
                                                   bool has_halves);

} // namespace convlens
