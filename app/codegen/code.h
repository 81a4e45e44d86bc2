// The operation of a Document as source text of other programs: what a slide shows of it, and a whole script
// that prints Y. Text only; nothing is run here.
#pragma once

#include "document/document.h"
#include "document/names.h"

#include <string>
#include <string_view>
#include <vector>

namespace convlens {

std::string_view display_name(Framework value); // PyTorch, Keras, JAX, ONNX, numpy: as they call themselves

struct Code {
    std::string layer;   // the heart, few lines of at most 60 columns; one expression or a few statements
    std::string program; // a script that runs: imports, tensors, the operation, print of Y [N, O, output...]
    std::vector<std::string> notes; // keys of the catalogue: what differs in convention for this operation
    bool possible = true; // false: the framework has no such operation; what stands here is written by hand
};

/// The operation of the document with its numbers: a tensor of up to 600 elements stands there in full,
/// another is random with a fixed seed, and a note says so. Shapes of x, w and y are PyTorch's in every
/// script. Where the operation is impossible, `possible` is false and the rest is empty.
/// Cost  the numbers of the tensors that are written
Code code_of(const Document& document, Framework framework);

} // namespace convlens
