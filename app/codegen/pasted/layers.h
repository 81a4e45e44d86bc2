// The layers that pasted text may name, with the order of their arguments. Private to `codegen`.
#pragma once

#include "codegen/pasted/python_reader.h"
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
    cropping,  // Keras' Cropping
    input      // sets the input's shape: Keras' Input
};

/// Whose names and defaults the arguments have.
enum class Family {
    torch,
    keras,         // and tf.layers
    slim,          // tf.contrib's layers: "SAME" by default
    tensorflow_nn, // tf.nn: strides of all axes, items and channels too
    flax,          // nn.Conv without its dimensions
    jax,           // lax
    onnx           // helper.make_node
};

struct PastedLayerKind {
    LayerRole role = LayerRole::operation;
    Kind kind = Kind::conv; // of an operation
    PaddingMode mode = PaddingMode::zeros;
    Family family = Family::torch;
    bool functional = false; // takes the tensors themselves
    bool depthwise = false;
    std::size_t dims = 0; // 0: of any number; the arguments say it
    /// Names of the arguments in their order, in the words of Operation where they mean the same.
    std::span<const std::string_view> arguments;

    /// Layers with "same" and "valid", and arguments that mean nothing here.
    bool is_keras_like() const { return family == Family::keras || family == Family::slim; }
};

/// By the whole name: "nn.Conv2d", "tf.nn.conv2d"; "conv2d" alone is PyTorch's.
std::optional<PastedLayerKind> layer_named(std::string_view name);

/// The word of Operation for a framework's: strides is stride, filters out_channels.
std::string_view common_name(std::string_view argument);
/// Arguments that change no numbers' places: activation, name, device ...
bool means_nothing(std::string_view argument);

} // namespace convlens
