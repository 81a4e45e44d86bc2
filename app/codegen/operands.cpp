#include "codegen/operands.h"

#include "codegen/python.h"
#include "convlens/arithmetic.h"
#include "document/numbers.h"
#include "document/unpooling.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

namespace convlens {
namespace {

bool collide(const Operands& operands) {
    const int64_t plane = operands.operation.input_size.product();
    std::set<std::pair<int64_t, int64_t>> taken;
    for (int64_t flat = 0; flat < operands.indices->count(); ++flat)
        if (!taken.emplace(flat / plane, (*operands.indices)[flat]).second)
            return true;
    return false;
}

bool all_finite(const std::optional<Tensor<double>>& tensor) {
    return !tensor || std::all_of(tensor->data.begin(), tensor->data.end(),
                                  [](double value) { return std::isfinite(value); });
}

/// "(N, C, H, W)": names of the axes of x.
std::string axes_text(const char* first, const char* second, const std::array<const char*, 3>& spatial,
                      std::size_t dims) {
    std::string text = std::string("(") + first + ", " + second;
    for (std::size_t axis = 3 - dims; axis < 3; ++axis)
        text.append(", ").append(spatial[axis]);
    return text + ")";
}
std::string x_axes(const Operation& operation) {
    if (operation.dims() == 1)
        return "(N, C, L)";
    return axes_text("N", "C", {"D", "H", "W"}, operation.dims());
}
std::string w_axes(const Operation& operation) {
    const bool grouped = operation.groups > 1;
    const bool turned = operation.kind == Kind::conv_transpose;
    const char* const first = turned ? "C" : "O";
    const char* const second = turned ? (grouped ? "O/G" : "O") : grouped ? "C/G" : "C";
    if (operation.dims() == 1)
        return axes_text(first, second, {"", "", "K"}, 1);
    return axes_text(first, second, {"kD", "kH", "kW"}, operation.dims());
}

template <class T>
std::string written(const std::string& name, const std::string& open, const Tensor<T>& tensor,
                    const std::string& close, const std::string& comment) {
    return name + " = " + open + python::rows(tensor) + close + ".reshape" + python::tuple(tensor.shape) +
           comment + "\n";
}

} // namespace

int64_t Operands::out_plane() const {
    return y_shape.product() / (y_shape[0] * y_shape[1]);
}

Operands operands_of(const Document& document, const Operation& operation) {
    Operands operands;
    operands.operation = operation;
    operands.x_shape = input_shape(operation);
    operands.w_shape = weight_shape(operation);
    operands.y_shape = output_shape(operation);
    operands.flips_kernel = document.flip_kernel && operation.kind == Kind::conv;
    operands.power_mean =
        document.power_mean && operation.kind == Kind::lp_pool && std::isfinite(operation.norm_p);
    constexpr int64_t largest_unpooled = int64_t{1} << 20; // a plane that is looked through for its switches
    const bool is_small = operands.x_shape.product() <= max_written;
    if (operation.kind == Kind::max_unpool) {
        if (!is_small || operands.y_shape.product() > largest_unpooled)
            return operands;
        UnpoolInput input = unpool_input(document, operation);
        operands.x = std::move(input.x);
        operands.indices = std::move(input.switches);
        operands.indices_collide = collide(operands);
        return operands;
    }
    if (is_small)
        operands.x = numbers(document.input, TensorRole::x, operands.x_shape);
    if (operands.has_weight() && operands.w_shape.product() <= max_written)
        operands.w = numbers(document.weight, TensorRole::w, operands.w_shape);
    return operands;
}

std::string tensor_lines(const Operands& operands, const ArrayStyle& style) {
    const Operation& operation = operands.operation;
    const std::string x_comment = "  # " + x_axes(operation);
    const std::string w_comment = "  # " + w_axes(operation);
    std::string text;
    if (operands.is_random() && !style.seed.empty())
        text += style.seed + "\n";
    text += operands.x ? written("x", style.open, *operands.x, style.close, x_comment)
                       : "x = " + style.random(operands.x_shape) + x_comment + "\n";
    if (operands.has_weight())
        text += operands.w ? written("w", style.open, *operands.w, style.close, w_comment)
                           : "w = " + style.random(operands.w_shape) + w_comment + "\n";
    if (operation.kind == Kind::max_unpool)
        text += operands.indices
                    ? written("indices", style.open_indices, *operands.indices, style.close_indices, "")
                    : "indices = " + style.random_to(operands.x_shape, operands.out_plane()) + "\n";
    return text;
}

std::string number_imports(const Operands& operands) {
    return all_finite(operands.x) && all_finite(operands.w) ? "" : "from math import inf, nan\n\n";
}

ArrayStyle numpy_arrays(const std::string& type) {
    ArrayStyle style;
    style.open = "np.array(";
    style.close = ", dtype=" + type + ")";
    style.open_indices = "np.array(";
    style.close_indices = ")";
    style.seed = "rng = np.random.default_rng(1)";
    const std::string cast = type == "float" ? "" : ".astype(" + type + ")";
    style.random = [cast](const Sizes& shape) {
        return "rng.standard_normal(" + python::tuple(shape) + ")" + cast;
    };
    style.random_to = [](const Sizes& shape, int64_t limit) {
        return "rng.integers(" + std::to_string(limit) + ", size=" + python::tuple(shape) + ")";
    };
    return style;
}

Sizes padded_to_reach(const Operation& operation) {
    const Sizes output = output_size(operation);
    const Sizes window = dilated_kernel(operation);
    Sizes end;
    for (std::size_t a = 0; a < operation.dims(); ++a) {
        const int64_t reached =
            (output[a] - 1) * operation.stride[a] + window[a] - operation.padding_begin[a];
        end.push_back(std::max(operation.padding_end[a], reached - operation.input_size[a]));
    }
    return end;
}

Sizes effective_dilation(const Operation& operation) {
    Sizes dilation = operation.dilation;
    for (std::size_t a = 0; a < operation.dims(); ++a)
        if (operation.kernel_size[a] == 1)
            dilation[a] = 1;
    return dilation;
}

bool is_zero(const Sizes& sizes) {
    return std::all_of(sizes.begin(), sizes.end(), [](int64_t s) { return s == 0; });
}
bool is_one(const Sizes& sizes) {
    return std::all_of(sizes.begin(), sizes.end(), [](int64_t s) { return s == 1; });
}

bool divides_by_kernel(const Operation& operation) {
    const bool none_padded = is_zero(operation.padding_begin) && is_zero(operation.padding_end);
    const bool reaches_end = padded_to_reach(operation) == operation.padding_end;
    return reaches_end && (operation.count_include_pad || none_padded);
}

Operation average_of_powers(const Operation& operation) {
    Operation average = operation;
    average.kind = Kind::avg_pool;
    average.norm_p = 2; // no longer one of its parameters
    average.count_include_pad = false;
    return average;
}

bool is_even_power(const Operation& operation) {
    return std::fmod(operation.norm_p, 2) == 0; // infinity gives NaN
}

Sizes spatial_axes(const Operation& operation, int64_t first) {
    Sizes axes;
    for (std::size_t a = 0; a < operation.dims(); ++a)
        axes.push_back(first + static_cast<int64_t>(a));
    return axes;
}

} // namespace convlens
