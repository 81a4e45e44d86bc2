// The document's two matrices: im2col, whose columns are the windows, and the unrolled C with Y = C x. Both
// are views of the Relation that give any entry at once and store nothing; the functions at the end write
// them out. Both are of one batch item: where the operation has more, indices are those of the first.
#pragma once

#include "convlens/operation.h"
#include "convlens/relation.h"
#include "convlens/tensor.h"

#include <array>
#include <cstdint>
#include <vector>

namespace convlens {

/// im2col as a view. Rows: channel, then the window's positions in row order; columns: the windows (outputs
/// of one map) in row order. conv_transpose: the windows of its stretched, padded input, so kernel indices
/// descend. Not for max_unpool.
class Im2col {
public:
    struct Entry {
        TermKind kind = TermKind::product; // product: an element; padding and hole: a zero that was put in
        int64_t input = -1;                // flat within [C, in...], -1 for a zero
        bool operator==(const Entry&) const = default;
    };

    /// check(operation) is empty and the kind is not max_unpool, asserted. Cost O(D), as of every function.
    explicit Im2col(const Operation& operation);
    int64_t rows() const;    // C * kernel elements
    int64_t columns() const; // output elements of a map
    Entry entry(int64_t row, int64_t column) const;

private:
    Relation relation_;
    int64_t kernel_;  // elements of the kernel
    int64_t windows_; // elements of an output map
};

/// The unrolled matrix C as a view. Rows: (O, output); columns: (C, unpadded input); an entry is the sum of
/// the weights that join the two: one at most with padding mode zeros, several where a mode folds the padding
/// back. avg_pool: the joins over the window's divisor. For conv, conv_transpose and avg_pool.
class Unrolled {
public:
    struct Entry {
        int64_t weight = -1; // flat in weight_shape(operation), the first that joins; -1: none, or avg_pool
        int64_t joins = 0;   // number of weights that join; 0: a structural zero
        int64_t divisor = 1; // avg_pool: what the sum is divided by
        bool operator==(const Entry&) const = default;
    };

    /// check(operation) is empty and has_unrolled(kind), asserted.
    explicit Unrolled(const Operation& operation);
    int64_t rows() const;    // O * output elements of a map
    int64_t columns() const; // C * input elements of a map
    /// Cost O(D)
    Entry entry(int64_t row, int64_t column) const;
    /// All weights that join, ascending; empty for a structural zero and for avg_pool.
    std::vector<int64_t> weights(int64_t row, int64_t column) const;
    /// The entry as a number; `w` is not read for avg_pool. Cost O(D + joins)
    template <class T> T value(int64_t row, int64_t column, const Tensor<T>& w) const;

    /// Entries that are no structural zeros. Cost O(log size) an axis, with padding modes O(windows that
    /// reach the padding).
    int64_t non_zeros() const;

private:
    /// Kernel indices of one axis that join an output and an input: at most three runs, from position to
    /// position in steps of the dilation.
    struct Run {
        int64_t first = 0;
        int64_t count = 0;
    };
    using Runs = std::array<Run, 3>;
    struct Place {
        int64_t plane = -1; // of the weight, -1: the channels do not meet; avg_pool 0
        std::array<Runs, 3> runs{};
        std::array<int64_t, 3> output{}; // as in taps.h, made three by zeros in front
    };
    Runs runs_of(std::size_t axis, int64_t y, int64_t x) const;
    Place place_of(int64_t row, int64_t column) const;

    Operation operation_;
    Sizes output_; // [D]
};

bool has_unrolled(Kind kind); // conv, conv_transpose, avg_pool
bool has_im2col(Kind kind);   // all but max_unpool

/// [rows, columns], for the caller's limit: a product of at most 2^62. Cost O(D)
Sizes im2col_shape(const Operation& operation);
Sizes unrolled_shape(const Operation& operation);

/// im2col written out, zeros for padding and holes.
/// Shapes  x [1, C, in...] -> im2col_shape(operation)
/// Errors  none: `check(operation)` is empty, batch 1, has_im2col(kind), shapes fit, and the caller has held
///         im2col_shape to its limit; asserted
/// Cost    the elements of the result
/// Source  Chellapilla, Puri & Simard 2006; torch.nn.Unfold for conv
template <class T> Tensor<T> im2col(const Operation& operation, const Tensor<T>& x);

/// C written out.
/// Shapes  w as weight_shape(operation) (not read for avg_pool) -> unrolled_shape(operation)
/// Errors  as im2col, with has_unrolled(kind); any batch
/// Cost    the elements of the result
/// Source  Dumoulin & Visin, arXiv:1603.07285, section 4.1
template <class T> Tensor<T> unrolled(const Operation& operation, const Tensor<T>& w);

} // namespace convlens
