// The layers that pasted text may name, with the order of their arguments. Private to `codegen`.
#pragma once

#include "codegen/python_reader.h"
#include "convlens/operation.h"

#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace convlens {

enum class LayerRole {
    operation, // an operation of its own
    padding,   // pads (F.pad: or crops) what is before or behind
    cropping   // Keras' Cropping
};

struct LayerKind {
    LayerRole role = LayerRole::operation;
    Kind kind = Kind::conv; // of an operation
    PaddingMode mode = PaddingMode::zeros;
    bool keras = false;
    bool functional = false; // takes the tensors themselves
    bool depthwise = false;
    std::size_t dims = 0; // 0: F.pad, which serves all
    /// Names of the arguments in their order, in the words of Operation where they mean the same.
    std::span<const std::string_view> arguments;
};

/// By the last part of a name: "Conv2d", "conv2d", "Conv2D".
std::optional<LayerKind> layer_named(std::string_view name);

/// The word of Operation for a framework's: strides is stride, filters out_channels.
std::string_view common_name(std::string_view argument);
/// Arguments that change no numbers' places: activation, name, device ...
bool means_nothing(std::string_view argument);

} // namespace convlens
