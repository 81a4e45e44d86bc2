// Pools of Keras, and what it has no pool for: written with slices of the array.
#include "codegen/keras_layer.h"

#include "convlens/arithmetic.h"

#include <algorithm>
#include <cmath>

namespace convlens::keras {
namespace {

Lines pool_arguments(const Operation& operation, bool same) {
    Lines arguments = window_arguments(operation, "strides");
    if (same)
        arguments.emplace_back("padding=\"same\"");
    return arguments;
}

/// "i:i+5:2": one element of every window along an axis, the same place `letter` in each.
std::string place_slice(const Operation& operation, std::size_t axis, const std::string& letter) {
    const int64_t span = (output_size(operation)[axis] - 1) * operation.stride[axis] + 1;
    return letter + ":" + letter + "+" + std::to_string(span) + ":" + std::to_string(operation.stride[axis]);
}
/// "for i in range(0, 6, 2)": the places of a window along an axis.
std::string place_loop(const Operation& operation, std::size_t axis, const std::string& letter) {
    const int64_t dilation = effective_dilation(operation)[axis];
    const int64_t end = dilation * operation.kernel_size[axis];
    return "for " + letter + " in range(0, " + std::to_string(end) + ", " + std::to_string(dilation) + ")";
}
/// A function that gives the shifted views of which every place of a window has one.
void add_places_function(Lines& lines, const Operation& operation) {
    std::string slices, loops;
    for (std::size_t axis = 0; axis < operation.dims(); ++axis) {
        const std::string letter(1, kernel_letters(operation.dims())[axis]);
        slices.append(", ").append(place_slice(operation, axis, letter));
        loops.append("\n        ").append(place_loop(operation, axis, letter));
    }
    lines.push_back("def places(x):\n    return np.stack([x[:" + slices + "]" + loops + "])");
}

/// n: ones where a place counts.
void add_counted(Lines& lines, const Operation& operation) {
    const CountedPadding padding = counted_padding(operation);
    lines.emplace_back("n = np.ones_like(x)");
    add_np_pad(lines, "n", padding.ones, "constant_values=1");
    add_np_pad(lines, "n", padding.zeros);
}

FrameworkLayer dilated_pool(const Operation& operation, Code& code) {
    FrameworkLayer layer;
    Lines& lines = layer.after;
    code.possible = false;
    code.notes.emplace_back("code.note.keras_no_dilated_pool");
    add_places_function(lines, operation);
    const bool is_max = operation.kind == Kind::max_pool;
    const bool counts = operation.kind == Kind::avg_pool && !divides_by_kernel(operation);
    if (counts)
        add_counted(lines, operation);
    add_np_pad(lines, "x", sides_to_reach(operation), is_max ? "constant_values=-np.inf" : "");
    const std::string p = python::number(operation.norm_p);
    if (is_max)
        lines.emplace_back("y = places(x).max(axis=0)");
    else if (counts)
        lines.emplace_back("y = places(x).sum(axis=0) / places(n).sum(axis=0)");
    else if (operation.kind == Kind::avg_pool)
        lines.emplace_back("y = places(x).mean(axis=0)");
    else if (std::isinf(operation.norm_p))
        lines.emplace_back("y = abs(places(x)).max(axis=0)");
    else
        lines.push_back("y = (abs(places(x)) ** " + p + ").sum(axis=0) ** (1 / " + p + ")");
    return layer;
}

FrameworkLayer max_layer(const Operation& operation, Code& code) {
    FrameworkLayer layer;
    const bool same = is_same(operation) && !needs_ceil_padding(operation);
    layer.call.name = with_dims("layers.MaxPooling", operation);
    layer.call.arguments = pool_arguments(operation, same);
    if (same) {
        code.notes.emplace_back("code.note.keras_same");
        return layer;
    }
    add_np_pad(layer.before, "x", sides_to_reach(operation), "constant_values=-np.inf");
    if (!layer.before.empty())
        code.notes.emplace_back("code.note.keras_pool_padding");
    return layer;
}

FrameworkLayer average_layer(const Operation& operation, Code& code) {
    FrameworkLayer layer;
    const PaddedSides sides = sides_to_reach(operation);
    const bool same = is_same(operation) && !needs_ceil_padding(operation) && !operation.count_include_pad;
    layer.call.name = with_dims("layers.AveragePooling", operation);
    layer.call.arguments = pool_arguments(operation, same);
    if (same) {
        code.notes.emplace_back("code.note.keras_same_average");
        return layer;
    }
    if (divides_by_kernel(operation)) {
        add_layer(layer.before, with_dims("layers.ZeroPadding", operation), "x", sides);
        if (!layer.before.empty())
            code.notes.emplace_back("code.note.keras_pool_padding");
        return layer;
    }
    python::Call pool = layer.call;
    pool.before = "pool = ";
    add_counted(layer.after, operation);
    add_np_pad(layer.after, "x", sides);
    layer.after.push_back(python::text_of(pool));
    layer.after.emplace_back("y = pool(x) / pool(n)");
    layer.call.name.clear();
    code.notes.emplace_back("code.note.keras_pool_padding");
    return layer;
}

FrameworkLayer norm_layer(const Operation& operation, Code& code) {
    FrameworkLayer layer;
    add_layer(layer.after, with_dims("layers.ZeroPadding", operation), "x", sides_to_reach(operation));
    code.possible = false;
    code.notes.emplace_back("code.note.keras_no_norm");
    const bool is_largest = std::isinf(operation.norm_p);
    python::Call pool{"", "", pool_arguments(operation, false), ""};
    pool.name = with_dims(is_largest ? "layers.MaxPooling" : "layers.AveragePooling", operation);
    if (is_largest) {
        pool.before = "y = ";
        pool.after = "(abs(x))";
        layer.after.push_back(python::text_of(pool));
        return layer;
    }
    const std::string p = python::number(operation.norm_p);
    pool.before = "mean = ";
    pool.after = "(abs(x) ** " + p + ")";
    layer.after.push_back(python::text_of(pool));
    layer.after.push_back("y = (mean * " + std::to_string(operation.kernel_size.product()) + ") ** (1 / " +
                          p + ")");
    return layer;
}

FrameworkLayer unpool_layer(const Operands& operands, Code& code) {
    const Operation& operation = operands.operation;
    FrameworkLayer layer;
    const std::string planes = std::to_string(operation.batch) + ", " + std::to_string(operation.in_channels);
    layer.after = {"y = np.zeros((" + planes + ", " + std::to_string(operands.out_plane()) + "), x.dtype)",
                   "flat = indices.reshape(" + planes + ", -1)",
                   "np.put_along_axis(y, flat, x.reshape(" + planes + ", -1), axis=2)",
                   "y = y.reshape" + python::tuple(operands.y_shape)};
    code.possible = false;
    code.notes.emplace_back("code.note.no_unpooling");
    return layer;
}

} // namespace

FrameworkLayer pool_layer(const Operands& operands, Code& code) {
    const Operation& operation = operands.operation;
    if (operands.power_mean) {
        const Operation average = average_of_powers(operation);
        FrameworkLayer layer = is_one(effective_dilation(operation)) ? average_layer(average, code)
                                                                     : dilated_pool(average, code);
        add_powers_and_root(layer.before, layer.after, "abs(x)", operation.norm_p);
        return layer;
    }
    if (is_pool(operation.kind) && !is_one(effective_dilation(operation)))
        return dilated_pool(operation, code);
    switch (operation.kind) {
    case Kind::max_pool:
        return max_layer(operation, code);
    case Kind::avg_pool:
        return average_layer(operation, code);
    case Kind::lp_pool:
        return norm_layer(operation, code);
    case Kind::conv:
    case Kind::conv_transpose:
    case Kind::max_unpool:
        break;
    }
    return unpool_layer(operands, code);
}

} // namespace convlens::keras
