// The arithmetic of one spatial axis, wide enough that no parameter makes it overflow. Used by check and by
// everything that needs sizes; private to the engine.
#pragma once

#include "convlens/operation.h"

#include <cstdint>

namespace convlens::detail {

using Wide = __int128;

/// The parameters of one axis. Sums and products of them fit in Wide.
struct Axis {
    Kind kind = Kind::conv;
    Wide input = 0;
    Wide kernel = 0;
    Wide stride = 0;
    Wide begin = 0;
    Wide end = 0;
    Wide dilation = 0;
    Wide output_padding = 0;
    Wide input_dilation = 0;
    bool ceil_mode = false;

    Wide window() const { return dilation * (kernel - 1) + 1; }         // the dilated kernel
    Wide stretched() const { return input_dilation * (input - 1) + 1; } // input with inserted zeros
    Wide padded() const { return stretched() + begin + end; }           // conv and pools
    Wide default_output() const { return stride * (input - 1) + window() - begin - end; } // swapped kinds
    /// Output size, below 1 where there is none. Needs a stride of at least 1.
    Wide output() const;
    /// Ceil mode: whether the window that ceil adds would start past the input, so that it is dropped.
    bool drops_last_window() const;
};

Axis axis_of(const Operation& operation, std::size_t axis);

/// Whether `holds(Axis)` is true of every spatial axis.
template <class F> bool holds_on_every_axis(const Operation& operation, F holds) {
    for (std::size_t axis = 0; axis < operation.dims(); ++axis)
        if (!holds(axis_of(operation, axis)))
            return false;
    return true;
}

/// Pools: number of windows that meet no input element, where padding is at most d(k-1). Cost O(log d).
Wide windows_without_input(const Axis& axis);

Wide floor_div(Wide a, Wide b); // b > 0
/// Sum over n' in [0, n) of floor((a n' + b) / m). n >= 0, m >= 1, a, b >= 0. Cost O(log m).
Wide floor_sum(Wide n, Wide m, Wide a, Wide b);

int64_t saturated(Wide value);
/// a * b for a, b >= 0, at most the largest Wide.
Wide times(Wide a, Wide b);

} // namespace convlens::detail
