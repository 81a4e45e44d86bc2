// One call of a layer as an Operation. Private to `codegen`.
#pragma once

#include "codegen/pasted/pieces.h"

#include <optional>
#include <string_view>

namespace convlens {

bool is_pasted_layer(std::string_view name);
/// The layer of a call; of a node of ONNX by what it says it is. None: nothing that is read.
std::optional<PastedLayerKind> layer_of(const python::CallText& call);
/// `rest`: the text behind the call. Throws Error.
Operation pasted_operation(const python::CallText& call, const PastedLayerKind& layer,
                           const PasteContext& context, std::string_view rest);

} // namespace convlens
