// JAX: lax.conv_general_dilated for both convolutions, lax.reduce_window for the pools.
#include "codegen/frameworks.h"

#include "convlens/arithmetic.h"

#include <cmath>

namespace convlens {
namespace {

using Lines = std::vector<std::string>;

std::string_view pad_mode(PaddingMode mode) {
    switch (mode) {
    case PaddingMode::zeros:
        return "";
    case PaddingMode::reflect:
        return "reflect";
    case PaddingMode::replicate:
        return "edge";
    case PaddingMode::circular:
        break;
    }
    return "wrap";
}

Lines conv_lines(const Operands& operands) {
    const Operation& operation = operands.operation;
    Lines lines;
    if (operands.flips_kernel)
        lines.push_back("w = jnp.flip(w, " + python::tuple(spatial_axes(operation, 2)) + ")");
    std::string padding = is_zero(operation.padding_begin) && is_zero(operation.padding_end)
                              ? "\"VALID\""
                              : python::pairs(operation.padding_begin, operation.padding_end);
    if (operation.padding_mode != PaddingMode::zeros && padding != "\"VALID\"") {
        lines.push_back(python::text_of(
            {"x = ",
             "jnp.pad",
             {"x", python::pairs(operation.padding_begin, operation.padding_end, {2, 0, true}),
              "mode=\"" + std::string(pad_mode(operation.padding_mode)) + "\""},
             ""}));
        padding = "\"VALID\"";
    }
    Lines arguments = {"x", "w", "window_strides=" + python::tuple(operation.stride), "padding=" + padding};
    if (!is_one(operation.dilation))
        arguments.push_back("rhs_dilation=" + python::tuple(operation.dilation));
    if (operation.groups != 1)
        arguments.push_back("feature_group_count=" + std::to_string(operation.groups));
    lines.push_back(python::text_of({"y = ", "lax.conv_general_dilated", arguments, ""}));
    return lines;
}

/// The convolution over the stretched input with the kernel turned, and in and out channels swapped.
Lines conv_transpose_lines(const Operation& operation) {
    const Operation conv = equivalent_conv(operation);
    Lines lines;
    const std::string flip = "jnp.flip(w, " + python::tuple(spatial_axes(operation, 2)) + ")";
    if (operation.groups == 1) {
        lines.push_back("w = " + flip + ".swapaxes(0, 1)");
    } else {
        Sizes apart = {operation.groups, operation.in_channels / operation.groups,
                       operation.out_channels / operation.groups};
        Sizes together = {operation.out_channels, operation.in_channels / operation.groups};
        for (const int64_t size : operation.kernel_size) {
            apart.push_back(size);
            together.push_back(size);
        }
        lines.push_back("w = " + flip);
        lines.push_back("w = w.reshape" + python::tuple(apart) + ".swapaxes(1, 2)");
        lines.push_back("w = w.reshape" + python::tuple(together));
    }
    Lines arguments = {"x", "w", "window_strides=" + python::tuple(conv.stride),
                       "padding=" + python::pairs(conv.padding_begin, conv.padding_end)};
    if (!is_one(conv.input_dilation))
        arguments.push_back("lhs_dilation=" + python::tuple(conv.input_dilation));
    if (!is_one(conv.dilation))
        arguments.push_back("rhs_dilation=" + python::tuple(conv.dilation));
    if (operation.groups != 1)
        arguments.push_back("feature_group_count=" + std::to_string(operation.groups));
    lines.push_back(python::text_of({"y = ", "lax.conv_general_dilated", arguments, ""}));
    return lines;
}

Sizes with_planes(const Sizes& spatial) {
    Sizes sizes = {1, 1};
    for (const int64_t size : spatial)
        sizes.push_back(size);
    return sizes;
}

struct Reduction {
    std::string before, of, start, with, after; // "y = ", "x", "0.", "lax.add", " / 9"
};

/// "lax.reduce_window(x, 0., lax.add, ...)" with padding up to `end`.
std::string reduce(const Operation& operation, const Reduction& reduction, const Sizes& begin,
                   const Sizes& end) {
    Lines arguments = {reduction.of,
                       reduction.start,
                       reduction.with,
                       "window_dimensions=" + python::tuple(with_planes(operation.kernel_size)),
                       "window_strides=" + python::tuple(with_planes(operation.stride)),
                       "padding=" + (is_zero(begin) && is_zero(end)
                                         ? std::string("\"VALID\"")
                                         : python::pairs(begin, end, {2, 0, true}))};
    if (!is_one(effective_dilation(operation)))
        arguments.push_back("window_dilation=" + python::tuple(with_planes(effective_dilation(operation))));
    return python::text_of({reduction.before, "lax.reduce_window", arguments, reduction.after});
}

Lines average_lines(const Operation& operation) {
    const Sizes end = padded_to_reach(operation);
    const Sizes& begin = operation.padding_begin;
    if (divides_by_kernel(operation))
        return {
            reduce(operation,
                   {"y = ", "x", "0.", "lax.add", " / " + std::to_string(operation.kernel_size.product())},
                   begin, end)};
    Lines lines = {"n = jnp.ones_like(x)"};
    Sizes past = end;
    const Sizes none = Sizes::filled(operation.dims(), 0);
    if (operation.count_include_pad) {
        for (std::size_t a = 0; a < operation.dims(); ++a)
            past[a] -= operation.padding_end[a];
        lines.push_back(python::text_of(
            {"n = ",
             "jnp.pad",
             {"n", python::pairs(begin, operation.padding_end, {2, 0, true}), "constant_values=1"},
             ""}));
    }
    lines.push_back(reduce(operation, {"n = ", "n", "0.", "lax.add", ""},
                           operation.count_include_pad ? none : begin, past));
    lines.push_back(reduce(operation, {"y = ", "x", "0.", "lax.add", " / n"}, begin, end));
    return lines;
}

Lines pool_lines(const Operation& operation) {
    if (operation.kind == Kind::avg_pool)
        return average_lines(operation);
    const Sizes end = padded_to_reach(operation);
    const Sizes& begin = operation.padding_begin;
    if (operation.kind == Kind::max_pool)
        return {reduce(operation, {"y = ", "x", "-jnp.inf", "lax.max", ""}, begin, end)};
    if (std::isinf(operation.norm_p))
        return {reduce(operation, {"y = ", "abs(x)", "0.", "lax.max", ""}, begin, end)};
    const std::string p = python::number(operation.norm_p);
    return {
        reduce(operation, {"y = ", "abs(x) ** " + p, "0.", "lax.add", " ** (1 / " + p + ")"}, begin, end)};
}

Lines power_mean_lines(const Operation& operation) {
    const std::string p = python::number(operation.norm_p);
    Lines lines = average_lines(average_of_powers(operation));
    lines.insert(lines.begin(), "x = abs(x) ** " + p);
    lines.push_back("y = y ** (1 / " + p + ")");
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

Lines lines_of(const Operands& operands) {
    if (operands.power_mean)
        return power_mean_lines(operands.operation);
    switch (operands.operation.kind) {
    case Kind::conv:
        return conv_lines(operands);
    case Kind::conv_transpose:
        return conv_transpose_lines(operands.operation);
    case Kind::max_unpool:
        return unpool_lines(operands);
    case Kind::max_pool:
    case Kind::avg_pool:
    case Kind::lp_pool:
        break;
    }
    return pool_lines(operands.operation);
}

ArrayStyle arrays() {
    ArrayStyle style;
    style.open = "jnp.array(";
    style.close = ", dtype=float)";
    style.open_indices = "jnp.array(";
    style.close_indices = ")";
    style.seed = "keys = jax.random.split(jax.random.PRNGKey(1))";
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
    if (is_pool(operation.kind) && padded_to_reach(operation) != operation.padding_end)
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
    code.layer = joined_lines(lines_of(operands));
    const bool uses_lax = code.layer.find("lax.") != std::string::npos;
    code.program = number_imports(operands) + (operands.is_random() ? "import jax\n" : "") +
                   "import jax.numpy as jnp\n" + (uses_lax ? "from jax import lax\n" : "") + "\n" +
                   tensor_lines(operands, arrays()) + "\n" + code.layer + "\n\nprint(y)\n";
    add_notes(code, operands);
    return code;
}

} // namespace convlens
