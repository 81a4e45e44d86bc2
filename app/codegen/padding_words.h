// What frameworks call the padding modes. Private to `codegen`.
#pragma once

#include "convlens/operation.h"

#include <optional>
#include <string>
#include <string_view>

namespace convlens {

/// PyTorch's `padding_mode`: "zeros", "reflect", "replicate", "circular".
std::string_view torch_padding_mode(PaddingMode mode);
/// Of a mode other than zeros, which functions and layers call differently.
std::optional<PaddingMode> torch_padding_mode_named(std::string_view word);
/// The modes other than zeros, for messages: "reflect, replicate, circular".
std::string torch_padding_choices();

/// The `mode` of np.pad, and of what follows it (jnp.pad, ONNX's Pad): "constant", "reflect", "edge", "wrap".
std::string_view numpy_padding_mode(PaddingMode mode);

std::optional<PaddingMode> numpy_padding_mode_named(std::string_view word);
std::string numpy_padding_choices();

} // namespace convlens
