// Targets that are files: what a file's content makes of a request, before anything is built of it.
#pragma once

#include "command/command_line.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace convlens {

struct Target;

/// A word with a point or a slash in it, or "-" for standard input.
bool names_file(std::string_view target);

/// The step that the target's file shows, where it is an exported one; "network:" may come before its name.
/// Throws Error naming the file.
std::optional<int64_t> exported_step(const CommandLine& request);

/// The request with "network:" before the target where that is a file that holds a network; the window finds
/// that out by itself. Throws Error where options of a network are asked for and it holds none.
CommandLine with_network_named(const CommandLine& request);

/// --step, or the step that an exported file shows, of `steps`. Throws Error (request) where neither is there.
int64_t asked_step(const CommandLine& request, const Target& target, int64_t steps);

} // namespace convlens
