// The slider of one number of the operation.
#pragma once

#include "document/document.h"
#include "window/controls/knob.h"
#include "window/controls/ui.h"

#include <cstdint>
#include <string_view>

namespace convlens {

/// Which number, and how its slider looks.
struct KnobSpec {
    const char* id;
    std::string_view label;
    Knob knob;
    int64_t from, to;      // range of the control; `to` grows where the value is beyond it
    std::string_view note; // a remark below
};

/// Stops where the operation would become impossible, and says why. Returns whether the draft was changed.
bool knob_slider(const Ui& ui, Document& draft, const KnobSpec& spec);

} // namespace convlens
