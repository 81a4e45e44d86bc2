// Parameters of a command line, and the shapes of files, to an Operation. Contradictions between the two are
// refused.
#pragma once

#include "command/command_line.h"
#include "command/layout.h"
#include "engine/operation.h"

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

/// Throws ImpossibleOperation where check() has issues. `where` is said of operations that no options made:
/// the name of a figure or a file; empty: the option of the issue's parameter.
void require_possible(const Operation& operation, const Parameters& parameters, const std::string& where);

} // namespace convlens
