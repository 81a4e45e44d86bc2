// Nothing is estimated while the real work is done: it has the processor for itself.
#include "window/application/export/expected_export.h"

namespace convlens {

void ExpectedExport::update(Session& session, double changed_at, double now, const MakeWork& work) {
    constexpr double resting = 0.35; // s without a change
    const ExportForm& form = session.exporting;
    const Asked asked{form.open, form.format, form.typed(), form.choices, changed_at};
    if (asked != asked_) {
        asked_ = asked;
        session.estimate.reset();
        session.cannot_estimate = false;
        session.exporting.error.clear(); // it was about what was asked for before
        estimating_ = {};
        due_at_ = form.open ? std::optional(now + resting) : std::nullopt;
    }
    if (due_at_ && now >= *due_at_ && session.export_all == 0) {
        due_at_.reset();
        if (const std::optional<ExportWork> wanted = work())
            estimating_ = Job<std::optional<ExportEstimate>>(
                executor_,
                [wanted = *wanted](JobControl& control) { return estimate_export(wanted, control); },
                WhenDropped::leave);
    }
    if (const auto outcome = estimating_.take()) {
        if (outcome->value)
            session.estimate = *outcome->value;
        session.cannot_estimate = outcome->error != nullptr;
        session.draw_frames(2);
    }
}

} // namespace convlens
