// The one table of frameworks, and the notes that hold for all.
#include "codegen/code.h"

#include "codegen/frameworks.h"
#include "document/evaluate/results.h"

#include <array>

namespace convlens {
namespace {

struct Writer {
    Framework framework;
    std::string_view display_name;
    Code (*write)(const Operands&);
};

constexpr std::array writers{
    Writer{Framework::pytorch, "PyTorch", pytorch_code}, Writer{Framework::keras, "Keras", keras_code},
    Writer{Framework::jax, "JAX", jax_code}, Writer{Framework::onnx, "ONNX", onnx_code},
    Writer{Framework::numpy, "numpy", numpy_code}};
static_assert(has_all_values(writers, [](const Writer& writer) { return writer.framework; }));

const Writer& writer_of(Framework framework) {
    return writers[static_cast<std::size_t>(framework)];
}

} // namespace

std::string_view display_name(Framework value) {
    return writer_of(value).display_name;
}

Code code_of(const Document& document, Framework framework, const std::string& photo) {
    const Operation operation = operation_of(document);
    if (!check(operation).empty()) {
        Code none;
        none.possible = false;
        return none;
    }
    const Operands operands = operands_of(document, operation, photo);
    Code code = writer_of(framework).write(operands);
    if (operands.flips_kernel)
        code.notes.emplace_back("code.note.flipped");
    if (operands.power_mean)
        code.notes.emplace_back("code.note.power_mean");
    if (operands.is_random())
        code.notes.emplace_back("code.note.random");
    return code;
}

} // namespace convlens
