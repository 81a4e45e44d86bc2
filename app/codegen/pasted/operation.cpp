// A layer's arguments onto an Operation, by its framework's reader; PyTorch's and Keras' are here.
#include "codegen/pasted/operation.h"

#include "codegen/pasted/jax.h"
#include "codegen/pasted/onnx.h"
#include "codegen/pasted/padding.h"
#include "codegen/pasted/tensorflow.h"

#include <algorithm>

namespace convlens {
namespace {

using python::Value;

void add_named_padding(Operation& operation, const PastedArguments& arguments, const PastedLayerKind& layer) {
    std::string name =
        layer.is_keras_like() ? arguments.small_word("padding") : std::string(arguments.word("padding"));
    if (layer.family == Family::slim && !arguments.has("padding"))
        name = is_pool(operation.kind) ? "valid" : "same";
    const bool is_transposed = operation.kind == Kind::conv_transpose;
    if (layer.is_keras_like() && is_transposed && arguments.find("output_padding") == nullptr &&
        name != "same") {
        for (std::size_t a = 0; a < operation.dims(); ++a) // what Keras adds where the stride is the longer
            operation.output_padding[a] =
                std::max<int64_t>(clamped_sum(operation.stride[a], -dilated_kernel(operation)[a]), 0);
    }
    if (name == "valid" || (layer.family == Family::keras && arguments.find("padding") == nullptr))
        return;
    if (name == "causal" && layer.is_keras_like() && layer.dims == 1 && !is_transposed) {
        operation.padding_begin[0] = dilated_kernel(operation)[0] - 1;
        return;
    }
    if (name != "same" || (!layer.is_keras_like() && operation.kind != Kind::conv))
        arguments.refuse_choice("padding", layer.is_keras_like()          ? "\"valid\", \"same\""
                                           : operation.kind == Kind::conv ? "0, 1, .., \"valid\", \"same\""
                                                                          : "0, 1, ..");
    const auto is_one = [](int64_t s) { return s == 1; };
    if (!layer.is_keras_like() && !std::all_of(operation.stride.begin(), operation.stride.end(), is_one))
        refuse_pasted("code.error.same_stride");
    if (is_transposed && arguments.find("output_padding") != nullptr) {
        for (std::size_t a = 0; a < operation.dims(); ++a)
            operation.padding_begin[a] = dilated_kernel(operation)[a] / 2;
        operation.padding_end = operation.padding_begin;
        return;
    }
    set_named_padding(operation, NamedPadding::same_upper);
}

void add_padding(Operation& operation, const PastedArguments& arguments, const PastedLayerKind& layer) {
    if (operation.kind == Kind::conv)
        operation.padding_mode = arguments.mode_or_zeros("padding_mode", "zeros");
    const Value* const value = arguments.find("padding");
    const bool is_named = layer.is_keras_like() || (value != nullptr && value->kind == Value::Kind::string);
    if (is_named) {
        add_named_padding(operation, arguments, layer);
        return;
    }
    operation.padding_begin = arguments.sizes_or("padding", operation.padding_begin);
    operation.padding_end = operation.padding_begin;
}

void add_pool_parameters(Operation& operation, const PastedArguments& arguments) {
    operation.ceil_mode = arguments.boolean_or("ceil_mode", false);
    operation.count_include_pad = arguments.boolean_or("count_include_pad", true);
    if (const Value* const divisor = arguments.find("divisor_override"))
        arguments.refuse_value("code.error.unsupported", "divisor_override", *divisor);
    if (operation.kind != Kind::lp_pool)
        return;
    operation.norm_p = arguments.number("norm_p");
}

/// A layer of PyTorch, Keras, tf.layers or slim.
Operation layer_operation(const python::CallText& call, const PastedLayerKind& layer,
                          const PasteContext& context) {
    const PastedArguments arguments(call, layer);
    const bool takes_weight = layer.functional && has_weight(layer.kind);
    Sizes kernel = takes_weight ? kept_kernel(layer.dims, context) : Sizes::filled(layer.dims, 2);
    if (layer.family == Family::keras && !has_weight(layer.kind))
        kernel = arguments.sizes_or("kernel_size", kernel);
    else if (!takes_weight)
        kernel = arguments.sizes("kernel_size", arguments.need("kernel_size"), layer.dims);
    Operation operation =
        make_operation(layer.kind, with_dims(context.present.input_size, layer.dims), kernel);
    operation.batch = context.present.batch;
    if (layer.family == Family::slim && is_pool(layer.kind))
        operation.stride = Sizes::filled(layer.dims, 2); // slim's default, whatever the window
    operation.stride = arguments.sizes_or("stride", operation.stride);
    operation.dilation = arguments.sizes_or("dilation", operation.dilation);
    if (layer.kind == Kind::conv_transpose)
        operation.output_padding = arguments.sizes_or("output_padding", operation.output_padding);
    add_channels(operation, arguments, layer, context);
    if (is_pool(layer.kind))
        add_pool_parameters(operation, arguments);
    add_padding(operation, arguments, layer);
    return operation;
}

} // namespace

bool is_pasted_layer(std::string_view name) {
    return layer_named(name).has_value();
}

std::optional<PastedLayerKind> layer_of(const python::CallText& call) {
    const PastedLayerKind layer = *layer_named(call.name);
    return layer.family == Family::onnx ? onnx_layer(call, layer) : layer;
}

Operation pasted_operation(const python::CallText& call, const PastedLayerKind& layer,
                           const PasteContext& context, std::string_view rest) {
    switch (layer.family) {
    case Family::torch:
    case Family::keras:
    case Family::slim:
        break;
    case Family::tensorflow_nn:
        return tensorflow_operation(call, layer, context);
    case Family::flax:
        return flax_operation(call, layer, context);
    case Family::jax:
        return jax_operation(call, layer, context, rest);
    case Family::onnx:
        return onnx_operation(call, layer, context);
    }
    return layer_operation(call, layer, context);
}

} // namespace convlens
