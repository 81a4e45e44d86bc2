// `convlens network`: what networks there are, what their layers give, what reaches the pixels again, the
// strongest places, training, and the way to ONNX.
#pragma once

#include "command/arguments/command_line.h"
#include "i18n/catalogue.h"
#include "i18n/names.h"

namespace convlens {

Names<NetworkTask> network_task_names(); // list, describe, run, project, strongest, train, export

/// Throws Error where the word behind `network` is no task.
void require_network_task(const CommandLine& request);
/// What the task needs is there, and no option of another one. Throws Error.
void validate_network(const CommandLine& request);

/// Writes files and standard output. Throws Error. Returns the exit status.
int run_network(const CommandLine& request, const Texts& texts);

} // namespace convlens
