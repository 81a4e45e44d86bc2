// onnx.helper.make_node. Private to `codegen`.
#pragma once

#include "codegen/pasted/pieces.h"

#include <optional>
#include <string>

namespace convlens {

/// What the node's operator is; none where nothing is read of it. `node`: the row of make_node.
std::optional<PastedLayerKind> onnx_layer(const python::CallText& call, const PastedLayerKind& node);
/// "Conv", for messages.
std::string onnx_name(const python::CallText& call);
/// Throws Error.
Operation onnx_operation(const python::CallText& call, const PastedLayerKind& layer,
                         const PasteContext& context);

} // namespace convlens
