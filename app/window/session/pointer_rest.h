// Whether the pointer rests on the stage: then it lights nothing until it moves. A value; knows no clock.
#pragma once

#include "picture/geometry.h"

namespace convlens {

class PointerRest {
public:
    static constexpr double seconds_to_rest = 1.5;

    /// At `now`, in seconds; `is_down`: a button is held, which is as good as a movement.
    void update(bool on_stage, Vec2 at, bool is_down, double now) {
        const bool enters = on_stage && !on_stage_;
        const bool moves = !(at == at_) || is_down;
        on_stage_ = on_stage;
        at_ = at;
        if (moves || enters)
            moved_at_ = now;
        rests_ = on_stage && (enters || (!moves && (rests_ || now - moved_at_ >= seconds_to_rest)));
    }
    bool rests() const { return rests_; }
    /// When it comes to rest unless it moves before; 0: it does already, or nobody minds.
    double due() const { return rests_ || !on_stage_ ? 0 : moved_at_ + seconds_to_rest; }

private:
    bool on_stage_ = false, rests_ = false;
    Vec2 at_;
    double moved_at_ = 0;
};

} // namespace convlens
