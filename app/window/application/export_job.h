// The export dialog's work: a request of app/export on another thread, whose progress the window shows.
#pragma once

#include "export/export.h"
#include "window/application/jobs.h"

namespace convlens {

/// Writes it; false: cancelled, nothing was written. Throws Error.
bool write_export(const ExportRequest& request, JobControl& control);

} // namespace convlens
