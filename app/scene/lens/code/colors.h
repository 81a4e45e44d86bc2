// Lines of Python as pieces for colouring: numbers, strings, names of arguments, comments.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

struct CodePiece {
    enum class Kind { plain, number, string, argument, comment };
    Kind kind{};
    std::string text;
    bool operator==(const CodePiece&) const = default;
};

/// The pieces of one line, in order; together they are the line.
std::vector<CodePiece> code_pieces(std::string_view line);

std::vector<std::string> lines_of(std::string_view text);
/// Lines of at most `columns` characters: longer ones go on, after a comma or a space where there is one,
/// under their own indentation and four spaces more. A comment stays on one line: below its code where it has
/// no room behind it; one that is longer than a line ends in "…".
std::vector<std::string> broken(const std::vector<std::string>& lines, std::size_t columns);

} // namespace convlens
