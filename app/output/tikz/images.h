// Matrices and pictures within a TikZ file. PDF's own operators, which pdfTeX, LuaTeX and XeTeX pass on: a
// file beside the file would be lost, and a path for each cell would take TeX minutes.
#pragma once

#include "picture/frame.h"
#include "picture/typesetter.h"

#include <string>

namespace convlens {

/// PDF operators that draw it from the picture's origin; empty where nothing is seen. `unit`: bp a px.
/// Colours between seen and unseen are laid on `ground`.
std::string pdf_operators(const Raster& raster, const FontSet& fonts, double unit, Color ground);
std::string pdf_operators(const Photo& photo, double unit, Color ground);

} // namespace convlens
