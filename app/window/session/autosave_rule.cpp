// The earlier of two times, and after a failure not at once.
#include "window/session/autosave_rule.h"

#include <algorithm>

namespace convlens {

void AutosaveRule::change(double at) {
    if (at == last_)
        return;
    last_ = at;
    if (first_ == 0)
        first_ = at;
}

void AutosaveRule::fail(double now) {
    not_before_ = now + retry;
    if (first_ == 0)
        first_ = last_;
}

double AutosaveRule::due() const {
    return first_ == 0 ? 0 : std::max(std::min(last_ + pause, first_ + max_age), not_before_);
}

} // namespace convlens
