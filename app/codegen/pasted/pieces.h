// What the readers of every framework's layers share: channels, named padding, numbers of axes. Private to
// `codegen`.
#pragma once

#include "codegen/kept_name.h"
#include "codegen/pasted/arguments.h"
#include "convlens/arithmetic.h"
#include "convlens/operation.h"

#include <string_view>
#include <vector>

namespace convlens {

/// What a layer is read with: the operation that stays where the text says nothing, and what stayed of it.
struct PasteContext {
    const Operation& present;
    std::vector<KeptName>& kept;
};

/// Sizes of another number of axes: the last ones stay, the first is repeated in front.
Sizes with_dims(const Sizes& sizes, std::size_t dims);
/// Elements of a list, 0 of anything else or of nothing.
std::size_t axes_of(const python::Value* value);
/// The kernel of a layer that takes the tensor itself: the present one, noted as kept.
Sizes kept_kernel(std::size_t dims, const PasteContext& context);

/// Whether the channels come before the spatial axes: data_format="channels_first", "NCHW".
bool puts_channels_first(const PastedArguments& arguments);
/// Input size and in_channels of Keras' input_shape or Input(shape): (28, 28, 1), None for what is open.
void add_input_shape(Operation& operation, const PastedArguments& arguments, bool channels_first);

/// in_channels, out_channels and groups of any layer; names without a value keep the present ones.
void add_channels(Operation& operation, const PastedArguments& arguments, const PastedLayerKind& layer,
                  const PasteContext& context);

/// The padding that a word stands for; avg_pool then leaves it out, as TensorFlow and ONNX do.
void set_named_padding(Operation& operation, NamedPadding padding);

} // namespace convlens
