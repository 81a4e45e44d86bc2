// The figures that the values of the export panel's parameters give, each with each.
#pragma once

#include "export/batch.h"
#include "export/sheet.h"
#include "i18n/catalogue.h"
#include "window/session/export_form.h"

#include <array>
#include <string>
#include <vector>

namespace convlens {

/// The figure's own, else what its operation is called; of a network none.
std::string title_of(const ExportRequest& request, const Texts& texts);

/// The last one goes on quickest. Cells that a larger tensor gets are filled as an edit fills them. Throws
/// Error (request) where there are over limits::sheet_pictures.
std::vector<SheetFigure> swept_figures(const std::array<ExportSweep, 2>& sweeps, const Document& document,
                                       const Texts& texts);

/// A file for each figure that is possible, named after its values: "stride-1_padding-0.gif". `look` has what
/// is common to them. Throws Error (request) where none is possible.
std::vector<BatchJob> jobs_of_figures(const std::array<ExportSweep, 2>& sweeps,
                                      const std::vector<SheetFigure>& figures, const ExportRequest& look);

} // namespace convlens
