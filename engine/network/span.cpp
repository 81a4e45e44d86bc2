// Along one axis: which positions a range of others meets, tap by tap.
#include "engine/network/span.h"

#include "convlens/arithmetic.h"
#include "convlens/source.h"

namespace convlens::detail {

namespace {

int64_t floored(int64_t a, int64_t b) {
    return a >= 0 ? a / b : -((b - 1 - a) / b);
}

/// The parameters of one axis: window position y meets element s * y + d * k - p through tap k.
struct Windows {
    int64_t stride;
    int64_t dilation;
    int64_t taps;
    int64_t padding;
    int64_t elements; // sizes of the two sides
    int64_t places;

    /// Elements that the windows at `at` have, of those that there are; outside(windows, offset): those that
    /// the tap takes beyond.
    template <class Outside> Span elements_of(Span at, Outside outside) const {
        Span found;
        for (int64_t k = 0; k < taps; ++k) {
            const int64_t offset = dilation * k - padding;
            const int64_t first = std::max(at.begin, -floored(offset, stride));
            const int64_t last = std::min(at.end - 1, floored(elements - 1 - offset, stride));
            if (first <= last)
                found.add({first * stride + offset, last * stride + offset + 1});
            outside(Span{at.begin, std::min(at.end, first)}, offset);
            outside(Span{std::max(at.begin, last + 1), at.end}, offset);
        }
        return found;
    }

    /// Windows that have an element of the range, positions beyond the border too.
    Span places_of(Span of) const {
        Span found;
        for (int64_t k = 0; k < taps; ++k) {
            const int64_t offset = dilation * k - padding;
            const int64_t first = -floored(-(of.begin - offset), stride);
            const int64_t last = floored(of.end - 1 - offset, stride);
            found.add(Span{first, last + 1}.within(places));
        }
        return found;
    }
};

Windows windows_of(const Operation& operation, std::size_t axis) {
    const int64_t output = output_size(operation)[axis];
    const int64_t input = operation.input_size[axis];
    const bool swapped = is_swapped(operation.kind);
    return {operation.stride[axis],        operation.dilation[axis], operation.kernel_size[axis],
            operation.padding_begin[axis], swapped ? output : input, swapped ? input : output};
}

bool folds(const Operation& operation) {
    return operation.padding_mode != PaddingMode::zeros;
}

Span elements_with_folds(const Operation& operation, std::size_t axis, Span at) {
    const Windows windows = windows_of(operation, axis);
    Span folded;
    Span found = windows.elements_of(at, [&](Span places, int64_t offset) {
        if (!folds(operation))
            return;
        for (int64_t y = places.begin; y < places.end; ++y) {
            const int64_t source = source_index(operation, axis, y * windows.stride + offset);
            folded.add({source, source + 1});
        }
    });
    found.add(folded);
    return found;
}

Span places_with_folds(const Operation& operation, std::size_t axis, Span of) {
    const Windows windows = windows_of(operation, axis);
    Span found = windows.places_of(of);
    if (!folds(operation))
        return found;
    const auto add_padding = [&](int64_t begin, int64_t end) {
        for (int64_t position = begin; position < end; ++position) {
            const int64_t source = source_index(operation, axis, position);
            if (source >= of.begin && source < of.end)
                found.add(windows.places_of({position, position + 1}));
        }
    };
    add_padding(-operation.padding_begin[axis], 0);
    add_padding(operation.input_size[axis], operation.input_size[axis] + operation.padding_end[axis]);
    return found;
}

} // namespace

Span inputs_of(const Operation& operation, std::size_t axis, Span outputs) {
    return is_swapped(operation.kind) ? places_with_folds(operation, axis, outputs)
                                      : elements_with_folds(operation, axis, outputs);
}

Span outputs_of(const Operation& operation, std::size_t axis, Span inputs) {
    return is_swapped(operation.kind) ? elements_with_folds(operation, axis, inputs)
                                      : places_with_folds(operation, axis, inputs);
}

} // namespace convlens::detail
