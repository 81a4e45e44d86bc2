// A whole script: what it imports, its tensors, the lines of the operation, what it prints. Private to
// `codegen`.
#pragma once

#include "codegen/operands.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

using Lines = std::vector<std::string>;

std::string joined_lines(const Lines& lines);
void append(Lines& lines, const Lines& more);

/// How a framework writes arrays down.
struct ArrayStyle {
    std::string open;                                // of numbers and indices: "np.array("
    std::string type;                                // behind the numbers: ", dtype=float", or empty
    std::string seed;                                // line before the first random one, or empty
    std::function<std::string(const Sizes&)> random; // the next random array of a shape
    std::function<std::string(const Sizes&, int64_t)> random_to; // whole numbers below a limit
};
/// numpy's arrays of a type: "float", "\"float32\"".
ArrayStyle numpy_arrays(const std::string& type);

/// Lines that set x, w, b and indices, each with its axes as a comment.
std::string tensor_lines(const Operands& operands, const ArrayStyle& style);
/// "from math import inf, nan\n" where a written number needs it; what loads a photo.
std::string number_imports(const Operands& operands);

/// The comment that says which operation the lines behind it are.
std::string line_of(const Operands& operands);

struct Script {
    std::string imports; // of the framework, whole lines
    ArrayStyle arrays;
    std::string body;          // what sets y from x, w, b and indices
    std::string printed = "y"; //
};
std::string text_of(const Script& script, const Operands& operands);

/// "x = np.pad(x, SIDES, MORE)": `more` may be empty.
struct PadCall {
    std::string name, function, sides, more;
};
std::string text_of(const PadCall& call);

/// The lines of a power mean around those of the average: `magnitude` is |x| as the framework writes it.
void add_powers_and_root(Lines& before, Lines& after, const std::string& magnitude, double p);

/// A framework that writes every operation as lines: one function for each group of kinds that it writes
/// alike.
struct LineWriters {
    using Write = Lines (*)(const Operands&);
    Write conv, conv_transpose, pool, power_mean, unpool;
};
/// With the bias last, where there is one.
Lines lines_of(const Operands& operands, const LineWriters& writers);

/// Letters of an einsum for the output's spatial axes and for the kernel's: "hw", "ij".
std::string place_letters(std::size_t dims);
std::string kernel_letters(std::size_t dims);

} // namespace convlens
