// Help and version as texts.
#pragma once

#include "command/arguments/command_line.h"
#include "i18n/catalogue.h"

#include <string>

namespace convlens {

/// Begins with an example that runs; then what the subcommand is for, and its options from the table.
std::string help_text(Subcommand command, const Texts& texts);
std::string version_text();

} // namespace convlens
