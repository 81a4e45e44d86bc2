// Contact sheets: all steps of a figure, or one picture of each of several figures, on one page; in a PDF on
// several where one has no room.
#pragma once

#include "export/export.h"

#include <optional>
#include <string>
#include <vector>

namespace convlens {

struct SheetRequest {
    ExportRequest
        picture; // its figure, look, format (one of pictures), path; its size is that of each picture
    std::optional<Vec2> page; // px; absent: as large as it needs to be
    std::string title;        // empty: none
};

/// One of several figures on a sheet.
struct SheetFigure {
    Document document;
    std::string caption;
    std::string fault; // why there is no picture; empty: there is
};

/// Every step of the pace, finished. False: `progress` ended it. Throws Error: as `run`, and (request) where
/// there are over limits::sheet_pictures steps, or where they have no room on the page.
bool write_step_sheet(const SheetRequest& request, const Progress& progress);

/// Each figure at the end of its last step; the file holds the first one's scene. As write_step_sheet.
/// Preconditions  at least one figure
bool write_figure_sheet(const SheetRequest& request, const std::vector<SheetFigure>& figures,
                        const Progress& progress);

} // namespace convlens
