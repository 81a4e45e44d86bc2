// Movies as animated PNG files.
#pragma once

#include "output/movie.h"

namespace convlens {

std::unique_ptr<MovieWriter> open_apng(const std::string& path, const MovieFacts& facts);

} // namespace convlens
