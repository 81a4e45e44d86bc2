// The values of options about files of pictures: rates, ranges of steps, lengths on paper, sweeps. As
// values.h.
#pragma once

#include "command/arguments/command_line.h"
#include "command/arguments/values.h"
#include "picture/frame_rate.h"

namespace convlens {

/// 20, 23.976 or 24000/1001: over 0; six decimals and 2^31 - 1 in the fraction at most.
FrameRate frame_rate(const OptionValue& value);
/// 3..7, 3.. or 5.
StepRange step_range(const OptionValue& value);
/// Millimetres of 85mm, 8.5cm, 240pt or 3.3in.
double paper_length_mm(const OptionValue& value);
/// NAME=A..B of whole numbers, or NAME=V,V,..: the name as it was written, at most limits::sweep_values
/// values.
Sweep sweep_of(const OptionValue& value);

} // namespace convlens
