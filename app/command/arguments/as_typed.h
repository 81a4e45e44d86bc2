// Options as they were typed, for the place that an error names: a person finds them again in the line.
#pragma once

#include "command/arguments/command_line.h"

#include <span>
#include <string>
#include <string_view>

namespace convlens {

/// "--kernel-size 3, --dilation 2": those of `options` that were given, in their order in the line. Empty:
/// none was.
std::string as_typed(std::span<const std::string_view> options, const CommandLine& request);
/// "--kernel-size 3"; the option's name alone where it was not given.
std::string as_typed(std::string_view option, const CommandLine& request);

} // namespace convlens
