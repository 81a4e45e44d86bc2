// What the export panel's choices will come to: estimated beside the window as soon as they rest.
#pragma once

#include "window/application/export/export_job.h"
#include "window/session/session.h"

#include <functional>
#include <optional>

namespace convlens {

class ExpectedExport {
public:
    /// Absent: there is nothing to export.
    using MakeWork = std::function<std::optional<ExportWork>()>;

    explicit ExpectedExport(Executor& executor) : executor_(executor) {}
    /// `changed_at`: when the figure was changed last; `now`: platform_seconds(). `work` is called only when
    /// an estimate begins.
    void update(Session& session, double changed_at, double now, const MakeWork& work);
    /// When `update` is to be called again, platform_seconds(); 0: when something changes.
    double due() const { return due_at_.value_or(0); }

private:
    struct Asked {
        bool open = false; // the panel
        const ExportFormat* format = nullptr;
        ExportSizes sizes;
        ExportChoices choices;
        double changed_at = 0;
        bool operator==(const Asked&) const = default;
    };

    Executor& executor_;
    Asked asked_;
    std::optional<double> due_at_; // an estimate
    Job<std::optional<ExportEstimate>> estimating_;
};

} // namespace convlens
