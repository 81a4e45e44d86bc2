// The words of a command line taken apart by the table of options. Knows no subcommand and no operation.
#pragma once

#include "command/arguments/options.h"

#include <span>
#include <string_view>
#include <vector>

namespace convlens {

struct GivenOption {
    const Option* option;
    OptionValue value;
};

struct Tokens {
    std::vector<GivenOption> options;
    std::vector<std::string_view> positional;
    bool has(std::string_view option) const;
};

/// Throws Error (request) where an option is unknown, repeated, or has a value too many or too few.
Tokens tokenize(std::span<const std::string_view> words);

} // namespace convlens
