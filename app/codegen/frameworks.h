// One function a framework, and what their texts have in common. Private to `code`.
#pragma once

#include "codegen/code.h"
#include "codegen/operands.h"
#include "codegen/python.h"

#include <initializer_list>
#include <string>
#include <vector>

namespace convlens {

Code pytorch_code(const Operands& operands);
Code keras_code(const Operands& operands);
Code jax_code(const Operands& operands);
Code onnx_code(const Operands& operands);
Code numpy_code(const Operands& operands);

inline std::string joined_lines(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
        text.append(text.empty() ? "" : "\n").append(line);
    return text;
}

/// Letters of an einsum for the output's spatial axes and for the kernel's: "hw", "ij".
inline std::string_view place_letters(std::size_t dims) {
    return std::string_view("dhw").substr(3 - dims);
}
inline std::string_view kernel_letters(std::size_t dims) {
    return std::string_view("ijk").substr(0, dims);
}

} // namespace convlens
