// The export dialog's work: a request of app/export on another thread, whose progress the window shows.
#pragma once

#include "export/estimate.h"
#include "window/application/jobs.h"

namespace convlens {

/// Writes it; false: cancelled, nothing was written. `max_bytes`: see run_within; 0: any number. Throws
/// Error.
bool write_export(const ExportRequest& request, int64_t max_bytes, JobControl& control);
/// Absent: cancelled. Throws Error.
std::optional<ExportEstimate> estimate_export(const ExportRequest& request, JobControl& control);

} // namespace convlens
