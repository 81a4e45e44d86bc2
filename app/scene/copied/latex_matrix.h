// The two matrices of a convolution as LaTeX, for amsmath's bmatrix.
#pragma once

#include "document/document.h"
#include "document/evaluate/results.h"
#include "i18n/catalogue.h"
#include "scene/copied/latex.h"

namespace convlens {

enum class LatexMatrix { im2col, unrolled };

inline constexpr int64_t max_latex_cells = 1024;

/// With numbers, or with names where the document's cells have names. amsmath allows ten columns; before a
/// wider matrix stands what allows more. Refused: kinds that have none, more than max_latex_cells entries.
/// `results` are the document's, without issues.
Copied latex_matrix(const Document& document, const Results& results, LatexMatrix which, const Texts& texts);

} // namespace convlens
