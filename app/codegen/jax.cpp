// JAX: lax.conv_general_dilated for both convolutions, lax.reduce_window for the pools.
#include "codegen/frameworks.h"

#include "codegen/padding_words.h"
#include "codegen/python.h"
#include "codegen/script.h"
#include "convlens/arithmetic.h"

#include <cmath>

namespace convlens {
namespace {

std::string pad_line(const std::string& name, const PaddedSides& sides, const std::string& more) {
    return text_of({name, "jnp.pad", python::pairs(sides.begin, sides.end, {2, 0, true}), more});
}

/// Arguments of lax.conv_general_dilated beside x and w.
struct ConvArguments {
    std::string padding;
    Sizes stride, input_dilation, dilation; // [D]; an input_dilation of none: []
    int64_t groups = 1;
};
std::string conv_call(const ConvArguments& given) {
    Lines arguments = {"x", "w", "window_strides=" + python::tuple(given.stride), "padding=" + given.padding};
    if (!is_one(given.input_dilation))
        arguments.push_back("lhs_dilation=" + python::tuple(given.input_dilation));
    if (!is_one(given.dilation))
        arguments.push_back("rhs_dilation=" + python::tuple(given.dilation));
    if (given.groups != 1)
        arguments.push_back("feature_group_count=" + std::to_string(given.groups));
    return python::text_of({"y = ", "lax.conv_general_dilated", arguments, ""});
}

Lines conv_lines(const Operands& operands) {
    const Operation& operation = operands.operation;
    Lines lines;
    if (operands.flips_kernel)
        lines.push_back("w = jnp.flip(w, " + python::tuple(spatial_axes(operation, 2)) + ")");
    const PaddedSides sides = padded_sides(operation);
    const bool pads_before = operation.padding_mode != PaddingMode::zeros && !sides.are_none();
    if (pads_before)
        lines.push_back(
            pad_line("x", sides, "mode=\"" + std::string(numpy_padding_mode(operation.padding_mode)) + "\""));
    const bool is_valid = pads_before || sides.are_none();
    const std::string padding = is_valid ? "\"VALID\"" : python::pairs(sides.begin, sides.end);
    lines.push_back(conv_call({padding, operation.stride, {}, operation.dilation, operation.groups}));
    return lines;
}

/// The convolution over the stretched input with the kernel turned, and in and out channels swapped.
Lines conv_transpose_lines(const Operands& operands) {
    const Operation& operation = operands.operation;
    const Operation conv = equivalent_conv(operation);
    Lines lines;
    const std::string flip = "jnp.flip(w, " + python::tuple(spatial_axes(operation, 2)) + ")";
    if (operation.groups == 1) {
        lines.push_back("w = " + flip + ".swapaxes(0, 1)");
    } else {
        const int64_t group_in = operation.in_channels / operation.groups;
        const Sizes in_groups = joined(
            {operation.groups, group_in, operation.out_channels / operation.groups}, operation.kernel_size);
        const Sizes together = joined({operation.out_channels, group_in}, operation.kernel_size);
        lines.push_back("w = " + flip);
        lines.push_back("w = w.reshape" + python::tuple(in_groups) + ".swapaxes(1, 2)");
        lines.push_back("w = w.reshape" + python::tuple(together));
    }
    lines.push_back(conv_call({python::pairs(conv.padding_begin, conv.padding_end), conv.stride,
                               conv.input_dilation, conv.dilation, operation.groups}));
    return lines;
}

Sizes with_planes(const Sizes& spatial) {
    return joined({1, 1}, spatial);
}

struct Reduction {
    std::string before, of, start, with, after; // "y = ", "x", "0.", "lax.add", " / 9"
};

/// "lax.reduce_window(x, 0., lax.add, ...)" over the padded tensor.
std::string reduce(const Operation& operation, const Reduction& reduction, const PaddedSides& sides) {
    Lines arguments = {reduction.of,
                       reduction.start,
                       reduction.with,
                       "window_dimensions=" + python::tuple(with_planes(operation.kernel_size)),
                       "window_strides=" + python::tuple(with_planes(operation.stride)),
                       "padding=" + (sides.are_none() ? std::string("\"VALID\"")
                                                      : python::pairs(sides.begin, sides.end, {2, 0, true}))};
    if (!is_one(effective_dilation(operation)))
        arguments.push_back("window_dilation=" + python::tuple(with_planes(effective_dilation(operation))));
    return python::text_of({reduction.before, "lax.reduce_window", arguments, reduction.after});
}

Lines average_lines(const Operation& operation) {
    const PaddedSides sides = sides_to_reach(operation);
    const std::string places = std::to_string(operation.kernel_size.product());
    if (divides_by_kernel(operation))
        return {reduce(operation, {"y = ", "x", "0.", "lax.add", " / " + places}, sides)};
    const CountedPadding padding = counted_padding(operation);
    Lines lines = {"n = jnp.ones_like(x)"};
    if (operation.count_include_pad)
        lines.push_back(pad_line("n", padding.ones, "constant_values=1"));
    lines.push_back(reduce(operation, {"n = ", "n", "0.", "lax.add", ""}, padding.zeros));
    lines.push_back(reduce(operation, {"y = ", "x", "0.", "lax.add", " / n"}, sides));
    return lines;
}

Lines pool_lines(const Operands& operands) {
    const Operation& operation = operands.operation;
    if (operation.kind == Kind::avg_pool)
        return average_lines(operation);
    const PaddedSides sides = sides_to_reach(operation);
    if (operation.kind == Kind::max_pool)
        return {reduce(operation, {"y = ", "x", "-jnp.inf", "lax.max", ""}, sides)};
    if (std::isinf(operation.norm_p))
        return {reduce(operation, {"y = ", "abs(x)", "0.", "lax.max", ""}, sides)};
    const std::string p = python::number(operation.norm_p);
    return {reduce(operation, {"y = ", "abs(x) ** " + p, "0.", "lax.add", " ** (1 / " + p + ")"}, sides)};
}

Lines power_mean_lines(const Operands& operands) {
    Lines lines = average_lines(average_of_powers(operands.operation));
    add_powers_and_root(lines, lines, "abs(x)", operands.operation.norm_p);
    return lines;
}

Lines unpool_lines(const Operands& operands) {
    const int64_t planes = operands.operation.batch * operands.operation.in_channels;
    const std::string count = std::to_string(planes);
    return {"plane = jnp.arange(" + count + ")[:, None]",
            "y = jnp.zeros((" + count + ", " + std::to_string(operands.out_plane()) + "))",
            "y = y.at[plane, indices.reshape(" + count + ", -1)].set(", "    x.reshape(" + count + ", -1))",
            "y = y.reshape" + python::tuple(operands.y_shape)};
}

ArrayStyle arrays(bool has_bias) {
    ArrayStyle style;
    style.open = "jnp.array(";
    style.type = ", dtype=float";
    style.seed = std::string("keys = jax.random.split(jax.random.PRNGKey(1)") + (has_bias ? ", 3)" : ")");
    style.random = [place = 0](const Sizes& shape) mutable {
        return "jax.random.normal(keys[" + std::to_string(place++) + "], " + python::tuple(shape) + ")";
    };
    style.random_to = [](const Sizes& shape, int64_t limit) {
        return "jax.random.randint(keys[1], " + python::tuple(shape) + ", 0, " + std::to_string(limit) + ")";
    };
    return style;
}

void add_notes(Code& code, const Operands& operands) {
    const Operation& operation = operands.operation;
    if (operation.kind == Kind::conv_transpose)
        code.notes.emplace_back("code.note.jax_transposed");
    if (needs_ceil_padding(operation))
        code.notes.emplace_back("code.note.ceil_as_padding");
    if (operation.kind != Kind::max_unpool)
        return;
    code.possible = false;
    code.notes.emplace_back("code.note.no_unpooling");
    if (operands.indices_collide || operands.is_random())
        code.notes.emplace_back("code.note.unpool_collisions");
}

} // namespace

Code jax_code(const Operands& operands) {
    Code code;
    code.layer = joined_lines(
        lines_of(operands, {conv_lines, conv_transpose_lines, pool_lines, power_mean_lines, unpool_lines}));
    const bool uses_lax = code.layer.find("lax.") != std::string::npos;
    const std::string imports = (operands.is_random() ? std::string("import jax\n") : std::string()) +
                                "import jax.numpy as jnp\n" + (uses_lax ? "from jax import lax\n" : "");
    code.program = text_of({imports, arrays(operands.has_bias), code.layer}, operands);
    add_notes(code, operands);
    return code;
}

} // namespace convlens
