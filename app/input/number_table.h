// Tables of numbers as text: lines of numbers between commas, semicolons, tabs or spaces, as spreadsheets and
// numpy.savetxt write them.
#pragma once

#include "convlens/tensor.h"

#include <optional>
#include <string>
#include <string_view>

namespace convlens {

/// What is wrong with a table; lines and columns count from 1.
struct TableFault {
    enum class Kind { empty, number, ragged } kind = Kind::empty;
    int64_t line = 0, column = 0;  // number: its place
    std::string text;              // number: what lies there
    int64_t count = 0, needed = 0; // ragged: numbers of the line, and of the first one
};

/// Whether the text begins with a number, behind comments (#) and a byte order mark.
bool begins_as_table(std::string_view begin);

/// [rows, columns]; nan and inf are numbers, empty lines and those that begin with # count for nothing.
std::optional<TableFault> read_table(std::string_view text, Tensor<double>& table);

} // namespace convlens
