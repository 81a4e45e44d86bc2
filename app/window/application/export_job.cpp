// Progress goes to the job's control; the window is woken now and then.
#include "window/application/export_job.h"

#include "window/platform/platform.h"

namespace convlens {

bool write_export(const ExportRequest& request, JobControl& control) {
    constexpr double seconds_between_bars = 0.05; // the window draws the bar only so often
    double last = 0;
    return run(request, [&](int64_t done, int64_t all) {
        control.done = done;
        control.all = all;
        if (platform_seconds() - last > seconds_between_bars) {
            last = platform_seconds();
            wake_platform();
        }
        return !control.cancelled;
    });
}

} // namespace convlens
