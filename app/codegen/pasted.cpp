// A layer's arguments onto an Operation. Errors are thrown inside and become values at the border.
#include "codegen/pasted.h"

#include "codegen/pasted_arguments.h"
#include "codegen/pasted_layers.h"
#include "codegen/pasted_padding.h"
#include "convlens/arithmetic.h"

#include <algorithm>
#include <vector>

namespace convlens {
namespace {

using python::Value;

/// Sizes of another number of axes: the last ones stay, the first is repeated in front.
Sizes with_dims(const Sizes& sizes, std::size_t dims) {
    Sizes result;
    for (std::size_t axis = 0; axis < dims; ++axis) {
        const std::size_t from_end = dims - axis;
        result.push_back(sizes.empty()             ? 1
                         : from_end > sizes.size() ? sizes[0]
                                                   : sizes[sizes.size() - from_end]);
    }
    return result;
}

void add_named_padding(Operation& operation, const PastedArguments& arguments, const LayerKind& layer) {
    const std::string_view name = arguments.word("padding");
    const bool is_transposed = operation.kind == Kind::conv_transpose;
    if (layer.keras && is_transposed && arguments.find("output_padding") == nullptr && name != "same") {
        for (std::size_t a = 0; a < operation.dims(); ++a) // what Keras adds where the stride is the longer
            operation.output_padding[a] =
                std::max<int64_t>(clamped_sum(operation.stride[a], -dilated_kernel(operation)[a]), 0);
    }
    if (name == "valid" || (layer.keras && arguments.find("padding") == nullptr))
        return;
    if (name == "causal" && layer.keras && layer.dims == 1 && !is_transposed) {
        operation.padding_begin[0] = dilated_kernel(operation)[0] - 1;
        return;
    }
    if (name != "same" || (!layer.keras && operation.kind != Kind::conv))
        arguments.refuse_choice("padding", layer.keras                    ? "\"valid\", \"same\""
                                           : operation.kind == Kind::conv ? "0, 1, .., \"valid\", \"same\""
                                                                          : "0, 1, ..");
    const auto is_one = [](int64_t s) { return s == 1; };
    if (!layer.keras && !std::all_of(operation.stride.begin(), operation.stride.end(), is_one))
        refuse_pasted("code.error.same_stride");
    if (is_transposed && arguments.find("output_padding") != nullptr) {
        for (std::size_t a = 0; a < operation.dims(); ++a)
            operation.padding_begin[a] = dilated_kernel(operation)[a] / 2;
        operation.padding_end = operation.padding_begin;
        return;
    }
    set_padding(operation, NamedPadding::same_upper);
    if (operation.kind == Kind::avg_pool)
        operation.count_include_pad = false; // Keras leaves it out
}

void add_padding(Operation& operation, const PastedArguments& arguments, const LayerKind& layer) {
    if (operation.kind == Kind::conv)
        operation.padding_mode = arguments.mode_or_zeros("padding_mode", "zeros");
    const Value* const value = arguments.find("padding");
    const bool is_named = layer.keras || (value != nullptr && value->kind == Value::Kind::string);
    if (is_named) {
        add_named_padding(operation, arguments, layer);
        return;
    }
    operation.padding_begin = arguments.sizes_or("padding", operation.padding_begin);
    operation.padding_end = operation.padding_begin;
}

void add_channels(Operation& operation, const PastedArguments& arguments, const LayerKind& layer,
                  const Operation& present) {
    operation.in_channels = arguments.whole_or("in_channels", present.in_channels);
    if (const Value* const shape = arguments.find("input_shape")) { // of Keras: channels last, no items
        const Sizes all = arguments.sizes("input_shape", *shape, layer.dims + 1);
        for (std::size_t a = 0; a < layer.dims; ++a)
            operation.input_size[a] = all[a];
        operation.in_channels = all.back();
    }
    if (!has_weight(operation.kind)) {
        operation.out_channels = operation.in_channels;
        return;
    }
    operation.groups = arguments.whole_or("groups", 1);
    if (layer.depthwise) {
        operation.groups = operation.in_channels;
        operation.out_channels = std::min(operation.in_channels, max_pasted_size) *
                                 std::min(arguments.whole_or("depth_multiplier", 1), max_pasted_size);
        return;
    }
    const bool sets_channels = !layer.functional;
    operation.out_channels = sets_channels
                                 ? arguments.sizes("out_channels", arguments.need("out_channels"), 1)[0]
                             : has_weight(present.kind) ? present.out_channels
                                                        : present.in_channels;
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

Operation operation_of(const python::CallText& call, const LayerKind& layer, const Operation& present) {
    const PastedArguments arguments(call, layer);
    const bool sets_kernel = !(layer.functional && has_weight(layer.kind));
    Sizes kernel = with_dims(present.kernel_size, layer.dims);
    if (layer.keras && !has_weight(layer.kind))
        kernel = arguments.sizes_or("kernel_size", Sizes::filled(layer.dims, 2));
    else if (sets_kernel)
        kernel = arguments.sizes("kernel_size", arguments.need("kernel_size"), layer.dims);
    Operation operation = make_operation(layer.kind, with_dims(present.input_size, layer.dims), kernel);
    operation.batch = present.batch;
    operation.stride = arguments.sizes_or("stride", operation.stride);
    operation.dilation = arguments.sizes_or("dilation", operation.dilation);
    if (layer.kind == Kind::conv_transpose)
        operation.output_padding = arguments.sizes_or("output_padding", operation.output_padding);
    add_channels(operation, arguments, layer, present);
    if (is_pool(layer.kind))
        add_pool_parameters(operation, arguments);
    add_padding(operation, arguments, layer);
    return operation;
}

/// nn.MaxUnpool2d(2)(x, indices, output_size=(5, 5)), or the function's own argument.
void add_output_size(Operation& operation, const python::CallText& call) {
    for (const python::Argument& argument : call.arguments) {
        if (argument.name != "output_size" || argument.value.kind != Value::Kind::list)
            continue;
        const std::size_t dims = operation.dims();
        const std::vector<Value>& items = argument.value.items;
        const Operation plain = operation;
        for (std::size_t a = 0; a < dims && items.size() >= dims; ++a) {
            const Value& item = items[items.size() - dims + a];
            if (!item.whole)
                refuse_pasted("code.error.not_literal",
                              {{"argument", "output_size"}, {"value", quoted(item.text)}});
            const int64_t unpadded = clamped_sum((std::min(plain.input_size[a], max_pasted_size) - 1) *
                                                     std::min(plain.stride[a], max_pasted_size),
                                                 plain.kernel_size[a]);
            const int64_t usual =
                clamped_sum(unpadded, -clamped_sum(plain.padding_begin[a], plain.padding_end[a]));
            operation.output_padding[a] = clamped_sum(*item.whole, -usual);
        }
    }
}

bool is_layer(std::string_view name) {
    return layer_named(name).has_value();
}

/// What lies behind the layer and belongs to it.
void add_what_follows(Operation& operation, python::Reader& reader, const python::CallText& call) {
    if (operation.kind == Kind::max_unpool) {
        add_output_size(operation, call);
        if (const auto applied = reader.applied_call())
            add_output_size(operation, *applied);
    }
    while (operation.kind == Kind::conv_transpose) {
        const auto next = reader.next_call(is_layer);
        if (!next)
            return;
        const LayerKind layer = *layer_named(python::Reader::last_part(next->name));
        if (layer.role == LayerRole::operation)
            return;
        add_crop(operation, sides_of(*next, layer), layer.role == LayerRole::cropping);
    }
}

Pasted read(std::string_view text, const Operation& present) {
    python::Reader reader(text);
    std::vector<Sides> before;
    Pasted pasted;
    while (const auto call = reader.next_call(is_layer)) {
        const LayerKind layer = *layer_named(python::Reader::last_part(call->name));
        if (layer.role == LayerRole::padding)
            before.push_back(sides_of(*call, layer));
        if (layer.role != LayerRole::operation)
            continue;
        pasted.layer = quoted(call->name);
        Operation operation = operation_of(*call, layer, present);
        for (const Sides& sides : before)
            add_sides(operation, sides);
        add_what_follows(operation, reader, *call);
        pasted.operation = operation;
        return pasted;
    }
    refuse_pasted("code.error.no_layer");
}

} // namespace

Pasted read_code(std::string_view text, const Operation& present) {
    Pasted failed;
    if (text.size() > max_pasted) {
        failed.error_key = "code.error.too_long";
        failed.error_values = {{"limit", std::to_string(max_pasted >> 10)}};
        return failed;
    }
    try {
        return read(text, present);
    } catch (const Error& error) {
        failed.error_key = error.key;
        failed.error_values = error.values;
    }
    return failed;
}

} // namespace convlens
