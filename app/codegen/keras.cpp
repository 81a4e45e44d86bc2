// Keras: channels last, padding only "valid" or TensorFlow's "same"; all other padding is a layer or np.pad
// before, a crop behind. What Keras has no layer for is written with slices of the array.
#include "codegen/frameworks.h"
#include "codegen/keras_layer.h"
#include "codegen/padding_words.h"
#include "convlens/arithmetic.h"

#include <algorithm>

namespace convlens {
namespace keras {
namespace {

bool strides_and_dilates(const Operation& operation) {
    return !is_one(operation.stride) && !is_one(effective_dilation(operation));
}

/// Keras refuses strides together with dilation_rate: the kernel gets its zeros by hand. The dilated kernel's
/// size is then the size.
void add_wide_kernel(FrameworkLayer& layer, const Operation& operation, Code& code) {
    std::string places;
    for (const int64_t step : effective_dilation(operation))
        places += step == 1 ? ":, " : "::" + std::to_string(step) + ", ";
    std::string shape;
    for (const int64_t size : dilated_kernel(operation))
        shape += std::to_string(size) + ", ";
    layer.before.push_back("wide = np.zeros((" + shape + "*w.shape[" + std::to_string(operation.dims()) +
                           ":]), w.dtype)");
    layer.before.push_back("wide[" + places + "...] = w");
    layer.before.emplace_back("w = wide");
    code.notes.emplace_back("code.note.keras_stride_dilation");
}

/// filters, kernel_size, strides, padding, dilation_rate, use_bias of a layer with weights.
Lines weight_arguments(const Operation& operation, int64_t filters, bool same) {
    const bool widens = strides_and_dilates(operation);
    Lines arguments = {std::to_string(filters),
                       python::number_or_tuple(widens ? dilated_kernel(operation) : operation.kernel_size)};
    add_sizes(arguments, "strides", operation.stride, 1);
    if (same)
        arguments.emplace_back("padding=\"same\"");
    if (!widens)
        add_sizes(arguments, "dilation_rate", effective_dilation(operation), 1);
    arguments.emplace_back("use_bias=False");
    return arguments;
}

FrameworkLayer conv_layer(const Operands& operands, Code& code) {
    const Operation& operation = operands.operation;
    FrameworkLayer layer;
    if (operands.flips_kernel) // the spatial axes are the first
        layer.before.push_back("w = np.flip(w, " + python::tuple(spatial_axes(operation, 0)) + ")");
    layer.call.name = with_dims("layers.Conv", operation);
    const bool is_zeros = operation.padding_mode == PaddingMode::zeros;
    const bool same = is_zeros && is_same(operation);
    if (same) {
        code.notes.emplace_back("code.note.keras_same");
    } else if (is_zeros) {
        add_layer(layer.before, with_dims("layers.ZeroPadding", operation), "x", padded_sides(operation));
        if (has_padding(operation))
            code.notes.emplace_back("code.note.keras_zero_padding");
    } else {
        add_np_pad(layer.before, "x", padded_sides(operation),
                   "mode=\"" + std::string(numpy_padding_mode(operation.padding_mode)) + "\"");
        if (has_padding(operation))
            code.notes.emplace_back("code.note.keras_padding_mode");
    }
    if (strides_and_dilates(operation))
        add_wide_kernel(layer, operation, code);
    layer.call.arguments = weight_arguments(operation, operation.out_channels, same);
    if (operation.groups != 1)
        layer.call.arguments.push_back("groups=" + std::to_string(operation.groups));
    return layer;
}

FrameworkLayer conv_transpose_layer(const Operation& operation, Code& code) {
    FrameworkLayer layer;
    layer.call.name = with_dims("layers.Conv", operation) + "Transpose";
    const bool same = is_same(operation);
    if (strides_and_dilates(operation))
        add_wide_kernel(layer, operation, code);
    layer.call.arguments = weight_arguments(operation, operation.out_channels / operation.groups, same);
    code.notes.emplace_back("code.note.keras_transposed_weight");
    if (same) {
        code.notes.emplace_back("code.note.keras_same_transposed");
        return layer;
    }
    // What Keras gives without padding, and what of it is ours
    const Sizes output = output_size(operation);
    const Sizes window = dilated_kernel(operation);
    Sizes crop, missing;
    for (std::size_t a = 0; a < operation.dims(); ++a) {
        const int64_t whole =
            (operation.input_size[a] - 1) * operation.stride[a] + std::max(window[a], operation.stride[a]);
        const int64_t more = whole - operation.padding_begin[a] - output[a];
        crop.push_back(std::max<int64_t>(more, 0));
        missing.push_back(std::max<int64_t>(-more, 0));
    }
    // Zeros first: a crop may be as long as all that Keras gives
    add_layer(layer.after, with_dims("layers.ZeroPadding", operation), "y",
              {Sizes::filled(operation.dims(), 0), missing});
    add_layer(layer.after, with_dims("layers.Cropping", operation), "y", {operation.padding_begin, crop});
    if (!layer.after.empty())
        code.notes.emplace_back("code.note.keras_crop");
    return layer;
}

/// Zeros that are put behind a layer have no bias of it, and the layers of groups would each have a part.
bool has_own_bias(const Operands& operands, const FrameworkLayer& layer) {
    return operands.has_bias &&
           (operands.operation.kind == Kind::conv || (layer.after.empty() && operands.operation.groups == 1));
}

FrameworkLayer layer_of(const Operands& operands, Code& code) {
    if (!has_weight(operands.operation.kind))
        return pool_layer(operands, code);
    FrameworkLayer layer = operands.operation.kind == Kind::conv
                               ? conv_layer(operands, code)
                               : conv_transpose_layer(operands.operation, code);
    if (has_own_bias(operands, layer))
        std::erase(layer.call.arguments, "use_bias=False");
    else if (operands.has_bias)
        layer.after.emplace_back("y = y + b");
    return layer;
}

/// The transposed convolution in groups: Keras has none, so that every group has a layer of its own.
Lines grouped_lines(const python::Call& layer, int64_t groups) {
    python::Call call = layer;
    call.before = "layer = ";
    const std::string count = std::to_string(groups);
    return {"parts = []",
            "for xg, wg in zip(np.split(x, " + count + ", -1), np.split(w, " + count + ", -1)):",
            python::indented(python::text_of(call, python::layer_width - 4), "    "),
            "    layer.build(xg.shape)",
            "    layer.set_weights([wg])",
            "    parts.append(layer(xg))",
            "y = keras.ops.concatenate(parts, axis=-1)"};
}

Lines applied_lines(const FrameworkLayer& layer, const Operation& operation, bool has_own_bias) {
    if (operation.kind == Kind::conv_transpose && operation.groups > 1)
        return grouped_lines(layer.call, operation.groups);
    python::Call call = layer.call;
    call.before = "layer = ";
    Lines lines = {python::text_of(call)};
    if (has_weight(operation.kind)) {
        lines.emplace_back("layer.build(x.shape)");
        lines.push_back(has_own_bias ? "layer.set_weights([w, b])" : "layer.set_weights([w])");
    }
    lines.emplace_back("y = layer(x)");
    return lines;
}

/// Between PyTorch's layout and Keras', spatial axes first in the kernel and channels last in x.
struct Transposes {
    Sizes x_to_keras, w_to_keras, y_from_keras;
};
Transposes transposes_of(const Operation& operation) {
    const auto dims = static_cast<int64_t>(operation.dims());
    const Sizes spatial = spatial_axes(operation, 2);
    return {joined(joined({0}, spatial), {1}), joined(spatial, {1, 0}),
            joined({0, dims + 1}, spatial_axes(operation, 1))};
}

void add_notes(Code& code, const Operands& operands) {
    const Operation& operation = operands.operation;
    if (operation.kind == Kind::conv_transpose && operation.groups > 1) {
        code.possible = false;
        code.notes.emplace_back("code.note.keras_transposed_groups");
    }
    if (operation.kind == Kind::conv)
        code.notes.emplace_back("code.note.keras_channels_last");
    if (needs_ceil_padding(operation))
        code.notes.emplace_back("code.note.ceil_as_padding");
}

Code code_in_keras(const Operands& operands) {
    const Operation& operation = operands.operation;
    Code code;
    const FrameworkLayer layer = layer_of(operands, code);
    code.layer = layer_text(layer);
    const bool unpools = operation.kind == Kind::max_unpool; // by numpy alone
    const Transposes transposes = transposes_of(operation);
    Lines lines;
    if (!unpools)
        lines.push_back("x = x.transpose" + python::tuple(transposes.x_to_keras) + "  # channels last");
    if (operands.has_weight())
        lines.push_back("w = w.transpose" + python::tuple(transposes.w_to_keras));
    append(lines, lines_around(layer, applied_lines(layer, operation, has_own_bias(operands, layer))));
    Script script;
    script.body = joined_lines(lines);
    script.arrays = numpy_arrays("\"float32\"");
    script.imports = (unpools ? std::string() : std::string("import keras\n")) + "import numpy as np\n" +
                     (script.body.find("layers.") == std::string::npos ? "" : "from keras import layers\n");
    if (!unpools)
        script.printed = "keras.ops.convert_to_numpy(y).transpose" + python::tuple(transposes.y_from_keras);
    code.program = text_of(script, operands);
    add_notes(code, operands);
    return code;
}

} // namespace
} // namespace keras

Code keras_code(const Operands& operands) {
    return keras::code_in_keras(operands);
}

} // namespace convlens
