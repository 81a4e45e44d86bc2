// The characters and commands of formulas that are one sign each.
#pragma once

#include "lesson/reading/tex.h"

#include <string>
#include <string_view>

namespace convlens {

struct TexSymbol {
    std::string_view tex;   // "+", "\times"
    std::string_view shown; // "+", "×"
    TexClass part = TexClass::ordinary;
    TexNode::Kind kind = TexNode::Kind::symbol;
};

/// Null where there is none.
const TexSymbol* tex_symbol(std::string_view tex);

/// The commands that formulas may have, those with arguments first, Greek letters left out; for messages.
std::string tex_commands();

/// What \left and \right may have behind them, as it is shown; empty where it is none.
std::string_view tex_delimiter(std::string_view tex);
/// All of them, for messages.
std::string tex_delimiters();

} // namespace convlens
