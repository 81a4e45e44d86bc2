// When the figure is saved by itself: a moment after a change, so that dragging a slider does not write a
// file for each value, and never long after the first change that is not saved, however busy the work is.
// Knows times only, as somebody else's clock gives them.
#pragma once

namespace convlens {

class AutosaveRule {
public:
    static constexpr double pause = 0.5;   // seconds after the last change
    static constexpr double max_age = 1.8; // of the first change; what is left of 2 s is for the writing
    static constexpr double retry = 5;     // after one that failed

    /// The latest change was at `at`; 0: there was none. Called again for the same change it does nothing.
    void change(double at);
    /// What is there now is being saved.
    void begin() { first_ = 0; }
    /// What was begun could not be saved.
    void fail(double now);
    /// When the next file is due; 0: all is saved.
    double due() const;

private:
    double last_ = 0, first_ = 0; // changes; `first_` of those that are not saved, 0: none
    double not_before_ = 0;
};

} // namespace convlens
