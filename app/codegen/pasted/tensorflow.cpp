// Lists of [N, H, W, C] or [N, C, H, W] lose items and channels; the kernel's size, which the filters have,
// is the present one.
#include "codegen/pasted/tensorflow.h"

#include <utility>

namespace convlens {
namespace {

using python::Value;

/// One number of each spatial axis, of a list that may have items and channels, too.
class SpatialSizes {
public:
    SpatialSizes(const PastedArguments& arguments, std::size_t dims)
        : arguments_(arguments), dims_(dims), first_(puts_channels_first(arguments) ? 2 : 1) {}

    Sizes of(std::string_view common, const Sizes& otherwise) const {
        const Value* const value = arguments_.find(common);
        if (axes_of(value) != dims_ + 2)
            return arguments_.sizes_or(common, otherwise);
        return arguments_.sizes(common, spatial(*value), dims_);
    }
    Value spatial(const Value& value) const {
        Value part = value;
        const auto begin = value.items.begin() + static_cast<std::ptrdiff_t>(first_);
        part.items.assign(begin, begin + static_cast<std::ptrdiff_t>(dims_));
        return part;
    }

private:
    const PastedArguments& arguments_;
    std::size_t dims_, first_;
};

std::size_t dims_of(const PastedArguments& arguments, const PastedLayerKind& layer) {
    const std::size_t axes = axes_of(arguments.find("kernel_size"));
    return layer.dims != 0 ? layer.dims : axes >= 3 && axes <= 5 ? axes - 2 : 2;
}

/// [[0, 0], [1, 1], [1, 1], [0, 0]].
void add_written_padding(Operation& operation, const PastedArguments& arguments,
                         const SpatialSizes& spatial) {
    const Value& value = arguments.need("padding");
    if (axes_of(&value) != operation.dims() + 2)
        arguments.refuse_choice("padding", "\"VALID\", \"SAME\"");
    const Value sides = spatial.spatial(value);
    for (std::size_t a = 0; a < operation.dims(); ++a) {
        if (axes_of(&sides.items[a]) != 2)
            arguments.refuse_sizes("padding", value, 2 * operation.dims());
        const Sizes pair = arguments.sizes("padding", sides.items[a], 2);
        operation.padding_begin[a] = pair[0];
        operation.padding_end[a] = pair[1];
    }
}

} // namespace

Operation tensorflow_operation(const python::CallText& call, const PastedLayerKind& layer,
                               const PasteContext& context) {
    const PastedArguments arguments(call, layer);
    const std::size_t dims = dims_of(arguments, layer);
    const SpatialSizes spatial(arguments, dims);
    const Sizes ones = Sizes::filled(dims, 1);
    const bool is_pooling = is_pool(layer.kind);
    if (is_pooling)
        arguments.need("kernel_size");
    const Sizes kernel = is_pooling ? spatial.of("kernel_size", ones) : kept_kernel(dims, context);
    Operation operation = make_operation(layer.kind, with_dims(context.present.input_size, dims), kernel);
    operation.batch = context.present.batch;
    operation.stride = spatial.of("stride", is_pooling ? kernel : ones);
    operation.dilation = spatial.of("dilation", ones);
    add_channels(operation, arguments, layer, context);
    const std::string name = arguments.small_word("padding");
    const bool same_usually = layer.kind == Kind::conv_transpose && !arguments.has("padding");
    if (name == "same" || same_usually)
        set_named_padding(operation, NamedPadding::same_upper);
    else if (name == "valid")
        set_named_padding(operation, NamedPadding::valid);
    else
        add_written_padding(operation, arguments, spatial);
    return operation;
}

} // namespace convlens
