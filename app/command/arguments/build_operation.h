// Parameters of a command line, and the shapes of files, to an Operation. Contradictions between the two are
// refused.
#pragma once

#include "command/arguments/command_line.h"
#include "command/arguments/layout.h"
#include "convlens/operation.h"

#include <string>

namespace convlens {

/// An operation that cannot be computed: its most basic issue, and the option or file that brought it.
struct ImpossibleOperation {
    Issue issue;
    Operation operation;
    std::string where;
};

/// `kernel_given`: the weights are a named kernel, 3x3 where no size is given. Throws Error (request) where
/// options do not fit; the operation may still be impossible.
Operation build_operation(Kind kind, const Parameters& parameters, const Layout& layout, bool kernel_given);

/// Throws ImpossibleOperation where check() has issues. Its place is the options that brought them as they
/// were typed, and `figure`: the name of the figure or the file that made the operation; empty: options did.
void require_possible(const Operation& operation, const CommandLine& request, const std::string& figure);

} // namespace convlens
