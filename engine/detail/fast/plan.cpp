// From an operation to gathers; per axis, then the products of the axes.
#include "engine/detail/fast/plan.h"

#include "convlens/arithmetic.h"
#include "engine/detail/axis.h"
#include "engine/detail/taps.h"

#include <algorithm>
#include <numeric>

namespace convlens::detail {

Triple Direct::reached() const {
    Triple result;
    for (std::size_t i = 0; i < 3; ++i)
        result[i] = (output[i] - 1) * stride[i] + (kernel[i] - 1) * dilation[i] + 1;
    return result;
}

Direct direct_of(const Operation& operation) {
    const Spatial spatial = spatial_of(operation);
    Direct d;
    d.batch = operation.batch;
    d.groups = operation.groups;
    d.in_channels = operation.in_channels / operation.groups;
    d.out_channels = operation.out_channels / operation.groups;
    d.input = spatial.input;
    d.kernel = spatial.kernel;
    d.output = spatial.output;
    d.mode = operation.padding_mode;
    const std::size_t missing = 3 - operation.dims();
    for (std::size_t i = 0; i < operation.dims(); ++i) {
        d.stride[missing + i] = operation.stride[i];
        d.begin[missing + i] = operation.padding_begin[i];
        d.dilation[missing + i] = operation.dilation[i];
    }
    if (is_swapped(operation.kind)) {
        std::swap(d.input, d.output);
        std::swap(d.in_channels, d.out_channels);
    }
    return d;
}

namespace {

GatherAxis direct_axis(const Direct& d, std::size_t i) {
    GatherAxis axis;
    axis.source = d.input[i];
    axis.target = axis.count = d.output[i];
    axis.stride = d.stride[i];
    axis.offsets = {-d.begin[i], d.dilation[i], d.kernel[i]};
    axis.kernel = {0, 1, d.kernel[i]};
    return axis;
}

/// Input positions r, r + s, ..: x = s*t + r meets y = t + (r + p - d*k) / s through the taps k where that is
/// whole.
GatherAxis adjoint_axis(const Direct& d, std::size_t i, int64_t remainder) {
    GatherAxis axis;
    axis.source = d.output[i];
    axis.target = d.input[i];
    axis.first = remainder;
    axis.step = d.stride[i];
    axis.count = (d.input[i] - remainder + axis.step - 1) / axis.step;
    const int64_t every =
        axis.step / std::gcd(axis.step, d.dilation[i]); // of the taps fits, from the first on
    for (int64_t k = 0; k < std::min(every, d.kernel[i]); ++k) {
        const int64_t distance = remainder + d.begin[i] - k * d.dilation[i];
        if (distance % axis.step == 0) {
            const int64_t count = (d.kernel[i] - k + every - 1) / every;
            axis.offsets = {distance / axis.step, -(every * d.dilation[i] / axis.step), count};
            axis.kernel = {k, every, count};
        }
    }
    return axis;
}

} // namespace

Gather gather_of(const Direct& d) {
    Gather gather;
    for (std::size_t i = 0; i < 3; ++i)
        gather.axes[i] = direct_axis(d, i);
    gather.in_channels = d.in_channels;
    gather.out_channels = d.out_channels;
    gather.w_in = d.taps();
    gather.w_out = d.in_channels * d.taps();
    gather.mode = d.mode;
    return gather;
}

std::vector<Gather> adjoint_of(const Direct& d) {
    std::array<std::vector<GatherAxis>, 3> axes;
    for (std::size_t i = 0; i < 3; ++i)
        for (int64_t remainder = 0; remainder < std::min(d.stride[i], d.input[i]); ++remainder)
            axes[i].push_back(adjoint_axis(d, i, remainder));
    std::vector<Gather> gathers;
    for (const GatherAxis& a : axes[0])
        for (const GatherAxis& b : axes[1])
            for (const GatherAxis& c : axes[2]) {
                Gather gather;
                gather.axes = {a, b, c};
                gather.in_channels = d.out_channels;
                gather.out_channels = d.in_channels;
                gather.w_in = d.in_channels * d.taps();
                gather.w_out = d.taps();
                gathers.push_back(gather);
            }
    return gathers;
}

GatherTaps::GatherTaps(const Gather& gather, const Triple& kernel) : axes_(gather.axes), kernel_(kernel) {
    constexpr int64_t max_listed = 4096;
    count_ = axes_[0].offsets.count * axes_[1].offsets.count * axes_[2].offsets.count;
    if (count_ <= max_listed)
        for (int64_t i = 0; i < count_; ++i)
            list_.push_back(found(i));
}

GatherTap GatherTaps::found(int64_t i) const {
    std::array<std::size_t, 3> at{};
    for (std::size_t axis = 3; axis-- > 0;) {
        at[axis] = static_cast<std::size_t>(i % axes_[axis].offsets.count);
        i /= axes_[axis].offsets.count;
    }
    GatherTap tap;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        tap.offset[axis] = axes_[axis].offsets[at[axis]];
        tap.weight = tap.weight * kernel_[axis] + axes_[axis].kernel[at[axis]];
    }
    return tap;
}

} // namespace convlens::detail
