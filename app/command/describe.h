// The subcommands that answer in words: the shape arithmetic of an operation, what one step does, and the
// list of figures. Each gives the text for standard output, as JSON or in the language asked for.
#pragma once

#include "command/arguments/build_document.h"
#include "command/arguments/command_line.h"
#include "command/json_text.h"
#include "i18n/catalogue.h"

#include <string>

namespace convlens {

/// Keys of `describe --json` for an operation that is possible.
OrderedJson description(const Operation& operation);

std::string describe(const CommandLine& request, const Target& target, const Texts& texts);
/// Throws Error (request) where the step is past the last.
std::string trace(const CommandLine& request, const Target& target, const Texts& texts);
std::string list_presets(const CommandLine& request, const Texts& texts);

/// --step, or the step that an exported file shows, of `steps`. Throws Error (request) where neither is there
/// or the step does not exist.
int64_t asked_step(const CommandLine& request, const Target& target, int64_t steps);

} // namespace convlens
