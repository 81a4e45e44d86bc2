// What an edit that makes a tensor larger puts into its new cells, where the numbers are written ones.
#pragma once

#include "document/document.h"

namespace convlens {

/// The edit leads from `before`, a document that is possible, to `after`. Sources with the same written
/// values in both get the numbers of `small` where their tensor has become larger; what could be seen outside
/// the values before is written down and stays. Images, named kernels and patterns keep their own rule.
void fill_new_cells(const Document& before, Document& after);

} // namespace convlens
