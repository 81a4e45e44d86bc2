// What a command line may not say. Words only: no file is opened.
#pragma once

#include "command/arguments/command_line.h"
#include "command/arguments/tokens.h"

namespace convlens {

/// Before the values are read: throws Error (request) where an option is not the subcommand's or not the
/// operation's. `request` has its subcommand, its target and what was given.
void validate_options(const CommandLine& request, const Tokens& tokens);

/// After that: throws Error (request) where two of them contradict each other, or one is missing.
void validate_request(const CommandLine& request, const Tokens& tokens);

} // namespace convlens
