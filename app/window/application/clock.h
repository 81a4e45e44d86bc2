// The time of the window: playing, the movement between views, messages that go by themselves.
#pragma once

#include "document/document.h"
#include "scene/base/timeline.h"
#include "window/session/session.h"
#include "window/session/settings.h"

namespace convlens {

class Clock {
public:
    explicit Clock(double now) : last_(now) {}
    /// Moves on to `now`, platform_seconds. `line`: of what is shown; `view`: of the figure.
    void advance(Session& session, const Settings& settings, const Timeline& line, View view, double now);
    /// Of the latest `advance`.
    double last() const { return last_; }

private:
    double last_;
};

/// Whether the next picture differs by the time alone. `view`: of the figure that is shown.
bool is_animated(const Session& session, View view);

} // namespace convlens
