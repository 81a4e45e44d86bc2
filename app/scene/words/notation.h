// Counts, sizes and names of elements as people write them: 1,234, 5 × 5, x₁₂, y[1,2].
#pragma once

#include "convlens/sizes.h"
#include "scene/words/number.h"

#include <cstdint>
#include <string>

namespace convlens {

/// "1,234,567"; from ten millions on "12.3 M", then G, T, P, E.
std::string count_text(int64_t count);

/// A letter with indices below: x₁₂; with a thin space between indices where one has two digits. Spatial
/// indices only.
std::string element_name(char letter, const Sizes& indices);

/// y[1,2]
std::string element_brackets(char letter, const Sizes& indices);

/// "b", or "b[1]" where there are several maps.
std::string bias_brackets(int64_t map, int64_t maps);

/// "5 × 5"
std::string size_text(const Sizes& sizes);

/// Indices of a flat index within the last `dims` axes of a shape.
Sizes spatial_indices(int64_t flat, const Sizes& shape, std::size_t dims);

} // namespace convlens
