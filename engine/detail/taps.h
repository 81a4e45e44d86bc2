// The products of a whole output element at a time, for the plain evaluators: the Relation's terms without
// the misses, in its order, with what the axes share hoisted. Private to the engine.
#pragma once

#include "convlens/operation.h"
#include "engine/detail/channels.h"

#include <array>
#include <cstdint>
#include <vector>

namespace convlens::detail {

/// One tap of one axis that meets an input element.
struct Tap {
    int64_t input = 0;  // index along the axis
    int64_t kernel = 0; // index along the axis
};

/// The spatial axes, made three by axes of size 1 in front. Sizes as int64, first axis outermost.
struct Spatial {
    std::array<int64_t, 3> input{1, 1, 1};
    std::array<int64_t, 3> kernel{1, 1, 1};
    std::array<int64_t, 3> output{1, 1, 1};
    int64_t input_count() const { return input[0] * input[1] * input[2]; }
    int64_t kernel_count() const { return kernel[0] * kernel[1] * kernel[2]; }
    int64_t output_count() const { return output[0] * output[1] * output[2]; }
};

Spatial spatial_of(const Operation& operation);

/// Taps of output index `y` on spatial axis `axis` of three, in the order of the Relation, put into `taps`.
void find_taps(const Operation& operation, std::size_t axis, int64_t y, std::vector<Tap>& taps);

/// The taps of one output element, by axis; their product are its terms.
using TapLists = std::array<std::vector<Tap>, 3>;

/// Calls visit(flat output index within a plane, taps, {y0, y1, y2}) for every element of an output plane.
template <class Visit> void for_each_output(const Operation& operation, Visit visit) {
    const Spatial spatial = spatial_of(operation);
    TapLists taps;
    int64_t flat = 0;
    std::array<int64_t, 3> y{};
    for (y[0] = 0; y[0] < spatial.output[0]; ++y[0]) {
        find_taps(operation, 0, y[0], taps[0]);
        for (y[1] = 0; y[1] < spatial.output[1]; ++y[1]) {
            find_taps(operation, 1, y[1], taps[1]);
            for (y[2] = 0; y[2] < spatial.output[2]; ++y[2]) {
                find_taps(operation, 2, y[2], taps[2]);
                visit(flat++, taps, y);
            }
        }
    }
}

/// Calls visit(flat input index, flat kernel index) for every product of the taps, in row order.
template <class Visit> void for_each_product(const Spatial& spatial, const TapLists& taps, Visit visit) {
    for (const Tap& a : taps[0])
        for (const Tap& b : taps[1]) {
            const int64_t input = (a.input * spatial.input[1] + b.input) * spatial.input[2];
            const int64_t kernel = (a.kernel * spatial.kernel[1] + b.kernel) * spatial.kernel[2];
            for (const Tap& c : taps[2])
                visit(input + c.input, kernel + c.kernel);
        }
}

/// The input planes, each with its kernel, that one output element sums over.
struct SummedPlanes {
    int64_t input = 0;  // flat index of the first number of the first plane
    int64_t kernel = 0; // of its kernel
    int64_t input_step = 0;
    int64_t kernel_step = 0;
    int64_t count = 0;

    /// Calls visit(first of an input plane, first of its kernel) for all.
    template <class Visit> void for_each(Visit visit) const {
        for (int64_t i = 0; i < count; ++i)
            visit(input + i * input_step, kernel + i * kernel_step);
    }
};

/// Calls visit(flat output index, planes, taps) for every output element, its planes in the order of the
/// Relation. For operations with a weight.
template <class Visit> void for_each_sum(const Operation& operation, const Spatial& spatial, Visit visit) {
    const Channels channels = channels_of(operation);
    SummedPlanes planes;
    planes.input_step = spatial.input_count();
    planes.kernel_step = (channels.is_conv ? 1 : channels.out) * spatial.kernel_count();
    planes.count = channels.in;
    for_each_output(operation, [&](int64_t place, const TapLists& taps, const std::array<int64_t, 3>&) {
        for (int64_t n = 0; n < operation.batch; ++n)
            for (int64_t o = 0; o < operation.out_channels; ++o) {
                const int64_t group = o / channels.out;
                planes.input = (n * operation.in_channels + group * channels.in) * planes.input_step;
                planes.kernel = channels.kernel_of(group, o % channels.out, 0) * spatial.kernel_count();
                visit((n * operation.out_channels + o) * spatial.output_count() + place,
                      static_cast<const SummedPlanes&>(planes), taps);
            }
    });
}

/// Calls visit(flat output index, flat input index, flat weight index) for every product, in the order of the
/// Relation.
template <class Visit> void for_each_term(const Operation& operation, Visit visit) {
    const Spatial spatial = spatial_of(operation);
    for_each_sum(operation, spatial, [&](int64_t output, const SummedPlanes& planes, const TapLists& taps) {
        planes.for_each([&](int64_t input, int64_t kernel) {
            for_each_product(spatial, taps,
                             [&](int64_t at, int64_t k) { visit(output, input + at, kernel + k); });
        });
    });
}

/// Calls visit(flat output index, first of its input plane, taps, {y0, y1, y2}) for every window of a pool.
template <class Visit> void for_each_window(const Operation& operation, const Spatial& spatial, Visit visit) {
    const int64_t planes = operation.batch * operation.in_channels;
    for_each_output(operation, [&](int64_t place, const TapLists& taps, const std::array<int64_t, 3>& y) {
        for (int64_t plane = 0; plane < planes; ++plane)
            visit(plane * spatial.output_count() + place, plane * spatial.input_count(), taps, y);
    });
}

} // namespace convlens::detail
