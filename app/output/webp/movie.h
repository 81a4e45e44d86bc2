// Movies as animated WebP files.
#pragma once

#include "output/movie.h"

namespace convlens {

inline constexpr int max_webp_side = 16383; // px

std::unique_ptr<MovieWriter> open_webp(const std::string& path, const MovieFacts& facts);

} // namespace convlens
