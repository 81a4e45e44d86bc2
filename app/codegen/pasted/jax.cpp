// Padding is a word, a number, or a pair for each axis; of transposed convolutions it pads the stretched
// input.
#include "codegen/pasted/jax.h"

#include "codegen/pasted/padding.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

using python::Value;

struct Sides2 {
    Sizes begin, end; // [D]
};

Sides2 written_sides(const PastedArguments& arguments, const Value& value, std::size_t dims) {
    Sides2 sides;
    if (axes_of(&value) != dims) { // one number for all
        sides.begin = sides.end = arguments.sizes("padding", value, dims);
        return sides;
    }
    for (const Value& item : value.items) {
        if (axes_of(&item) != 0 && axes_of(&item) != 2)
            arguments.refuse_sizes("padding", value, 2 * dims);
        const Sizes pair = arguments.sizes("padding", item, 2);
        sides.begin.push_back(pair[0]);
        sides.end.push_back(pair[1]);
    }
    return sides;
}

/// Zeros around the stretched input: k-1 less the padding of the transposed convolution.
void set_stretched_padding(Operation& operation, const Sides2& sides) {
    const Sizes window = dilated_kernel(operation);
    for (std::size_t a = 0; a < operation.dims(); ++a) {
        operation.padding_begin[a] = clamped_sum(window[a] - 1, -sides.begin[a]);
        const int64_t end = clamped_sum(window[a] - 1, -sides.end[a]);
        operation.padding_end[a] = std::max<int64_t>(end, 0);
        operation.output_padding[a] = std::max<int64_t>(-end, 0);
        if (operation.padding_begin[a] < 0)
            refuse_pasted("code.error.pad_before");
    }
}

/// lax.conv_transpose's "SAME" and "VALID".
void set_transposed_padding(Operation& operation, bool same) {
    const Sizes window = dilated_kernel(operation);
    Sides2 sides;
    for (std::size_t a = 0; a < operation.dims(); ++a) {
        const int64_t k = window[a];
        const int64_t s = operation.stride[a];
        const int64_t both = clamped_sum(k, s - 2);
        const int64_t same_begin = s > k - 1 ? k - 1 : (both + 1) / 2;
        const int64_t begin = same ? same_begin : k - 1;
        const int64_t all = same ? both : clamped_sum(both, std::max<int64_t>(k - s, 0));
        sides.begin.push_back(begin);
        sides.end.push_back(all - begin);
    }
    set_stretched_padding(operation, sides);
}

/// Flax' words for what lies in the padding; the sizes are those of "same" with stride 1.
bool set_wrapping(Operation& operation, std::string_view name) {
    if (operation.kind != Kind::conv || (name != "circular" && name != "reflect"))
        return false;
    const Sizes window = dilated_kernel(operation);
    for (std::size_t a = 0; a < operation.dims(); ++a) {
        operation.padding_begin[a] = (window[a] - 1) / 2;
        operation.padding_end[a] = window[a] / 2;
    }
    operation.padding_mode = name == "circular" ? PaddingMode::circular : PaddingMode::reflect;
    return true;
}

void add_padding(Operation& operation, const PastedArguments& arguments, std::string_view usual) {
    const std::string name = arguments.has("padding") ? arguments.small_word("padding") : std::string(usual);
    const bool is_transposed = operation.kind == Kind::conv_transpose;
    if (name == "same_lower" && !is_transposed) {
        set_named_padding(operation, NamedPadding::same_lower);
    } else if (name == "same" || name == "valid") {
        if (is_transposed)
            set_transposed_padding(operation, name == "same");
        else
            set_named_padding(operation, name == "same" ? NamedPadding::same_upper : NamedPadding::valid);
    } else if (name == "causal" && operation.kind == Kind::conv && operation.dims() == 1) {
        operation.padding_begin[0] = dilated_kernel(operation)[0] - 1;
    } else if (!set_wrapping(operation, name)) {
        const Value& value = arguments.need("padding");
        if (value.kind == Value::Kind::string)
            arguments.refuse_choice("padding", "\"SAME\", \"VALID\", 0, 1, ..");
        const Sides2 sides = written_sides(arguments, value, operation.dims());
        if (is_transposed) {
            set_stretched_padding(operation, sides);
        } else {
            operation.padding_begin = sides.begin;
            operation.padding_end = sides.end;
        }
    }
}

/// A stretched input makes a transposed convolution of it, whose stride is the stretch.
void add_input_dilation(Operation& operation, const PastedArguments& arguments) {
    const Sizes ones = Sizes::filled(operation.dims(), 1);
    const Sizes stretch = arguments.sizes_or("input_dilation", ones);
    if (stretch == ones)
        return;
    if (operation.kind != Kind::conv || operation.stride != ones)
        arguments.refuse_value("code.error.unsupported", "input_dilation", arguments.need("input_dilation"));
    operation.kind = Kind::conv_transpose;
    operation.stride = stretch;
}

Operation started(Kind kind, const Sizes& kernel, const PasteContext& context) {
    Operation operation = make_operation(kind, with_dims(context.present.input_size, kernel.size()), kernel);
    operation.batch = context.present.batch;
    operation.stride = Sizes::filled(kernel.size(), 1);
    return operation;
}

void refuse_axes(const PastedArguments& arguments, std::string_view common, std::size_t axes) {
    if (axes < 1 || axes > 3)
        arguments.refuse_sizes(common, arguments.need(common), 2);
}

/// What lies behind a call on its line, without blanks.
char next_sign(std::string_view rest) {
    const std::size_t at = rest.find_first_not_of(" \t)");
    return at == std::string_view::npos ? '\0' : rest[at];
}

/// Windows of all axes, without items and channels: (1, 1, 2, 2) or (1, 2, 2, 1).
class WindowAxes {
public:
    explicit WindowAxes(const PastedArguments& arguments) : arguments_(arguments) {
        const Value& window = arguments.need("kernel_size");
        axes_ = axes_of(&window);
        refuse_axes(arguments, "kernel_size", axes_ < 2 ? 0 : axes_ - 2);
        const auto is_one = [](const Value& item) { return item.whole == 1; };
        first_ = !is_one(window.items[1]) && is_one(window.items.back()) ? 1 : 2;
    }
    std::size_t dims() const { return axes_ - 2; }
    Sizes of(std::string_view common) const {
        const Sizes all = arguments_.sizes_or(common, Sizes::filled(axes_, 1));
        Sizes spatial;
        for (std::size_t a = 0; a < dims(); ++a)
            spatial.push_back(all[first_ + a]);
        return spatial;
    }
    /// The padding's pairs of the spatial axes.
    Value sides(const Value& value) const {
        Value part = value;
        if (value.items.size() == axes_) {
            const auto begin = value.items.begin() + static_cast<std::ptrdiff_t>(first_);
            part.items.assign(begin, begin + static_cast<std::ptrdiff_t>(dims()));
        }
        return part;
    }

private:
    const PastedArguments& arguments_;
    std::size_t axes_ = 0, first_ = 2;
};

/// The largest or the sum of each window; a sum that is divided is an average.
Kind window_kind(const PastedArguments& arguments, std::string_view rest) {
    const Value& computation = arguments.need("computation");
    const std::string_view name = python::Reader::last_part(computation.text);
    if (name == "max")
        return Kind::max_pool;
    if (name != "add" || next_sign(rest) != '/')
        arguments.refuse_value("code.error.unsupported", "computation", computation);
    return Kind::avg_pool;
}

Operation window_operation(const PastedArguments& arguments, const PastedLayerKind& layer,
                           const PasteContext& context, std::string_view rest) {
    const Kind kind = window_kind(arguments, rest);
    const WindowAxes axes(arguments);
    Operation operation = started(kind, axes.of("kernel_size"), context);
    operation.stride = axes.of("stride");
    operation.dilation = axes.of("dilation");
    add_channels(operation, arguments, layer, context);
    const Value* const padding = arguments.find("padding");
    if (padding != nullptr && padding->kind == Value::Kind::list) {
        const Sides2 sides = written_sides(arguments, axes.sides(*padding), axes.dims());
        operation.padding_begin = sides.begin;
        operation.padding_end = sides.end;
    } else {
        add_padding(operation, arguments, "valid");
    }
    const std::size_t divisor = rest.find_first_not_of(" \t/");
    const bool is_number = divisor != std::string_view::npos && rest[divisor] >= '0' && rest[divisor] <= '9';
    operation.count_include_pad = kind != Kind::avg_pool || is_number;
    return operation;
}

} // namespace

Operation flax_operation(const python::CallText& call, const PastedLayerKind& layer,
                         const PasteContext& context) {
    const PastedArguments arguments(call, layer);
    const Value& window = arguments.need("kernel_size");
    const std::size_t dims = window.kind == Value::Kind::list ? axes_of(&window) : 1;
    refuse_axes(arguments, "kernel_size", dims);
    Operation operation = started(layer.kind, arguments.sizes("kernel_size", window, dims), context);
    operation.stride = arguments.sizes_or("stride", operation.stride);
    operation.dilation = arguments.sizes_or("dilation", operation.dilation);
    operation.count_include_pad = arguments.boolean_or("count_include_pad", true);
    add_input_dilation(operation, arguments);
    add_channels(operation, arguments, layer, context);
    const bool counts = operation.count_include_pad;
    add_padding(operation, arguments, layer.functional ? "valid" : "same");
    operation.count_include_pad = counts; // flax counts padding unless it is told not to
    return operation;
}

Operation jax_operation(const python::CallText& call, const PastedLayerKind& layer,
                        const PasteContext& context, std::string_view rest) {
    const PastedArguments arguments(call, layer);
    if (layer.kind == Kind::max_pool)
        return window_operation(arguments, layer, context, rest);
    const Value& strides = arguments.need("stride");
    const std::size_t dims = strides.kind == Value::Kind::list ? axes_of(&strides) : context.present.dims();
    refuse_axes(arguments, "stride", dims);
    Operation operation = started(layer.kind, kept_kernel(dims, context), context);
    operation.stride = arguments.sizes("stride", strides, dims);
    operation.dilation = arguments.sizes_or("dilation", operation.dilation);
    add_input_dilation(operation, arguments);
    add_channels(operation, arguments, layer, context);
    arguments.need("padding");
    add_padding(operation, arguments, "");
    return operation;
}

} // namespace convlens
