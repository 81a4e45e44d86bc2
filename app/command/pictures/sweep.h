// The values of --sweep, in every combination, as targets of their own.
#pragma once

#include "command/arguments/build_document.h"
#include "command/arguments/build_operation.h"
#include "command/arguments/command_line.h"
#include "i18n/catalogue.h"

#include <optional>
#include <string>
#include <vector>

namespace convlens {

struct SweepPoint {
    std::string name;    // of a file, without its ending: stride-1_padding-0
    std::string caption; // stride 1, padding 0, in the person's language
    Target target;       // where it is possible
    std::optional<ImpossibleOperation> impossible;
};

/// The last sweep goes on quickest. A figure's or a scene's other parameters stay as they are. Throws Error
/// (request), where there are over limits::batch_files too.
std::vector<SweepPoint> sweep_points(const CommandLine& request, const Texts& texts);

} // namespace convlens
