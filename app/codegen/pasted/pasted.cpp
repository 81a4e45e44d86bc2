// A layer's arguments onto an Operation. Errors are thrown inside and become values at the border.
#include "codegen/pasted/pasted.h"

#include "codegen/code.h"
#include "codegen/pasted/onnx.h"
#include "codegen/pasted/operation.h"
#include "codegen/pasted/padding.h"
#include "codegen/pasted/pieces.h"
#include "codegen/written_operation.h"
#include "convlens/arithmetic.h"
#include "document/evaluate/unpooling.h"

#include <algorithm>
#include <vector>

namespace convlens {
namespace {

using python::Value;

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

/// What is written around the layer.
struct Surroundings {
    std::vector<Sides> before;
    std::optional<python::CallText> input; // Keras' Input
};

/// After a dilated pool that is there, a max_unpool that says no size gives back that pool's input size.
void reverse_present(Operation& operation, const Operation& present) {
    const bool is_reverse = present.kind == Kind::max_pool && operation.kind == Kind::max_unpool &&
                            check(present).empty() && dilated_kernel(present) != present.kernel_size;
    const Sizes none = Sizes::filled(operation.dims(), 0);
    if (!is_reverse || operation.dims() != present.dims() || operation.output_padding != none)
        return;
    const Operation unpool = unpooling_of(present);
    const bool fits = operation.kernel_size == present.kernel_size && operation.stride == unpool.stride;
    if (fits && check(unpool).empty())
        operation = unpool;
}

/// What lies behind the layer and belongs to it.
void add_what_follows(Operation& operation, python::Reader& reader, const python::CallText& call) {
    if (operation.kind == Kind::max_unpool) {
        add_output_size(operation, call);
        if (const auto applied = reader.applied_call())
            add_output_size(operation, *applied);
    }
    while (operation.kind == Kind::conv_transpose) {
        const auto next = reader.next_call(is_pasted_layer);
        if (!next)
            return;
        const auto layer = layer_of(*next);
        if (layer && (layer->role == LayerRole::operation || layer->family == Family::onnx))
            return;
        if (layer && layer->role != LayerRole::input)
            add_crop(operation, sides_of(*next, *layer), layer->role == LayerRole::cropping);
    }
}

/// Of Keras' Input before its first layer.
void add_input(Operation& operation, const python::CallText& input, const python::CallText& call,
               const PastedLayerKind& layer) {
    const PastedArguments of_layer(call, layer);
    if (layer.family != Family::keras || of_layer.has("input_shape"))
        return;
    const PastedArguments arguments(input, *layer_named(input.name));
    if (axes_of(arguments.find("input_shape")) != operation.dims() + 1)
        return;
    const int64_t before = operation.in_channels;
    add_input_shape(operation, arguments, puts_channels_first(of_layer));
    if (!has_weight(operation.kind))
        operation.out_channels = operation.in_channels;
    else if (layer.depthwise && before > 0) {
        operation.out_channels =
            operation.out_channels / before * std::min(operation.in_channels, max_pasted_size);
        operation.groups = operation.in_channels;
    }
}

Pasted pasted_of(const WrittenOperation& written) {
    Pasted pasted;
    pasted.operation = written.bare.operation;
    pasted.layer = display_name(written.framework);
    pasted.flip_kernel = written.bare.flip_kernel;
    pasted.power_mean = written.bare.power_mean;
    pasted.bias = written.bare.bias;
    return pasted;
}

Pasted read(std::string_view text, const Operation& present) {
    python::Reader reader(text);
    Surroundings around;
    Pasted pasted;
    while (const auto call = reader.next_call(is_pasted_layer)) {
        const auto layer = layer_of(*call);
        if (!layer)
            continue;
        if (layer->role == LayerRole::padding)
            around.before.push_back(sides_of(*call, *layer));
        if (layer->role == LayerRole::input)
            around.input = call;
        if (layer->role != LayerRole::operation)
            continue;
        pasted.layer = layer->family == Family::onnx ? onnx_name(*call) : quoted(call->name);
        Operation operation = pasted_operation(*call, *layer, {present, pasted.kept}, reader.rest());
        if (around.input)
            add_input(operation, *around.input, *call, *layer);
        for (const Sides& sides : around.before)
            add_sides(operation, sides);
        add_what_follows(operation, reader, *call);
        reverse_present(operation, present);
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
        if (const auto written = operation_written_in(text))
            return pasted_of(*written);
        return read(text, present);
    } catch (const Error& error) {
        failed.error_key = error.key;
        failed.error_values = error.values;
    }
    return failed;
}

} // namespace convlens
