// What a step does as LaTeX: "y_{0,1} = 2 \cdot 3 + (-1) \cdot 4 = 2", a maximum, an average, a norm.
#pragma once

#include "document/document.h"
#include "document/evaluate/results.h"
#include "i18n/catalogue.h"
#include "scene/copied/latex.h"

namespace convlens {

inline constexpr std::size_t max_latex_terms = 256;

/// With numbers, or with names where the document's cells have names. More than nine terms lie on several
/// lines, a few rows of the kernel each. `step` is one of the document's. Refused: over max_latex_terms.
Copied latex_sum(const Document& document, const Step& step, const Texts& texts);

} // namespace convlens
