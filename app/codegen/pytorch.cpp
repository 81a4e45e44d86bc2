// PyTorch: a layer where nn has one with these parameters, F.pad before it where padding is not the same on
// both sides, and the sums written as a convolution with ones where no pooling layer has the parameter.
#include "codegen/frameworks.h"

#include "convlens/arithmetic.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

using Lines = std::vector<std::string>;

/// The layer as an expression, with what stands before and behind it.
struct Layer {
    Lines before;
    python::Call call;
    std::string applied = "(x)";
    Lines after;
};

std::string with_dims(const std::string& name, const Operation& operation) {
    return name + std::to_string(operation.dims()) + "d";
}

/// F.pad's order: the last axis first.
std::string pad_list(const Sizes& begin, const Sizes& end) {
    Sizes sides;
    for (std::size_t a = begin.size(); a-- > 0;) {
        sides.push_back(begin[a]);
        sides.push_back(end[a]);
    }
    return python::tuple(sides);
}

void add_pad(Lines& lines, const std::string& name, const Sizes& begin, const Sizes& end,
             const std::string& more = {}) {
    if (is_zero(begin) && is_zero(end))
        return;
    Lines arguments = {name, pad_list(begin, end)};
    if (!more.empty())
        arguments.push_back(more);
    lines.push_back(python::text_of({name + " = ", "F.pad", arguments, ""}));
}

void add_sizes(Lines& arguments, const char* name, const Sizes& sizes, int64_t otherwise) {
    if (!std::all_of(sizes.begin(), sizes.end(), [&](int64_t s) { return s == otherwise; }))
        arguments.push_back(std::string(name) + "=" + python::number_or_tuple(sizes));
}

std::string_view mode_name(PaddingMode mode) {
    switch (mode) {
    case PaddingMode::zeros:
        return "zeros";
    case PaddingMode::reflect:
        return "reflect";
    case PaddingMode::replicate:
        return "replicate";
    case PaddingMode::circular:
        break;
    }
    return "circular";
}

Lines channel_arguments(const Operation& operation) {
    return {std::to_string(operation.in_channels), std::to_string(operation.out_channels),
            python::number_or_tuple(operation.kernel_size)};
}

Layer conv_layer(const Operation& operation, Code& code) {
    Layer layer;
    Lines& arguments = layer.call.arguments;
    layer.call.name = with_dims("nn.Conv", operation);
    arguments = channel_arguments(operation);
    add_sizes(arguments, "stride", operation.stride, 1);
    const bool is_even = operation.padding_begin == operation.padding_end;
    const std::string mode(mode_name(operation.padding_mode));
    if (is_even)
        add_sizes(arguments, "padding", operation.padding_begin, 0);
    add_sizes(arguments, "dilation", operation.dilation, 1);
    if (operation.groups != 1)
        arguments.push_back("groups=" + std::to_string(operation.groups));
    arguments.emplace_back("bias=False");
    if (is_even && operation.padding_mode != PaddingMode::zeros)
        arguments.push_back("padding_mode=\"" + mode + "\"");
    if (!is_even) {
        add_pad(layer.before, "x", operation.padding_begin, operation.padding_end,
                operation.padding_mode == PaddingMode::zeros ? "" : "mode=\"" + mode + "\"");
        code.notes.emplace_back("code.note.torch_asymmetric");
    }
    return layer;
}

Layer conv_transpose_layer(const Operation& operation, Code& code) {
    Layer layer;
    Lines& arguments = layer.call.arguments;
    layer.call.name = with_dims("nn.ConvTranspose", operation);
    arguments = channel_arguments(operation);
    add_sizes(arguments, "stride", operation.stride, 1);
    Sizes padding, crop_begin, crop_end; // what both sides have, and negative what one has more
    for (std::size_t a = 0; a < operation.dims(); ++a) {
        padding.push_back(std::min(operation.padding_begin[a], operation.padding_end[a]));
        crop_begin.push_back(padding[a] - operation.padding_begin[a]);
        crop_end.push_back(padding[a] - operation.padding_end[a]);
    }
    add_sizes(arguments, "padding", padding, 0);
    add_sizes(arguments, "output_padding", operation.output_padding, 0);
    if (operation.groups != 1)
        arguments.push_back("groups=" + std::to_string(operation.groups));
    arguments.emplace_back("bias=False");
    add_sizes(arguments, "dilation", operation.dilation, 1);
    if (!is_zero(crop_begin) || !is_zero(crop_end)) {
        add_pad(layer.after, "y", crop_begin, crop_end);
        code.notes.emplace_back("code.note.torch_crop");
    }
    code.notes.emplace_back("code.note.torch_transposed_weight");
    return layer;
}

/// nn's pooling layers take the same padding on both sides, at most half the kernel.
bool pads_like_a_pool(const Operation& operation) {
    if (operation.padding_begin != operation.padding_end)
        return false;
    for (std::size_t a = 0; a < operation.dims(); ++a)
        if (operation.padding_begin[a] > operation.kernel_size[a] / 2)
            return false;
    return true;
}

Lines window_arguments(const Operation& operation) {
    Lines arguments = {python::number_or_tuple(operation.kernel_size)};
    if (operation.stride != operation.kernel_size)
        arguments.push_back("stride=" + python::number_or_tuple(operation.stride));
    return arguments;
}

Layer max_layer(const Operation& operation, Code& code) {
    Layer layer;
    Lines& arguments = layer.call.arguments;
    layer.call.name = with_dims("nn.MaxPool", operation);
    arguments = window_arguments(operation);
    const bool is_plain = pads_like_a_pool(operation);
    if (is_plain)
        add_sizes(arguments, "padding", operation.padding_begin, 0);
    add_sizes(arguments, "dilation", operation.dilation, 1);
    if (is_plain && operation.ceil_mode)
        arguments.emplace_back("ceil_mode=True");
    if (!is_plain) {
        add_pad(layer.before, "x", operation.padding_begin, padded_to_reach(operation), "value=-torch.inf");
        code.notes.emplace_back("code.note.torch_pool_padding");
    }
    return layer;
}

/// Sums of the windows of `name`: a convolution of every channel with ones.
std::string window_sums(const Operation& operation, const std::string& name) {
    Lines arguments = {name, "ones"};
    add_sizes(arguments, "stride", operation.stride, 1);
    add_sizes(arguments, "dilation", effective_dilation(operation), 1);
    if (operation.in_channels != 1)
        arguments.push_back("groups=" + std::to_string(operation.in_channels));
    return python::text_of({"", with_dims("F.conv", operation), arguments, ""});
}
std::string ones_line(const Operation& operation) {
    Sizes shape = {operation.in_channels, 1};
    for (const int64_t size : operation.kernel_size)
        shape.push_back(size);
    return "ones = torch.ones(" + python::tuple(shape) + ", dtype=x.dtype)";
}

/// Sums and counts, each by a convolution with ones.
Lines average_by_hand(const Operation& operation) {
    const Sizes end = padded_to_reach(operation);
    const std::string size = std::to_string(operation.kernel_size.product());
    Lines lines = {ones_line(operation)};
    if (!divides_by_kernel(operation)) {
        lines.emplace_back("n = torch.ones_like(x)");
        Sizes past = end;
        for (std::size_t a = 0; a < operation.dims(); ++a)
            past[a] -= operation.count_include_pad ? operation.padding_end[a] : 0;
        const Sizes none = Sizes::filled(operation.dims(), 0);
        if (operation.count_include_pad)
            add_pad(lines, "n", operation.padding_begin, operation.padding_end, "value=1.0");
        add_pad(lines, "n", operation.count_include_pad ? none : operation.padding_begin, past);
        lines.push_back("n = " + window_sums(operation, "n"));
    }
    add_pad(lines, "x", operation.padding_begin, end);
    lines.push_back("y = " + window_sums(operation, "x") +
                    (divides_by_kernel(operation) ? " / " + size : " / n"));
    return lines;
}

Layer average_layer(const Operation& operation, Code& code) {
    Layer layer;
    Lines& arguments = layer.call.arguments;
    layer.call.name = with_dims("nn.AvgPool", operation);
    arguments = window_arguments(operation);
    const bool is_plain = pads_like_a_pool(operation);
    if (!is_one(effective_dilation(operation))) {
        layer.call.name.clear();
        layer.after = average_by_hand(operation);
        code.possible = false;
        code.notes.emplace_back("code.note.no_dilated_average");
    } else if (is_plain) {
        add_sizes(arguments, "padding", operation.padding_begin, 0);
        if (operation.ceil_mode)
            arguments.emplace_back("ceil_mode=True");
        if (!operation.count_include_pad)
            arguments.emplace_back("count_include_pad=False");
    } else if (divides_by_kernel(operation)) {
        add_pad(layer.before, "x", operation.padding_begin, operation.padding_end);
        code.notes.emplace_back("code.note.torch_pool_padding");
    } else {
        layer.call.name.clear();
        layer.after = average_by_hand(operation);
        code.notes.emplace_back("code.note.torch_pool_padding");
    }
    return layer;
}

Layer norm_layer(const Operation& operation, Code& code) {
    Layer layer;
    Lines& arguments = layer.call.arguments;
    const bool is_largest = std::isinf(operation.norm_p);
    const std::string p = python::number(operation.norm_p);
    const Sizes end = padded_to_reach(operation);
    if (is_largest) {
        layer.call.name = with_dims("nn.MaxPool", operation);
        arguments = window_arguments(operation);
        add_sizes(arguments, "dilation", operation.dilation, 1);
        code.notes.emplace_back("code.note.norm_infinite");
    } else if (operation.dims() < 3 && is_one(effective_dilation(operation))) {
        layer.call.name = with_dims("nn.LPPool", operation);
        arguments = window_arguments(operation);
        arguments.insert(arguments.begin(), p);
        if (!is_even_power(operation))
            code.notes.emplace_back("code.note.torch_norm_sign");
    }
    if (!is_zero(operation.padding_begin) || !is_zero(end))
        code.notes.emplace_back(operation.ceil_mode ? "code.note.torch_norm_ceil"
                                                    : "code.note.torch_norm_padding");
    if (layer.call.name.empty()) {
        code.possible = false;
        code.notes.emplace_back(operation.dims() == 3 ? "code.note.torch_norm_3d"
                                                      : "code.note.no_dilated_norm");
        layer.after.push_back(ones_line(operation));
        layer.after.push_back("x = x.abs() ** " + p);
        add_pad(layer.after, "x", operation.padding_begin, end);
        layer.after.push_back("y = " + window_sums(operation, "x") + " ** (1 / " + p + ")");
        return layer;
    }
    add_pad(layer.before, "x", operation.padding_begin, end);
    if (is_largest || !is_even_power(operation))
        layer.applied = "(x.abs())";
    return layer;
}

Layer unpool_layer(const Operands& operands, Code& code) {
    const Operation& operation = operands.operation;
    Layer layer;
    if (operands.indices_collide || operands.is_random())
        code.notes.emplace_back("code.note.unpool_collisions");
    if (operation.padding_begin != operation.padding_end) {
        Sizes flat = {operation.batch, operation.in_channels, operands.out_plane()};
        layer.after = {"y = torch.zeros(" + python::tuple(flat) + ", dtype=x.dtype)",
                       "y.scatter_(2, indices.flatten(2), x.flatten(2))",
                       "y = y.reshape" + python::tuple(operands.y_shape)};
        code.notes.emplace_back("code.note.torch_unpool_padding");
        return layer;
    }
    layer.call.name = with_dims("nn.MaxUnpool", operation);
    layer.call.arguments = window_arguments(operation);
    add_sizes(layer.call.arguments, "padding", operation.padding_begin, 0);
    layer.applied = is_zero(operation.output_padding)
                        ? "(x, indices)"
                        : "(x, indices, output_size=" + python::tuple(output_size(operation)) + ")";
    return layer;
}

Layer power_mean_layer(const Operation& operation, Code& code) {
    const std::string p = python::number(operation.norm_p);
    Layer layer = average_layer(average_of_powers(operation), code);
    layer.before.insert(layer.before.begin(), "x = x.abs() ** " + p);
    layer.after.push_back("y = y ** (1 / " + p + ")");
    return layer;
}

Layer layer_of(const Operands& operands, Code& code) {
    if (operands.power_mean)
        return power_mean_layer(operands.operation, code);
    switch (operands.operation.kind) {
    case Kind::conv:
        return conv_layer(operands.operation, code);
    case Kind::conv_transpose:
        return conv_transpose_layer(operands.operation, code);
    case Kind::max_pool:
        return max_layer(operands.operation, code);
    case Kind::avg_pool:
        return average_layer(operands.operation, code);
    case Kind::lp_pool:
        return norm_layer(operands.operation, code);
    case Kind::max_unpool:
        break;
    }
    return unpool_layer(operands, code);
}

/// A layer alone is an expression; with lines around it, it sets y.
std::string layer_text(const Layer& layer) {
    const bool is_alone = layer.before.empty() && layer.after.empty();
    if (is_alone && layer.applied == "(x)")
        return python::text_of(layer.call);
    Lines lines = layer.before;
    if (!layer.call.name.empty()) {
        python::Call call = layer.call;
        call.before = "y = ";
        call.after = layer.applied;
        lines.push_back(python::text_of(call));
    }
    lines.insert(lines.end(), layer.after.begin(), layer.after.end());
    return joined_lines(lines);
}

std::string program_lines(const Layer& layer) {
    Lines lines = layer.before;
    if (!layer.call.name.empty()) {
        python::Call call = layer.call;
        call.before = "layer = ";
        lines.push_back(python::text_of(call));
        if (call.name.starts_with("nn.Conv"))
            lines.emplace_back("layer.weight = nn.Parameter(w, requires_grad=False)");
        lines.push_back("y = layer" + layer.applied);
    }
    lines.insert(lines.end(), layer.after.begin(), layer.after.end());
    return joined_lines(lines);
}

ArrayStyle tensors() {
    ArrayStyle style;
    style.open = "torch.tensor(";
    style.close = ", dtype=torch.float64)";
    style.open_indices = "torch.tensor(";
    style.close_indices = ")";
    style.seed = "torch.manual_seed(1)";
    style.random = [](const Sizes& shape) {
        return "torch.randn(" + python::tuple(shape) + ", dtype=torch.float64)";
    };
    style.random_to = [](const Sizes& shape, int64_t limit) {
        return "torch.randint(" + std::to_string(limit) + ", " + python::tuple(shape) + ")";
    };
    return style;
}

} // namespace

Code pytorch_code(const Operands& operands) {
    Code code;
    Layer layer = layer_of(operands, code);
    if (operands.flips_kernel)
        layer.before.push_back("w = w.flip" + python::tuple(spatial_axes(operands.operation, 2)));
    code.layer = layer_text(layer);
    const std::string body = program_lines(layer);
    const bool has_layer = !layer.call.name.empty();
    const bool has_function = body.find("F.") != std::string::npos;
    code.program = number_imports(operands) + "import torch\n" + (has_layer ? "from torch import nn\n" : "") +
                   (has_function ? "import torch.nn.functional as F\n" : "") + "\n" +
                   tensor_lines(operands, tensors()) + "\n" + body + "\n\nprint(y)\n";
    return code;
}

} // namespace convlens
