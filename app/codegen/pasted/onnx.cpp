// Attributes with ONNX' own defaults: strides are 1 in pools, too, and averages leave padding out.
#include "codegen/pasted/onnx.h"

#include <array>
#include <utility>

namespace convlens {
namespace {

using python::Value;

constexpr std::array<std::pair<std::string_view, Kind>, 6> operators = {{
    {"Conv", Kind::conv},
    {"ConvTranspose", Kind::conv_transpose},
    {"MaxPool", Kind::max_pool},
    {"AveragePool", Kind::avg_pool},
    {"LpPool", Kind::lp_pool},
    {"MaxUnpool", Kind::max_unpool},
}};

std::string_view operator_of(const python::CallText& call) {
    for (const python::Argument& argument : call.arguments)
        if (argument.name.empty() || argument.name == "op_type")
            return argument.value.kind == Value::Kind::string ? argument.value.text : std::string_view();
    return {};
}

/// Of the first attribute that has one number for each axis.
std::size_t dims_of(const PastedArguments& arguments, const PasteContext& context) {
    for (const char* const common : {"kernel_size", "stride", "dilation"})
        if (const std::size_t axes = axes_of(arguments.find(common)); axes >= 1 && axes <= 3)
            return axes;
    const std::size_t sides = axes_of(arguments.find("padding")) / 2;
    return sides >= 1 && sides <= 3 ? sides : context.present.dims();
}

/// All begins, then all ends.
void add_padding(Operation& operation, const PastedArguments& arguments) {
    const std::size_t dims = operation.dims();
    const std::string_view automatic = arguments.word("auto_pad");
    if (automatic == "SAME_UPPER" || automatic == "SAME_LOWER") {
        set_named_padding(operation,
                          automatic == "SAME_UPPER" ? NamedPadding::same_upper : NamedPadding::same_lower);
        return;
    }
    if (!automatic.empty() && automatic != "NOTSET" && automatic != "VALID")
        arguments.refuse_choice("auto_pad", "\"NOTSET\", \"SAME_UPPER\", \"SAME_LOWER\", \"VALID\"");
    const Sizes sides = arguments.sizes_or("padding", Sizes::filled(2 * dims, 0));
    for (std::size_t a = 0; a < dims; ++a) {
        operation.padding_begin[a] = sides[a];
        operation.padding_end[a] = sides[dims + a];
    }
}

} // namespace

std::optional<PastedLayerKind> onnx_layer(const python::CallText& call, const PastedLayerKind& node) {
    const std::string_view name = operator_of(call);
    PastedLayerKind layer = node;
    for (const auto& [word, kind] : operators)
        if (word == name) {
            layer.kind = kind;
            return layer;
        }
    if (name != "Pad")
        return {};
    layer.role = LayerRole::padding;
    return layer;
}

std::string onnx_name(const python::CallText& call) {
    return quoted(operator_of(call));
}

Operation onnx_operation(const python::CallText& call, const PastedLayerKind& layer,
                         const PasteContext& context) {
    const PastedArguments arguments(call, layer);
    const std::size_t dims = dims_of(arguments, context);
    if (!has_weight(layer.kind))
        arguments.need("kernel_size");
    const Sizes kernel = arguments.sizes_or("kernel_size", kept_kernel(dims, context));
    Operation operation = make_operation(layer.kind, with_dims(context.present.input_size, dims), kernel);
    operation.batch = context.present.batch;
    operation.stride = arguments.sizes_or("stride", Sizes::filled(dims, 1));
    operation.dilation = arguments.sizes_or("dilation", operation.dilation);
    if (layer.kind == Kind::conv_transpose)
        operation.output_padding = arguments.sizes_or("output_padding", operation.output_padding);
    PastedLayerKind by_tensors = layer; // channels are those of the tensors
    by_tensors.functional = true;
    add_channels(operation, arguments, by_tensors, context);
    operation.ceil_mode = is_pool(layer.kind) && arguments.boolean_or("ceil_mode", false);
    if (layer.kind == Kind::avg_pool)
        operation.count_include_pad = arguments.boolean_or("count_include_pad", false);
    if (layer.kind == Kind::lp_pool && arguments.has("norm_p"))
        operation.norm_p = arguments.number("norm_p");
    add_padding(operation, arguments);
    return operation;
}

} // namespace convlens
