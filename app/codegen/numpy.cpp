// numpy: windows as a view of the padded input, summed by einsum; transposed convolution as stamps that add
// up.
#include "codegen/frameworks.h"

#include "codegen/padding_words.h"
#include "codegen/python.h"
#include "codegen/script.h"
#include "convlens/arithmetic.h"

#include <cmath>

namespace convlens {
namespace {

/// "x = np.pad(x, [...])", or nothing where there is no padding.
void add_padding(Lines& lines, const std::string& name, const PaddedSides& sides,
                 const std::string& more = {}) {
    if (!sides.are_none())
        lines.push_back(text_of({name, "np.pad", python::pairs(sides.begin, sides.end, {2, 0, true}), more}));
}

/// "[..., ::2, ::2, ::1, ::1]": every stride-th window and every dilation-th element in it.
std::string window_steps(const Operation& operation) {
    if (is_one(operation.stride) && is_one(effective_dilation(operation)))
        return "";
    std::string text = "[...";
    const auto add = [&](const Sizes& steps) {
        for (const int64_t step : steps)
            text += step == 1 ? ", :" : ", ::" + std::to_string(step);
    };
    add(operation.stride);
    add(effective_dilation(operation));
    return text + "]";
}

/// "windows = sliding_window_view(x, (3, 3), axis=(2, 3))[...]": [N, C, out..., kernel...].
std::string windows_line(const Operation& operation, const std::string& to, const std::string& from) {
    return python::text_of({to + " = ",
                            "sliding_window_view",
                            {from, python::tuple(dilated_kernel(operation)),
                             "axis=" + python::tuple(spatial_axes(operation, 2))},
                            window_steps(operation)});
}

/// Last D axes, of the kernel: "(-2, -1)".
std::string kernel_axes(const Operation& operation) {
    return "axis=" + python::tuple(spatial_axes(operation, -static_cast<int64_t>(operation.dims())));
}

std::string in_groups(const std::string& name, const Sizes& shape) {
    return name + " = " + name + ".reshape" + python::tuple(shape);
}

Lines conv_in_numpy(const Operands& operands) {
    const Operation& operation = operands.operation;
    Lines lines;
    if (operands.flips_kernel)
        lines.push_back("w = np.flip(w, " + python::tuple(spatial_axes(operation, 2)) + ")");
    const bool is_zeros = operation.padding_mode == PaddingMode::zeros;
    add_padding(lines, "x", padded_sides(operation),
                is_zeros ? "" : "mode=\"" + std::string(numpy_padding_mode(operation.padding_mode)) + "\"");
    lines.push_back(windows_line(operation, "windows", "x"));
    const std::string places = place_letters(operation.dims());
    const std::string kernel = kernel_letters(operation.dims());
    if (operation.groups == 1) {
        lines.push_back(python::text_of(
            {"y = ",
             "np.einsum",
             {"\"nc" + places + kernel + ",oc" + kernel + "->no" + places + "\"", "windows", "w"},
             ""}));
        return lines;
    }
    const int64_t group_in = operation.in_channels / operation.groups;
    const int64_t group_out = operation.out_channels / operation.groups;
    const std::string each = "(" + std::to_string(operation.batch) + ", " + std::to_string(operation.groups) +
                             ", " + std::to_string(group_in) + ", *windows.shape[2:])";
    lines.push_back("windows = windows.reshape" + each);
    lines.push_back(in_groups("w", joined({operation.groups, group_out, group_in}, operation.kernel_size)));
    lines.push_back(python::text_of(
        {"y = ",
         "np.einsum",
         {"\"ngc" + places + kernel + ",goc" + kernel + "->ngo" + places + "\"", "windows", "w"},
         ""}));
    lines.push_back(in_groups("y", operands.y_shape));
    return lines;
}

/// "2*h : 2*h + 3", with a step where the kernel is dilated.
std::string stamp_slice(const Operation& operation, std::size_t axis, char place) {
    const int64_t stride = operation.stride[axis];
    const int64_t step = effective_dilation(operation)[axis];
    const std::string start = (stride == 1 ? "" : std::to_string(stride) + "*") + std::string(1, place);
    const std::string slice = start + " : " + start + " + " + std::to_string(dilated_kernel(operation)[axis]);
    return step == 1 ? slice : slice + " : " + std::to_string(step);
}
/// Places that the stamp of an input element covers: ", 2*h : 2*h + 3, 2*w : 2*w + 3".
std::string stamp_slices(const Operation& operation, const std::string& places) {
    std::string text;
    for (std::size_t axis = 0; axis < operation.dims(); ++axis)
        text.append(", ").append(stamp_slice(operation, axis, places[axis]));
    return text;
}

Lines conv_transpose_in_numpy(const Operands& operands) {
    const Operation& operation = operands.operation;
    const Sizes output = output_size(operation);
    const Sizes window = dilated_kernel(operation);
    const bool grouped = operation.groups > 1;
    std::string loop_places, crop;
    const std::string places(operation.dims() == 3 ? "tuv" : operation.dims() == 2 ? "uv" : "u");
    Sizes whole = grouped
                      ? Sizes{operation.batch, operation.groups, operation.out_channels / operation.groups}
                      : Sizes{operation.batch, operation.out_channels};
    for (std::size_t a = 0; a < operation.dims(); ++a) {
        whole.push_back((operation.input_size[a] - 1) * operation.stride[a] + window[a] +
                        operation.output_padding[a]);
        loop_places += (a == 0 ? "" : ", ") + std::string(1, places[a]);
        crop += ", " + std::to_string(operation.padding_begin[a]) + ":" +
                std::to_string(operation.padding_begin[a] + output[a]);
    }
    Lines lines;
    if (grouped) {
        const int64_t group_in = operation.in_channels / operation.groups;
        const Sizes weight = {operation.groups, group_in, operation.out_channels / operation.groups};
        const Sizes input = {operation.batch, operation.groups, group_in};
        lines.push_back(in_groups("x", joined(input, operation.input_size)));
        lines.push_back(in_groups("w", joined(weight, operation.kernel_size)));
    }
    const std::string kernel = kernel_letters(operation.dims());
    const std::string sums = grouped ? "\"ngc,gco" + kernel + "->ngo" + kernel + "\""
                                     : "\"nc,co" + kernel + "->no" + kernel + "\"";
    lines.push_back("y = np.zeros(" + python::tuple(whole) + ")");
    lines.push_back("for " + loop_places + (operation.dims() == 1 ? "," : "") + " in np.ndindex" +
                    python::tuple(operation.input_size) + ":");
    lines.push_back("    stamp = np.einsum(" + sums + ", x[..., " + loop_places + "], w)");
    lines.push_back("    y[..." + stamp_slices(operation, places) + "] += stamp");
    if (!padded_sides(operation).are_none())
        lines.push_back("y = y[..." + crop + "]");
    if (grouped)
        lines.push_back(in_groups("y", operands.y_shape));
    return lines;
}

void add_average(Lines& lines, const Operation& operation) {
    const PaddedSides sides = sides_to_reach(operation);
    const std::string axes = kernel_axes(operation);
    if (divides_by_kernel(operation)) {
        add_padding(lines, "x", sides);
        lines.push_back(windows_line(operation, "windows", "x"));
        lines.push_back("y = windows.mean(" + axes + ")");
        return;
    }
    const CountedPadding padding = counted_padding(operation);
    lines.emplace_back("counted = np.ones_like(x)");
    add_padding(lines, "counted", padding.ones, "constant_values=1");
    add_padding(lines, "counted", padding.zeros);
    add_padding(lines, "x", sides);
    lines.push_back(windows_line(operation, "windows", "x"));
    lines.push_back(windows_line(operation, "counted", "counted"));
    lines.push_back("y = windows.sum(" + axes + ") / counted.sum(" + axes + ")");
}

Lines pool_in_numpy(const Operands& operands) {
    const Operation& operation = operands.operation;
    Lines lines;
    if (operation.kind == Kind::avg_pool) {
        add_average(lines, operation);
        return lines;
    }
    const bool is_max = operation.kind == Kind::max_pool;
    const std::string axes = kernel_axes(operation);
    add_padding(lines, "x", sides_to_reach(operation), is_max ? "constant_values=-np.inf" : "");
    lines.push_back(windows_line(operation, "windows", "x"));
    if (is_max) {
        lines.push_back("y = windows.max(" + axes + ")");
    } else if (std::isinf(operation.norm_p)) {
        lines.push_back("y = np.abs(windows).max(" + axes + ")");
    } else {
        const std::string p = python::number(operation.norm_p);
        lines.push_back("p = " + p);
        lines.push_back("y = (np.abs(windows) ** p).sum(" + axes + ") ** (1 / p)");
    }
    return lines;
}

Lines power_mean_in_numpy(const Operands& operands) {
    Lines lines;
    add_average(lines, average_of_powers(operands.operation));
    add_powers_and_root(lines, lines, "np.abs(x)", operands.operation.norm_p);
    return lines;
}

Lines unpool_in_numpy(const Operands& operands) {
    const Sizes planes = {operands.operation.batch, operands.operation.in_channels};
    const std::string flat = "(" + std::to_string(planes[0]) + ", " + std::to_string(planes[1]) + ", -1)";
    const Sizes whole = {planes[0], planes[1], operands.out_plane()};
    return {"y = np.zeros(" + python::tuple(whole) + ")", "flat = indices.reshape" + flat,
            "np.put_along_axis(y, flat, x.reshape" + flat + ", axis=2)", in_groups("y", operands.y_shape)};
}

} // namespace

Code numpy_code(const Operands& operands) {
    const Operation& operation = operands.operation;
    Code code;
    code.layer = joined_lines(lines_of(operands, {conv_in_numpy, conv_transpose_in_numpy, pool_in_numpy,
                                                  power_mean_in_numpy, unpool_in_numpy}));
    const bool has_windows = operation.kind != Kind::conv_transpose && operation.kind != Kind::max_unpool;
    const char* const window_import =
        has_windows ? "from numpy.lib.stride_tricks import sliding_window_view\n" : "";
    code.program = text_of(
        {std::string("import numpy as np\n") + window_import, numpy_arrays("float"), code.layer}, operands);
    if (operation.kind == Kind::conv && !operands.flips_kernel)
        code.notes.emplace_back("code.note.numpy_correlation");
    if (needs_ceil_padding(operation))
        code.notes.emplace_back("code.note.ceil_as_padding");
    return code;
}

} // namespace convlens
