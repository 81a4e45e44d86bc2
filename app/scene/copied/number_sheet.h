// The numbers of X, W and Y as a text that a spreadsheet takes: a tab between columns, a line a row.
#pragma once

#include "document/document.h"
#include "document/evaluate/results.h"
#include "i18n/catalogue.h"
#include "scene/copied/latex.h"

namespace convlens {

inline constexpr int64_t max_copied_numbers = 200'000;

/// A block for each plane below its name, "X" or "W[0,1]", with an empty line between two; W as in the
/// document. Numbers have all the digits that tell them from others. Refused: over max_copied_numbers.
/// `results` have no issues.
Copied number_sheet(const Results& results, const Texts& texts);

} // namespace convlens
