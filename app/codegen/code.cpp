// Which framework, and the notes that hold for all.
#include "codegen/code.h"

#include "codegen/frameworks.h"
#include "document/results.h"

namespace convlens {
namespace {

Code code_in(const Operands& operands, Framework framework) {
    switch (framework) {
    case Framework::pytorch:
        return pytorch_code(operands);
    case Framework::keras:
        return keras_code(operands);
    case Framework::jax:
        return jax_code(operands);
    case Framework::onnx:
        return onnx_code(operands);
    case Framework::numpy:
        break;
    }
    return numpy_code(operands);
}

} // namespace

std::string_view display_name(Framework value) {
    switch (value) {
    case Framework::pytorch:
        return "PyTorch";
    case Framework::keras:
        return "Keras";
    case Framework::jax:
        return "JAX";
    case Framework::onnx:
        return "ONNX";
    case Framework::numpy:
        break;
    }
    return "numpy";
}

Code code_of(const Document& document, Framework framework) {
    const Operation operation = operation_of(document);
    if (!check(operation).empty()) {
        Code none;
        none.possible = false;
        return none;
    }
    const Operands operands = operands_of(document, operation);
    Code code = code_in(operands, framework);
    if (operands.flips_kernel)
        code.notes.emplace_back("code.note.flipped");
    if (operands.power_mean)
        code.notes.emplace_back("code.note.power_mean");
    if (operands.is_random())
        code.notes.emplace_back("code.note.random");
    return code;
}

} // namespace convlens
