// One step in words, good enough to follow the figure without seeing it: the operation, where the window
// lies, each term with its numbers, the result and what comes next. Lines, for the command line and the
// clipboard.
#pragma once

#include "document/document.h"
#include "document/evaluate/results.h"
#include "i18n/catalogue.h"

#include <string>

namespace convlens {

/// `step` is one of the document's (document/results.h). Ends with a line's end.
std::string spoken_step(const Document& document, const Step& step, const Texts& texts);

} // namespace convlens
