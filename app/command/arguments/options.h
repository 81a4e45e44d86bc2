// The one table of options: name, form of its value, its group, the operations that have it, and what it
// sets. Parsing, refusals and help all read it.
#pragma once

#include "command/arguments/command_line.h"
#include "command/arguments/subcommands.h"
#include "command/arguments/values.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace convlens {

struct Option {
    std::string_view name;       // with its dashes
    std::string_view value_form; // "5x5"; empty: a flag without a value
    OptionGroup group;           // which subcommands have it (subcommands.h)
    unsigned operations;         // bits of Kind; 0: not a parameter of an operation
    void (*set)(CommandLine&, const OptionValue&);
    bool hidden = false;        // for the project's own tests: in no help, never what a typing mistake meant
    std::string_view text = {}; // key of its help; empty: "option." and its name
    bool repeats = false;       // may be given several times
};

constexpr unsigned bit(Kind kind) {
    return 1U << static_cast<unsigned>(kind);
}

std::span<const Option> options();
/// One of that name; null: there is none.
const Option* option_named(std::string_view name);
/// The one that the subcommand has, where several subcommands have options of that name; else any.
const Option* option_of(std::string_view name, const SubcommandRow& row);

/// Two options that say the same thing twice, so that only one of them can be meant.
struct Contradiction {
    std::string_view first, second;
};
std::span<const Contradiction> contradictions();

} // namespace convlens
