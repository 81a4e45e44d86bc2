// For tests: the state as one line on standard output, whenever it changes and when F12 asks for it.
#pragma once

#include "window/application/tick_context.h"
#include "window/session/settings.h"

#include <cstdint>
#include <string>

namespace convlens {

class Reporter {
public:
    /// The next line comes in any case, with places and times.
    void ask() { asked_ = true; }
    /// A tick with its picture took so long, ms; `keys`: it began with keys.
    void note_time(double ms, bool keys);
    void update(const TickContext& context, const Settings& settings, int64_t frames_drawn);

private:
    std::string last_;
    bool asked_ = false;
    double frame_ms_ = 0; // running mean
    double key_ms_ = 0;   // longest since asked
};

} // namespace convlens
