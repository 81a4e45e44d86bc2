// PyTorch: a layer where nn has one with these parameters, F.pad before it where padding is not the same on
// both sides, and the sums written as a convolution with ones where no pooling layer has the parameter.
#include "codegen/frameworks.h"

#include "codegen/layer.h"
#include "codegen/padding_words.h"
#include "codegen/pytorch_layer.h"
#include "convlens/arithmetic.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

std::string with_dims(const std::string& name, const Operation& operation) {
    return name + std::to_string(operation.dims()) + "d";
}

void add_pad(Lines& lines, const std::string& name, const PaddedSides& sides, const std::string& more = {}) {
    if (!sides.are_none())
        lines.push_back(text_of({name, "F.pad", pytorch_pad_list(sides.begin, sides.end), more}));
}

Lines channel_arguments(const Operation& operation) {
    return {std::to_string(operation.in_channels), std::to_string(operation.out_channels),
            python::number_or_tuple(operation.kernel_size)};
}

FrameworkLayer conv_layer(const Operation& operation, Code& code) {
    FrameworkLayer layer;
    Lines& arguments = layer.call.arguments;
    layer.call.name = with_dims("nn.Conv", operation);
    arguments = channel_arguments(operation);
    add_sizes(arguments, "stride", operation.stride, 1);
    const bool is_even = operation.padding_begin == operation.padding_end;
    const std::string mode(torch_padding_mode(operation.padding_mode));
    if (is_even)
        add_sizes(arguments, "padding", operation.padding_begin, 0);
    add_sizes(arguments, "dilation", operation.dilation, 1);
    if (operation.groups != 1)
        arguments.push_back("groups=" + std::to_string(operation.groups));
    arguments.emplace_back("bias=False");
    if (is_even && operation.padding_mode != PaddingMode::zeros)
        arguments.push_back("padding_mode=\"" + mode + "\"");
    if (!is_even) {
        add_pad(layer.before, "x", padded_sides(operation),
                operation.padding_mode == PaddingMode::zeros ? "" : "mode=\"" + mode + "\"");
        code.notes.emplace_back("code.note.torch_asymmetric");
    }
    return layer;
}

FrameworkLayer conv_transpose_layer(const Operation& operation, Code& code) {
    FrameworkLayer layer;
    Lines& arguments = layer.call.arguments;
    layer.call.name = with_dims("nn.ConvTranspose", operation);
    arguments = channel_arguments(operation);
    add_sizes(arguments, "stride", operation.stride, 1);
    Sizes padding;    // what both sides have
    PaddedSides crop; // negative: what one has more
    for (std::size_t a = 0; a < operation.dims(); ++a) {
        padding.push_back(std::min(operation.padding_begin[a], operation.padding_end[a]));
        crop.begin.push_back(padding[a] - operation.padding_begin[a]);
        crop.end.push_back(padding[a] - operation.padding_end[a]);
    }
    add_sizes(arguments, "padding", padding, 0);
    add_sizes(arguments, "output_padding", operation.output_padding, 0);
    if (operation.groups != 1)
        arguments.push_back("groups=" + std::to_string(operation.groups));
    arguments.emplace_back("bias=False");
    add_sizes(arguments, "dilation", operation.dilation, 1);
    if (!crop.are_none()) {
        add_pad(layer.after, "y", crop);
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

/// A layer that takes a window: "nn.MaxPool2d(3, stride=2)".
FrameworkLayer window_layer(const std::string& name, const Operation& operation) {
    FrameworkLayer layer;
    layer.call.name = with_dims(name, operation);
    layer.call.arguments = window_arguments(operation, "stride");
    return layer;
}

FrameworkLayer max_layer(const Operation& operation, Code& code) {
    FrameworkLayer layer = window_layer("nn.MaxPool", operation);
    Lines& arguments = layer.call.arguments;
    const bool is_plain = pads_like_a_pool(operation);
    if (is_plain)
        add_sizes(arguments, "padding", operation.padding_begin, 0);
    add_sizes(arguments, "dilation", operation.dilation, 1);
    if (is_plain && operation.ceil_mode)
        arguments.emplace_back("ceil_mode=True");
    if (!is_plain) {
        add_pad(layer.before, "x", sides_to_reach(operation), "value=-torch.inf");
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
    return "ones = torch.ones(" + python::tuple(ones_shape(operation)) + ", dtype=x.dtype)";
}

/// Sums and counts, each by a convolution with ones.
Lines average_by_hand(const Operation& operation) {
    Lines lines = {ones_line(operation)};
    std::string divisor = std::to_string(operation.kernel_size.product());
    if (!divides_by_kernel(operation)) {
        const CountedPadding padding = counted_padding(operation);
        lines.emplace_back("n = torch.ones_like(x)");
        add_pad(lines, "n", padding.ones, "value=1.0");
        add_pad(lines, "n", padding.zeros);
        lines.push_back("n = " + window_sums(operation, "n"));
        divisor = "n";
    }
    add_pad(lines, "x", sides_to_reach(operation));
    lines.push_back("y = " + window_sums(operation, "x") + " / " + divisor);
    return lines;
}

FrameworkLayer average_layer(const Operation& operation, Code& code) {
    FrameworkLayer layer = window_layer("nn.AvgPool", operation);
    Lines& arguments = layer.call.arguments;
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
        add_pad(layer.before, "x", padded_sides(operation));
        code.notes.emplace_back("code.note.torch_pool_padding");
    } else {
        layer.call.name.clear();
        layer.after = average_by_hand(operation);
        code.notes.emplace_back("code.note.torch_pool_padding");
    }
    return layer;
}

FrameworkLayer norm_layer(const Operation& operation, Code& code) {
    FrameworkLayer layer;
    const bool is_largest = std::isinf(operation.norm_p);
    const std::string p = python::number(operation.norm_p);
    const PaddedSides sides = sides_to_reach(operation);
    if (is_largest) {
        layer = window_layer("nn.MaxPool", operation);
        add_sizes(layer.call.arguments, "dilation", operation.dilation, 1);
        code.notes.emplace_back("code.note.norm_infinite");
    } else if (operation.dims() < 3 && is_one(effective_dilation(operation))) {
        layer = window_layer("nn.LPPool", operation);
        layer.call.arguments.insert(layer.call.arguments.begin(), p);
        if (!is_even_power(operation))
            code.notes.emplace_back("code.note.torch_norm_sign");
    }
    if (!sides.are_none())
        code.notes.emplace_back(operation.ceil_mode ? "code.note.torch_norm_ceil"
                                                    : "code.note.torch_norm_padding");
    if (layer.call.name.empty()) {
        code.possible = false;
        code.notes.emplace_back(operation.dims() == 3 ? "code.note.torch_norm_3d"
                                                      : "code.note.no_dilated_norm");
        layer.after.push_back(ones_line(operation));
        layer.after.push_back("x = x.abs() ** " + p);
        add_pad(layer.after, "x", sides);
        layer.after.push_back("y = " + window_sums(operation, "x") + " ** (1 / " + p + ")");
        return layer;
    }
    add_pad(layer.before, "x", sides);
    if (is_largest || !is_even_power(operation))
        layer.applied = "(x.abs())";
    return layer;
}

FrameworkLayer unpool_layer(const Operands& operands, Code& code) {
    const Operation& operation = operands.operation;
    FrameworkLayer layer;
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
    layer = window_layer("nn.MaxUnpool", operation);
    add_sizes(layer.call.arguments, "padding", operation.padding_begin, 0);
    layer.applied = is_zero(operation.output_padding)
                        ? "(x, indices)"
                        : "(x, indices, output_size=" + python::tuple(output_size(operation)) + ")";
    return layer;
}

FrameworkLayer power_mean_layer(const Operation& operation, Code& code) {
    FrameworkLayer layer = average_layer(average_of_powers(operation), code);
    add_powers_and_root(layer.before, layer.after, "x.abs()", operation.norm_p);
    return layer;
}

FrameworkLayer layer_of(const Operands& operands, Code& code) {
    if (operands.power_mean)
        return power_mean_layer(operands.operation, code);
    if (operands.operation.kind == Kind::max_unpool)
        return unpool_layer(operands, code);
    FrameworkLayer layer = pytorch_layer(operands.operation, code);
    if (operands.has_bias)
        std::erase(layer.call.arguments, "bias=False");
    return layer;
}

std::string program_lines(const FrameworkLayer& layer, bool has_bias) {
    python::Call call = layer.call;
    call.before = "layer = ";
    Lines lines = {python::text_of(call)};
    if (call.name.starts_with("nn.Conv"))
        lines.emplace_back("layer.weight = nn.Parameter(w, requires_grad=False)");
    if (has_bias)
        lines.emplace_back("layer.bias = nn.Parameter(b, requires_grad=False)");
    lines.push_back("y = layer" + layer.applied);
    return joined_lines(lines_around(layer, lines));
}

ArrayStyle tensors() {
    ArrayStyle style;
    style.open = "torch.tensor(";
    style.type = ", dtype=torch.float64";
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

FrameworkLayer pytorch_layer(const Operation& operation, Code& code) {
    switch (operation.kind) {
    case Kind::conv:
        return conv_layer(operation, code);
    case Kind::conv_transpose:
        return conv_transpose_layer(operation, code);
    case Kind::max_pool:
        return max_layer(operation, code);
    case Kind::avg_pool:
        return average_layer(operation, code);
    case Kind::lp_pool:
        return norm_layer(operation, code);
    case Kind::max_unpool:
        break;
    }
    return {};
}

std::string pytorch_pad_list(const Sizes& begin, const Sizes& end) {
    Sizes list;
    for (std::size_t a = begin.size(); a-- > 0;) {
        list.push_back(begin[a]);
        list.push_back(end[a]);
    }
    return python::tuple(list);
}

Code pytorch_code(const Operands& operands) {
    Code code;
    FrameworkLayer layer = layer_of(operands, code);
    if (operands.flips_kernel)
        layer.before.push_back("w = w.flip" + python::tuple(spatial_axes(operands.operation, 2)));
    code.layer = layer_text(layer);
    const std::string body = program_lines(layer, operands.has_bias);
    const bool has_layer = !layer.call.name.empty();
    const bool has_function = body.find("F.") != std::string::npos;
    const std::string imports = std::string("import torch\n") + (has_layer ? "from torch import nn\n" : "") +
                                (has_function ? "import torch.nn.functional as F\n" : "");
    code.program = text_of({imports, tensors(), body}, operands);
    return code;
}

} // namespace convlens
