// The subcommand `code`: the operation as a script, to standard output or to a file.
#pragma once

#include "command/arguments/build_document.h"
#include "command/arguments/command_line.h"
#include "i18n/catalogue.h"

namespace convlens {

/// Notes on what differs lie above the script as comments in the language asked for; with --json as a list.
/// Throws Error where it cannot be written.
void write_code(const CommandLine& request, const Target& target, const Texts& texts);

/// The same of a target network:NET: all of its layers.
void write_network_code(const CommandLine& request, const Texts& texts);

} // namespace convlens
