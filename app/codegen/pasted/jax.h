// Flax' layers and the functions of jax.lax. Private to `codegen`.
#pragma once

#include "codegen/pasted/pieces.h"

#include <string_view>

namespace convlens {

/// Both throw Error.
Operation flax_operation(const python::CallText& call, const PastedLayerKind& layer,
                         const PasteContext& context);
/// `rest`: the text behind the call, where sums become averages.
Operation jax_operation(const python::CallText& call, const PastedLayerKind& layer,
                        const PasteContext& context, std::string_view rest);

} // namespace convlens
