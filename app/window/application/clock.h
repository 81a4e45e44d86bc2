// The time of the window: playing, the movement between views, messages that go by themselves.
#pragma once

#include "window/application/editor.h"

namespace convlens {

class Clock {
public:
    explicit Clock(double now) : last_(now) {}
    /// Moves on to `now`, platform_seconds.
    void advance(Session& session, const Settings& settings, const Editor& editor, double now);
    /// Of the latest `advance`.
    double last() const { return last_; }

private:
    double last_;
};

/// Whether the next picture differs by the time alone. `shown`: the document of the picture.
bool is_animated(const Session& session, const Document& shown);

} // namespace convlens
