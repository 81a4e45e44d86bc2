// Targets that turn out to be networks: the words alone do not tell a network's picture from a figure's.
#pragma once

#include "command/arguments/command_line.h"

namespace convlens {

/// The request with "network:" before the target where that is a file that holds a network; the window finds
/// that out by itself. Throws Error where options of a network are asked for and it holds none.
CommandLine with_network_named(const CommandLine& request);

} // namespace convlens
