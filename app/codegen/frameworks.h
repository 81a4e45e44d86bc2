// One function a framework: an operation and its numbers as that framework's code. Private to `codegen`.
#pragma once

#include "codegen/generated_code.h"
#include "codegen/operands.h"

namespace convlens {

Code pytorch_code(const Operands& operands);
Code keras_code(const Operands& operands);
Code jax_code(const Operands& operands);
Code onnx_code(const Operands& operands);
Code numpy_code(const Operands& operands);

} // namespace convlens
