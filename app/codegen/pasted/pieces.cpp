// Channels that a name stands for are the present ones, made to fit: equal names are equal numbers, and
// groups divide what is kept.
#include "codegen/pasted/pieces.h"

#include <algorithm>

namespace convlens {

using python::Value;

namespace {

/// The next multiple of `groups`, where `kept` is not one.
int64_t next_multiple(int64_t kept, int64_t groups) {
    return groups < 1 || kept % groups == 0 ? kept : (kept / groups + 1) * groups;
}

bool is_kept(const PasteContext& context, std::string_view argument) {
    return std::any_of(context.kept.begin(), context.kept.end(),
                       [&](const KeptName& name) { return name.argument == argument; });
}
void set_kept(const PasteContext& context, std::string_view argument, int64_t value) {
    for (KeptName& name : context.kept)
        if (name.argument == argument)
            name.value = value;
}

int64_t groups_of(const Operation& operation, const PastedArguments& arguments, const PasteContext& context) {
    if (!arguments.has("groups"))
        return 1;
    const int64_t groups = arguments.channels_or("groups", context.present.groups, context.kept);
    if (!is_kept(context, "groups"))
        return groups;
    const bool is_depthwise = arguments.are_the_same("groups", "in_channels");
    const bool divides = groups > 0 && operation.in_channels % groups == 0;
    const int64_t kept = is_depthwise ? operation.in_channels : divides ? groups : 1;
    set_kept(context, "groups", kept);
    return kept;
}

int64_t multiplied(int64_t channels, const PastedArguments& arguments) {
    return std::min(channels, max_pasted_size) *
           std::min(arguments.whole_or("depth_multiplier", 1), max_pasted_size);
}

void fit_to_groups(Operation& operation, const PastedArguments& arguments, const PasteContext& context) {
    const bool are_equal = arguments.are_the_same("in_channels", "out_channels");
    if (is_kept(context, "in_channels"))
        set_kept(context, "in_channels",
                 operation.in_channels = next_multiple(operation.in_channels, operation.groups));
    if (is_kept(context, "out_channels"))
        set_kept(context, "out_channels",
                 operation.out_channels = are_equal
                                              ? operation.in_channels
                                              : next_multiple(operation.out_channels, operation.groups));
}

} // namespace

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

std::size_t axes_of(const Value* value) {
    return value != nullptr && value->kind == Value::Kind::list ? value->items.size() : 0;
}

Sizes kept_kernel(std::size_t dims, const PasteContext& context) {
    return with_dims(context.present.kernel_size, dims);
}

bool puts_channels_first(const PastedArguments& arguments) {
    const std::string_view format = arguments.word("data_format");
    return format == "channels_first" || format.starts_with("NC");
}

void add_input_shape(Operation& operation, const PastedArguments& arguments, bool channels_first) {
    const Value* const shape = arguments.find("input_shape");
    if (shape == nullptr || shape->kind == Value::Kind::other)
        return;
    const std::size_t dims = operation.dims();
    if (axes_of(shape) != dims + 1)
        arguments.refuse_sizes("input_shape", *shape, dims + 1);
    const auto put = [&](const Value& item, int64_t& size) {
        const bool is_open = item.kind == Value::Kind::none || item.kind == Value::Kind::other;
        if (!is_open)
            size = arguments.sizes("input_shape", item, 1)[0];
    };
    for (std::size_t a = 0; a < dims; ++a)
        put(shape->items[a + (channels_first ? 1 : 0)], operation.input_size[a]);
    put(channels_first ? shape->items.front() : shape->items.back(), operation.in_channels);
}

void add_channels(Operation& operation, const PastedArguments& arguments, const PastedLayerKind& layer,
                  const PasteContext& context) {
    const Operation& present = context.present;
    operation.in_channels = arguments.channels_or("in_channels", present.in_channels, context.kept);
    add_input_shape(operation, arguments, puts_channels_first(arguments));
    if (!has_weight(operation.kind)) {
        operation.out_channels = operation.in_channels;
        return;
    }
    if (layer.depthwise) {
        operation.groups = operation.in_channels;
        operation.out_channels = multiplied(operation.in_channels, arguments);
        return;
    }
    operation.groups = groups_of(operation, arguments, context);
    const int64_t kept = has_weight(present.kind) ? present.out_channels : present.in_channels;
    const bool sets_channels = !layer.functional;
    if (sets_channels)
        arguments.need("out_channels");
    operation.out_channels = sets_channels ? arguments.channels_or("out_channels", kept, context.kept) : kept;
    fit_to_groups(operation, arguments, context);
}

void set_named_padding(Operation& operation, NamedPadding padding) {
    set_padding(operation, padding);
    if (operation.kind == Kind::avg_pool && padding != NamedPadding::valid)
        operation.count_include_pad = false;
}

} // namespace convlens
