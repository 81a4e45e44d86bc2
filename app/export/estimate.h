// How large an animation will be and how long its writing will take, from writing a part of it; and the
// largest that a number of bytes allows.
#pragma once

#include "export/export.h"
#include "export/sheet.h"

#include <cstdint>
#include <vector>

namespace convlens {

struct ExportEstimate {
    int64_t frames = 0; // of the whole; of a picture 1; pictures of a sheet, files of a folder
    double seconds = 0; // of playing it
    int64_t bytes = 0;  // about
    double writing_s = 0;
};

/// Writes some steps, into a file that goes with the program. Throws Error where the request cannot be
/// written; absent: `progress` ended it.
std::optional<ExportEstimate> estimate(const ExportRequest& request, const Progress& progress);

/// The same of a contact sheet, of the figures, or where there are none of the steps.
std::optional<ExportEstimate> estimate_sheet(const SheetRequest& request,
                                             const std::vector<SheetFigure>& figures,
                                             const Progress& progress);

/// As `run`, in the largest size of the request's shape, at most its own, that gives at most `max_bytes`; for
/// animations of pixels in one file. Throws Error (request) where even the smallest is larger.
bool run_within(const ExportRequest& request, int64_t max_bytes, const Progress& progress);

} // namespace convlens
