// The export dialog's work: requests of app/export on another thread, whose progress the window shows.
#pragma once

#include "export/estimate.h"
#include "window/application/jobs.h"
#include "window/session/export_form.h"

namespace convlens {

/// What the panel asks for.
struct ExportWork {
    ExportRequest request; // of one file, or what is common to several pictures
    ExportContent content = ExportContent::single;
    std::array<ExportSweep, 2> sweeps{};
    int64_t max_bytes = 0; // of one file: see run_within; 0: any number
};

/// Writes it; false: cancelled, of one file nothing was written. Throws Error.
bool write_export(const ExportWork& work, JobControl& control);
/// Absent: cancelled. Throws Error.
std::optional<ExportEstimate> estimate_export(const ExportWork& work, JobControl& control);

} // namespace convlens
