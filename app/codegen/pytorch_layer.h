// An operation as a layer of PyTorch with the lines around it. Private to `codegen`.
#pragma once

#include "codegen/generated_code.h"
#include "codegen/layer.h"

namespace convlens {

/// Of every kind but max_unpool, which needs the indices. Convolutions say that they have no bias; notes go
/// to `code`.
FrameworkLayer pytorch_layer(const Operation& operation, Code& code);

/// F.pad's order of sides: the last axis first.
std::string pytorch_pad_list(const Sizes& begin, const Sizes& end);

} // namespace convlens
