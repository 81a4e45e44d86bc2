// One label of a TikZ picture: what TeX can set as text, the rest as outlines.
#pragma once

#include "picture/frame.h"
#include "picture/typesetter.h"

#include <string>

namespace convlens {

struct TikzUnits {
    double bp_per_px = 0.75; // PostScript points
    std::string length(double px) const;
    std::string unit() const; // the length of 1 px, which thousands are counted in
};

/// The lines that set it, by the macros of `label_macros`; empty where nothing is seen.
std::string tikz_label(Typesetter& typesetter, const Label& label, const TikzUnits& units,
                       bool outlines_only);

/// Definitions that hold until the end of the group.
std::string label_macros();

} // namespace convlens
