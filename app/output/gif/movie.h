// Movies as animated GIF files.
#pragma once

#include "output/movie.h"

namespace convlens {

/// Browsers show a delay of 1/100 s as 1/10 s.
inline constexpr int64_t max_gif_frames_per_second = 50;

std::unique_ptr<MovieWriter> open_gif(const std::string& path, const MovieFacts& facts);

} // namespace convlens
