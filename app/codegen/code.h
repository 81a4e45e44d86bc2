// The operation of a Document as source text of other programs: what a slide shows of it, and a whole script
// that prints Y. Text only; nothing is run here.
#pragma once

#include "codegen/generated_code.h"
#include "document/document.h"

#include <string>
#include <string_view>

namespace convlens {

std::string_view display_name(Framework value); // PyTorch, Keras, JAX, ONNX, numpy: as they call themselves

/// The operation of the document with its numbers: a tensor of up to 600 elements is written in full,
/// another is random with a fixed seed, and a note reports it. Shapes of x, w and y are PyTorch's in every
/// script. Where the operation is impossible, `possible` is false and the rest is empty.
/// An image as input is loaded from `photo`, where that is its file.
/// Cost  the numbers of the tensors that are written
Code code_of(const Document& document, Framework framework, const std::string& photo = {});

} // namespace convlens
