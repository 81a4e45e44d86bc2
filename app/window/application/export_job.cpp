// Progress goes to the job's control; the window is woken now and then.
#include "window/application/export_job.h"

#include "window/platform/platform.h"

namespace convlens {

bool write_export(const ExportRequest& request, int64_t max_bytes, JobControl& control) {
    constexpr double seconds_between_bars = 0.05; // the window draws the bar only so often
    double last = 0;
    const Progress progress = [&](int64_t done, int64_t all) {
        control.done = done;
        control.all = all;
        if (platform_seconds() - last > seconds_between_bars) {
            last = platform_seconds();
            wake_platform();
        }
        return !control.cancelled;
    };
    return max_bytes > 0 ? run_within(request, max_bytes, progress) : run(request, progress);
}

std::optional<ExportEstimate> estimate_export(const ExportRequest& request, JobControl& control) {
    std::optional<ExportEstimate> result =
        estimate(request, [&](int64_t, int64_t) { return !control.cancelled; });
    wake_platform();
    return result;
}

} // namespace convlens
