// Entries of the two matrices: those of im2col are terms of the Relation, the unrolled matrix solves it on
// each axis for the taps between an output and an input.
#include "convlens/matrix.h"

#include "convlens/arithmetic.h"
#include "convlens/assert.h"
#include "engine/detail/channels.h"
#include "engine/detail/pool_divisor.h"

#include <algorithm>

namespace convlens {

using namespace detail;

namespace {

int64_t floor_quotient(int64_t a, int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

/// The positions of a padded axis at which one element lies, ascending: itself and where the padding mode
/// repeats it.
struct Positions {
    struct Range {
        int64_t low = 0;
        int64_t high = -1;
    };
    std::array<Range, 3> ranges{};
    std::size_t count = 0;
    void add(int64_t low, int64_t high) { ranges[count++] = {low, high}; }
};

Positions positions_of(const Operation& operation, std::size_t axis, int64_t x) {
    const int64_t first = -operation.padding_begin[axis];
    const int64_t last = operation.input_size[axis] - 1; // of the elements; input_dilation is 1 with modes
    const int64_t end = last + operation.padding_end[axis];
    Positions positions;
    switch (operation.padding_mode) {
    case PaddingMode::zeros:
        positions.add(x * operation.input_dilation[axis], x * operation.input_dilation[axis]);
        break;
    case PaddingMode::reflect:
        if (x > 0 && -x >= first)
            positions.add(-x, -x);
        positions.add(x, x);
        if (x < last && 2 * last - x <= end)
            positions.add(2 * last - x, 2 * last - x);
        break;
    case PaddingMode::replicate:
        positions.add(x == 0 ? std::min<int64_t>(first, 0) : x, x == last ? std::max(end, last) : x);
        break;
    case PaddingMode::circular:
        if (x - last - 1 >= first)
            positions.add(x - last - 1, x - last - 1);
        positions.add(x, x);
        if (x + last + 1 <= end)
            positions.add(x + last + 1, x + last + 1);
        break;
    }
    return positions;
}

} // namespace

bool has_unrolled(Kind kind) {
    return has_weight(kind) || kind == Kind::avg_pool;
}

bool has_im2col(Kind kind) {
    return kind != Kind::max_unpool;
}

Im2col::Im2col(const Operation& operation)
    : relation_(operation), kernel_(operation.kernel_size.product()),
      windows_(output_size(operation).product()) {
    CONVLENS_ASSERT(has_im2col(operation.kind));
}

int64_t Im2col::rows() const {
    return relation_.operation().in_channels * kernel_;
}

int64_t Im2col::columns() const {
    return windows_;
}

Im2col::Entry Im2col::entry(int64_t row, int64_t column) const {
    CONVLENS_ASSERT(row >= 0 && row < rows() && column >= 0 && column < columns());
    const Operation& operation = relation_.operation();
    const int64_t channel = row / kernel_;
    const Channels channels = channels_of(operation);
    const int64_t output = channel / channels.in * channels.out * windows_ + column; // the group's first map
    const Term term = relation_.term_of_output(output, channel % channels.in * kernel_ + row % kernel_);
    return {term.kind, term.input};
}

Unrolled::Unrolled(const Operation& operation) : operation_(operation), output_(output_size(operation)) {
    CONVLENS_ASSERT(has_unrolled(operation.kind) && check(operation).empty());
}

int64_t Unrolled::rows() const {
    return operation_.out_channels * output_.product();
}

int64_t Unrolled::columns() const {
    return operation_.in_channels * operation_.input_size.product();
}

Unrolled::Runs Unrolled::runs_of(std::size_t axis, int64_t y, int64_t x) const {
    const int64_t dilation = operation_.dilation[axis];
    const int64_t begin = operation_.padding_begin[axis];
    const int64_t stride = operation_.stride[axis];
    const auto run = [&](int64_t low, int64_t high) { // taps k with low <= k * dilation <= high
        const int64_t first = std::max<int64_t>(0, -floor_quotient(-low, dilation));
        const int64_t last = std::min(operation_.kernel_size[axis] - 1, floor_quotient(high, dilation));
        return Run{first, std::max<int64_t>(0, last - first + 1)};
    };
    Runs runs;
    if (is_swapped(operation_.kind)) {
        runs[0] = run(y + begin - stride * x, y + begin - stride * x);
        return runs;
    }
    const Positions positions = positions_of(operation_, axis, x);
    const int64_t start = y * stride - begin;
    for (std::size_t i = 0; i < positions.count; ++i)
        runs[i] = run(positions.ranges[i].low - start, positions.ranges[i].high - start);
    return runs;
}

Unrolled::Place Unrolled::place_of(int64_t row, int64_t column) const {
    CONVLENS_ASSERT(row >= 0 && row < rows() && column >= 0 && column < columns());
    Place place;
    for (Runs& runs : place.runs)
        runs[0] = {0, 1}; // axes that are not there
    const std::size_t missing = 3 - operation_.dims();
    for (std::size_t axis = operation_.dims(); axis-- > 0;) {
        const int64_t y = row % output_[axis];
        place.output[missing + axis] = y;
        place.runs[missing + axis] = runs_of(axis, y, column % operation_.input_size[axis]);
        row /= output_[axis];
        column /= operation_.input_size[axis];
    }
    if (!has_weight(operation_.kind)) {
        place.plane = row == column ? 0 : -1;
        return place;
    }
    const Channels channels = channels_of(operation_);
    const int64_t group = row / channels.out;
    if (group == column / channels.in)
        place.plane = channels.kernel_of(group, row % channels.out, column % channels.in);
    return place;
}

Unrolled::Entry Unrolled::entry(int64_t row, int64_t column) const {
    const Place place = place_of(row, column);
    if (place.plane < 0)
        return {};
    const std::size_t missing = 3 - operation_.dims();
    Entry entry{place.plane, 1, 1};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        int64_t taps = 0;
        int64_t first = 0;
        for (const Run& run : place.runs[axis]) {
            first = taps == 0 && run.count > 0 ? run.first : first;
            taps += run.count;
        }
        entry.weight_count *= taps;
        entry.weight = entry.weight * (axis < missing ? 1 : operation_.kernel_size[axis - missing]) + first;
    }
    if (entry.weight_count == 0)
        return {};
    if (operation_.kind == Kind::avg_pool)
        return {-1, entry.weight_count, pool_divisor(operation_, place.output)};
    return entry;
}

std::vector<int64_t> Unrolled::weights(int64_t row, int64_t column) const {
    const Place place = place_of(row, column);
    if (place.plane < 0 || !has_weight(operation_.kind))
        return {};
    std::vector<int64_t> result{place.plane};
    const std::size_t missing = 3 - operation_.dims();
    for (std::size_t axis = missing; axis < 3; ++axis) {
        std::vector<int64_t> longer;
        for (const int64_t prefix : result)
            for (const Run& run : place.runs[axis])
                for (int64_t k = run.first; k < run.first + run.count; ++k)
                    longer.push_back(prefix * operation_.kernel_size[axis - missing] + k);
        result = std::move(longer);
    }
    return result;
}

template <class T> T Unrolled::value(int64_t row, int64_t column, const Tensor<T>& w) const {
    const Entry found = entry(row, column);
    if (found.weight_count == 0)
        return 0;
    if (found.weight < 0)
        return static_cast<T>(found.weight_count) / static_cast<T>(found.divisor);
    if (found.weight_count == 1)
        return w[found.weight];
    T sum = 0;
    for (const int64_t weight : weights(row, column))
        sum += w[weight];
    return sum;
}

template float Unrolled::value(int64_t, int64_t, const Tensor<float>&) const;
template double Unrolled::value(int64_t, int64_t, const Tensor<double>&) const;

} // namespace convlens
