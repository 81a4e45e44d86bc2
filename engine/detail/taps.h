// The products of a whole output element at a time, for the plain evaluators: the Relation's terms without
// the misses, in its order, with what the axes share hoisted. Private to the engine.
#pragma once

#include "convlens/operation.h"

#include <array>
#include <cstdint>
#include <vector>

namespace convlens {

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

} // namespace convlens
