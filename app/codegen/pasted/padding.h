// Layers that pad or crop, beside the layer that is read. Private to `codegen`.
#pragma once

#include "codegen/pasted/arguments.h"
#include "convlens/operation.h"

namespace convlens {

/// Padding beside the layer in the text, per axis.
struct Sides {
    Sizes begin, end; // [up to 3]
    PaddingMode mode = PaddingMode::zeros;
    bool with_value = false; // not with zeros
    bool minus_infinity = false;
};

/// Throws Error.
Sides sides_of(const python::CallText& call, const PastedLayerKind& layer);

/// Padding written before a layer is that layer's. Throws Error where the operation has no such padding.
void add_sides(Operation& operation, const Sides& sides);
/// A crop behind a transposed convolution is its padding; zeros behind its end are output padding.
void add_crop(Operation& operation, const Sides& sides, bool is_cropping);

/// a + b, clamped to what check() calls too large.
int64_t clamped_sum(int64_t a, int64_t b);

} // namespace convlens
