// How much is computed and how much of it on zeros, in closed form: sizes go to 2^31 - 1, so nothing is
// enumerated. On each axis the pairs (window y, tap k) are counted by where they fall, and the axes multiply.
#include "convlens/arithmetic.h"
#include "engine/detail/axis.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

namespace convlens {

using namespace detail;

namespace {

/// Pairs u in [0, n), v in [0, m) with a u + b v <= top. a, b >= 1.
Wide pairs_up_to(Wide n, Wide a, Wide m, Wide b, Wide top) {
    if (top < 0 || n <= 0 || m <= 0)
        return 0;
    const Wide some = std::min(m, top / b + 1); // v below this have at least one u
    const Wide rest = top - (n - 1) * a;
    const Wide all = rest < 0 ? 0 : std::min(some, rest / b + 1); // v below this have all u
    // v from all to some - 1: floor((top - b v) / a) + 1 each; summed from the last v, so that the slope is
    // positive
    const Wide last = top - b * (some - 1);
    return n * all + floor_sum(some - all, a, b, last) + (some - all);
}

/// Pairs with low <= a u + b v <= high.
Wide pairs_between(Wide n, Wide a, Wide m, Wide b, Wide low, Wide high) {
    return high < low ? 0 : pairs_up_to(n, a, m, b, high) - pairs_up_to(n, a, m, b, low - 1);
}

/// The inverse of a modulo m, for gcd(a, m) = 1.
Wide inverse(Wide a, Wide m) {
    Wide old_rest = a % m;
    Wide rest = m;
    Wide old_factor = 1;
    Wide factor = 0;
    while (rest != 0) {
        const Wide quotient = old_rest / rest;
        std::tie(old_rest, rest) = std::pair(rest, old_rest - quotient * rest);
        std::tie(old_factor, factor) = std::pair(factor, old_factor - quotient * factor);
    }
    return (old_factor % m + m) % m;
}

/// Pairs of one axis by what the window's tap meets.
struct AxisPairs {
    Wide all = 0;
    Wide inside = 0; // within the stretched input: elements and inserted zeros
    Wide real = 0;   // on elements
};

/// Pairs on elements where both the stride and the input dilation e are over 1: taps k = r + e j of one
/// residue r fall on elements for y = first + step t only. Cost O(min(e, k) log), for operations that only
/// tests make.
Wide real_by_residue(const Axis& a, Wide outputs) {
    const Wide e = a.input_dilation;
    const Wide common = std::gcd(static_cast<int64_t>(a.stride), static_cast<int64_t>(e));
    const Wide step = e / common;
    const Wide inverse_stride = inverse(a.stride / common, step);
    Wide sum = 0;
    for (Wide r = 0; r < std::min(e, a.kernel); ++r) {
        const Wide target = ((a.begin - r * a.dilation) % e + e) % e; // y * stride has to be this modulo e
        if (target % common != 0)
            continue;
        const Wide first = target / common % step * inverse_stride % step;
        const Wide taps = (a.kernel - r + e - 1) / e;
        const Wide windows = first < outputs ? (outputs - first + step - 1) / step : 0;
        const Wide origin = first * a.stride + r * a.dilation - a.begin;
        sum += pairs_between(windows, step * a.stride, taps, e * a.dilation, -origin,
                             a.stretched() - 1 - origin);
    }
    return sum;
}

AxisPairs axis_pairs(const Axis& a) {
    const Wide outputs = a.output();
    AxisPairs pairs;
    pairs.all = outputs * a.kernel;
    pairs.inside =
        pairs_between(outputs, a.stride, a.kernel, a.dilation, a.begin, a.begin + a.stretched() - 1);
    if (a.input_dilation == 1) {
        pairs.real = pairs.inside;
    } else if (a.stride == 1) { // count (x, k) instead, with the taps from the last: e x + d k' in a range
        const Wide low = a.window() - 1 - a.begin;
        pairs.real = pairs_between(a.input, a.input_dilation, a.kernel, a.dilation, low, low + outputs - 1);
    } else {
        pairs.real = real_by_residue(a, outputs);
    }
    return pairs;
}

using PairsOfAxes = std::array<AxisPairs, 3>;

/// Product of (whole - part) over a box of axes as a sum of non-negative parts, so that it may saturate.
template <class Whole, class Part>
Wide difference_of_products(const PairsOfAxes& axes, std::size_t dims, Whole whole, Part part) {
    Wide sum = 0;
    for (std::size_t axis = 0; axis < dims; ++axis) {
        Wide product = whole(axes[axis]) - part(axes[axis]);
        for (std::size_t other = 0; other < dims; ++other)
            if (other != axis)
                product = times(product, other < axis ? part(axes[other]) : whole(axes[other]));
        sum = saturated(sum) + static_cast<Wide>(saturated(product));
    }
    return sum;
}

Counts conv_counts(const Operation& operation) {
    PairsOfAxes axes;
    Wide all = 1;
    for (std::size_t axis = 0; axis < operation.dims(); ++axis) {
        axes[axis] = axis_pairs(axis_of(operation, axis));
        all = times(all, axes[axis].all);
    }
    const auto of_all = [](const AxisPairs& pairs) { return pairs.all; };
    const auto of_inside = [](const AxisPairs& pairs) { return pairs.inside; };
    const auto of_real = [](const AxisPairs& pairs) { return pairs.real; };
    const Wide planes =
        times(times(operation.batch, operation.out_channels), operation.in_channels / operation.groups);
    Counts counts;
    counts.multiply_adds = saturated(times(planes, all));
    if (operation.padding_mode == PaddingMode::zeros)
        counts.multiply_adds_on_padding =
            saturated(times(planes, difference_of_products(axes, operation.dims(), of_all, of_inside)));
    counts.multiply_adds_on_inserted_zeros =
        saturated(times(planes, difference_of_products(axes, operation.dims(), of_inside, of_real)));
    counts.parameters = weight_shape(operation).product();
    return counts;
}

} // namespace

Counts counts(const Operation& operation) {
    if (operation.kind == Kind::conv)
        return conv_counts(operation);
    if (operation.kind != Kind::conv_transpose)
        return {};
    const int64_t parameters = weight_shape(operation).product();
    Wide products = times(operation.batch, parameters); // each weight meets the inputs of its channel
    for (const int64_t size : operation.input_size)
        products = times(products, size);
    return {.multiply_adds = saturated(products), .parameters = parameters};
}

} // namespace convlens
