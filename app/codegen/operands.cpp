// The numbers come from the document; the facts from the sizes of the operation alone.
#include "codegen/operands.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/results.h"
#include "document/evaluate/unpooling.h"
#include "document/numbers.h"

#include <algorithm>
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

} // namespace

int64_t Operands::out_plane() const {
    return y_shape.product() / (y_shape[0] * y_shape[1]);
}

Operands operands_of(const Document& document, const Operation& operation, const std::string& photo) {
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
    const bool is_picture = document.input.kind == SourceKind::image && operation.dims() == 2;
    if (is_picture && document.input.edits.empty())
        operands.photo = photo;
    if (is_small && operands.photo.empty())
        operands.x = numbers(input_of(document), TensorRole::x, operands.x_shape);
    if (operands.has_weight() && operands.w_shape.product() <= max_written)
        operands.w = numbers(document.weight, TensorRole::w, operands.w_shape);
    std::vector<double> bias = bias_of(document, operation);
    operands.has_bias = !bias.empty();
    if (operands.has_bias && operation.out_channels <= max_written) {
        bias.resize(static_cast<std::size_t>(operation.out_channels));
        operands.b = Tensor<double>(Sizes{operation.out_channels}, std::move(bias));
    }
    return operands;
}

bool PaddedSides::are_none() const {
    return is_zero(begin) && is_zero(end);
}

PaddedSides padded_sides(const Operation& operation) {
    return {operation.padding_begin, operation.padding_end};
}

PaddedSides sides_to_reach(const Operation& operation) {
    const Sizes output = output_size(operation);
    const Sizes window = dilated_kernel(operation);
    Sizes end;
    for (std::size_t a = 0; a < operation.dims(); ++a) {
        const int64_t reached =
            (output[a] - 1) * operation.stride[a] + window[a] - operation.padding_begin[a];
        end.push_back(std::max(operation.padding_end[a], reached - operation.input_size[a]));
    }
    return {operation.padding_begin, end};
}

bool needs_ceil_padding(const Operation& operation) {
    return is_pool(operation.kind) && sides_to_reach(operation).end != operation.padding_end;
}

CountedPadding counted_padding(const Operation& operation) {
    const Sizes none = Sizes::filled(operation.dims(), 0);
    CountedPadding padding{{none, none}, sides_to_reach(operation)};
    if (!operation.count_include_pad)
        return padding;
    padding.ones = padded_sides(operation);
    padding.zeros.begin = none;
    for (std::size_t a = 0; a < operation.dims(); ++a)
        padding.zeros.end[a] -= operation.padding_end[a];
    return padding;
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
    return !needs_ceil_padding(operation) &&
           (operation.count_include_pad || padded_sides(operation).are_none());
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

Sizes joined(const Sizes& first, const Sizes& second) {
    Sizes both = first;
    for (const int64_t size : second)
        both.push_back(size);
    return both;
}

Sizes ones_shape(const Operation& operation) {
    return joined({operation.in_channels, 1}, operation.kernel_size);
}

} // namespace convlens
