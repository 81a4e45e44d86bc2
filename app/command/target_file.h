// Targets that are files, before anything is built of them.
#pragma once

#include "command/arguments/command_line.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace convlens {

/// A word with a point or a slash in it, or "-" for standard input.
bool names_file(std::string_view target);

/// The step that the target's file shows, where it is an exported one; "network:" may come before its name.
/// Throws Error naming the file.
std::optional<int64_t> exported_step(const CommandLine& request);

} // namespace convlens
