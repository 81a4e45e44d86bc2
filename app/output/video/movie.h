// Movies as MP4 (H.264) and WebM (VP9) files, encoded by the program ffmpeg.
#pragma once

#include "output/movie.h"

namespace convlens {

/// Its ground is opaque: what is transparent lies on white.
std::unique_ptr<MovieWriter> open_mp4(const std::string& path, const MovieFacts& facts);
/// With alpha where the ground is transparent.
std::unique_ptr<MovieWriter> open_webm(const std::string& path, const MovieFacts& facts);

} // namespace convlens
