// The options of `compute` and `matrix` held against each other. Words only: no file is opened.
#pragma once

#include "command/arguments/command_line.h"
#include "document/names.h"

#include <array>
#include <string>
#include <string_view>

namespace convlens {

Names<Method> method_names();          // direct, im2col, unrolled, auto
Names<MatrixKind> matrix_kind_names(); // im2col, unrolled

/// An option of `compute` that names a file.
struct FileOption {
    std::string_view name;
    std::string CommandLine::*file;
};
constexpr std::array<FileOption, 4> gradient_options = {{{"--grad-output", &CommandLine::grad_output},
                                                         {"--grad-input", &CommandLine::grad_input},
                                                         {"--grad-weight", &CommandLine::grad_weight},
                                                         {"--grad-bias", &CommandLine::grad_bias}}};

/// Whether Y itself is asked for, besides or without gradients.
inline bool wants_output(const CommandLine& request) {
    return !request.output.empty();
}
/// Whether the numbers of the weights are needed; else their shape is enough.
bool needs_weights(const CommandLine& request);

/// Throws Error (request) where the word after `matrix` names none.
void need_matrix_kind(const CommandLine& request);
/// Throw Error (request) where an option is missing, or contradicts another or the operation.
void validate_compute(const CommandLine& request);
void validate_matrix(const CommandLine& request);

} // namespace convlens
