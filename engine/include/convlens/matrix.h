// The two matrices of a convolution: im2col, whose columns are the windows, and the unrolled C with Y = C x.
// Both are views of the Relation that compute any entry and store nothing; the functions at the end write
// them out. Both are of one batch item: where the operation has more, indices are those of the first.
#pragma once

#include "convlens/operation.h"
#include "convlens/relation.h"
#include "convlens/tensor.h"

#include <array>
#include <cstdint>
#include <vector>

namespace convlens {

/// Whether the kind has the matrix: all but max_unpool; conv, conv_transpose and avg_pool.
bool has_im2col(Kind kind);
bool has_unrolled(Kind kind);

/// im2col as a view. Rows: channel, then the window's positions in row order; columns: the windows (outputs
/// of one map) in row order. conv_transpose: the windows of its stretched, padded input, so kernel indices
/// descend.
/// Shapes  [C * kernel elements, output elements of a map]
/// Range   indices are below rows() and columns(), asserted
/// Errors  none: check(operation) is empty, and has_im2col(kind), asserted
/// Cost    O(D) for every function
/// Source  Chellapilla, Puri & Simard 2006; torch.nn.Unfold for conv
class Im2col {
public:
    struct Entry {
        TermKind kind = TermKind::product; // product: an element; padding and hole: a zero that was put in
        int64_t input = -1;                // flat within [C, in...], -1 for a zero
        bool operator==(const Entry&) const = default;
    };

    explicit Im2col(const Operation& operation);
    int64_t rows() const;
    int64_t columns() const;
    Entry entry(int64_t row, int64_t column) const;

private:
    Relation relation_;
    int64_t kernel_;  // elements of the kernel
    int64_t windows_; // elements of an output map
};

/// The unrolled matrix C as a view. Rows: (O, output); columns: (C, unpadded input); an entry is the sum of
/// the weights between the two: one at most with padding mode zeros, several where a mode folds the padding
/// back. avg_pool: the number of the window's taps that meet the input, over the window's divisor.
/// Shapes  [O * output elements of a map, C * input elements of a map]
/// Range   indices are below rows() and columns(), asserted
/// Errors  none: check(operation) is empty, and has_unrolled(kind), asserted
/// Cost    O(D) for every function unless stated otherwise
/// Source  Dumoulin & Visin, arXiv:1603.07285, section 4.1
class Unrolled {
public:
    struct Entry {
        int64_t weight = -1;      // flat in weight_shape(operation), the first of them; -1: none, or avg_pool
        int64_t weight_count = 0; // how many weights are summed (avg_pool: taps); 0: a structural zero
        int64_t divisor = 1;      // avg_pool: what the sum is divided by
        bool operator==(const Entry&) const = default;
    };

    explicit Unrolled(const Operation& operation);
    int64_t rows() const;
    int64_t columns() const;
    Entry entry(int64_t row, int64_t column) const;
    /// All weights of the entry as flat indices, ascending; empty for a structural zero and for avg_pool.
    /// Cost    O(D + their number); allocates
    std::vector<int64_t> weights(int64_t row, int64_t column) const;
    /// The entry as a number; `w` is not read for avg_pool.
    /// Shapes  w as weight_shape(operation)
    /// Cost    O(D + weight_count)
    template <class T> T value(int64_t row, int64_t column, const Tensor<T>& w) const;

    /// Entries that are no structural zeros.
    /// Cost    O(log size) an axis, with padding modes O(windows that reach the padding)
    int64_t non_zeros() const;

private:
    /// Kernel indices of one axis between an output and an input: at most three runs, from position to
    /// position in steps of the dilation.
    struct Run {
        int64_t first = 0;
        int64_t count = 0;
    };
    using Runs = std::array<Run, 3>;
    struct Place {
        int64_t plane = -1; // of the weight, -1: the channels are not connected; avg_pool 0
        std::array<Runs, 3> runs{};
        std::array<int64_t, 3> output{}; // three axes, those that are missing are 0 in front
    };
    Runs runs_of(std::size_t axis, int64_t y, int64_t x) const;
    Place place_of(int64_t row, int64_t column) const;

    Operation operation_;
    Sizes output_; // [D]
};

/// How large the written matrices are, for the caller's limit.
/// Shapes  -> [rows, columns]
/// Range   a product of at most 2^62
/// Errors  none: check(operation) is empty
/// Cost    O(D)
Sizes im2col_shape(const Operation& operation);
Sizes unrolled_shape(const Operation& operation);

/// im2col written out, zeros for padding and holes.
/// Shapes  x [1, C, in...] -> im2col_shape(operation)
/// Errors  none: `check(operation)` is empty, batch 1, has_im2col(kind), shapes fit, and the caller has
///         compared im2col_shape with its limit; asserted
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
