// One operation from arrays to arrays, in the numbers' own type. Knows no files and no options.
#pragma once

#include "convlens/fast.h"
#include "convlens/operation.h"
#include "convlens/tensor.h"

#include <cstdint>
#include <optional>

namespace convlens {

/// What is asked for; nothing else is computed.
struct WantedArrays {
    bool y = false;
    bool indices = false; // max_pool's
    bool dx = false, dw = false, db = false;
};

/// What is needed of what is given.
struct Needed {
    bool x = false, w = false, bias = false, indices = false, dy = false;
};
Needed needed_for(Kind kind, const WantedArrays& wanted);

/// Full shapes, [N, C, spatial...] and so on. What is not needed is empty.
template <class T> struct Arrays {
    Tensor<T> x, w, dy;
    std::optional<Tensor<T>> bias;
    Tensor<int64_t> indices; // max_unpool: given, and within the output plane; max_pool: a result
    Tensor<T> y, dx, dw, db; // results
};

/// Fills the results that are wanted; those of a run before are used again as memory.
/// Errors  none: check(operation) is empty and the shapes fit
template <class T>
void compute(const Operation& operation, const WantedArrays& wanted, const FastOptions& options,
             Arrays<T>& arrays);

} // namespace convlens
