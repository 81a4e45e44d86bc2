// From an operation to gathers; per axis, then the products of the axes.
#include "engine/fast_plan.h"

#include "engine/arithmetic.h"
#include "engine/axis.h"
#include "engine/taps.h"

#include <algorithm>

namespace convlens {

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
    for (int64_t k = 0; k < d.kernel[i]; ++k) {
        axis.offsets.push_back(k * d.dilation[i] - d.begin[i]);
        axis.kernel.push_back(k);
    }
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
    for (int64_t k = 0; k < d.kernel[i]; ++k) {
        const int64_t distance = remainder + d.begin[i] - k * d.dilation[i];
        if (distance % axis.step == 0) {
            axis.offsets.push_back(distance / axis.step);
            axis.kernel.push_back(k);
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

std::vector<GatherTap> taps_of(const Gather& gather, const Triple& kernel) {
    std::vector<GatherTap> taps;
    for (std::size_t a = 0; a < gather.axes[0].offsets.size(); ++a)
        for (std::size_t b = 0; b < gather.axes[1].offsets.size(); ++b)
            for (std::size_t c = 0; c < gather.axes[2].offsets.size(); ++c) {
                const auto& axes = gather.axes;
                taps.push_back(
                    {{axes[0].offsets[a], axes[1].offsets[b], axes[2].offsets[c]},
                     (axes[0].kernel[a] * kernel[1] + axes[1].kernel[b]) * kernel[2] + axes[2].kernel[c]});
            }
    return taps;
}

} // namespace convlens
