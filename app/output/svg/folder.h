// Animations as folders of numbered SVG files.
#pragma once

#include "output/drawing_series.h"
#include "output/svg/svg.h"

namespace convlens {

/// Each file is what svg_of makes of its frame, with the names that are given.
std::unique_ptr<DrawingWriter> open_svg_folder(const std::string& path, const MovieFacts& facts,
                                               const FontSet& fonts, const SpaceName& space_name);

} // namespace convlens
