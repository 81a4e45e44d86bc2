// Movies as folders of numbered PNG files.
#pragma once

#include "output/movie.h"

namespace convlens {

std::unique_ptr<MovieWriter> open_png_folder(const std::string& path, const MovieFacts& facts);

} // namespace convlens
