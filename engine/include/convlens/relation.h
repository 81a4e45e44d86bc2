// The index triples (y, x, w) of an operation: which output element meets which input element through which
// weight. Everything else - forward, gradients, im2col, the unrolled matrix, the animation - is a grouping of
// these triples. Stores nothing that grows with the tensors.
#pragma once

#include "convlens/operation.h"

#include <cstdint>

namespace convlens {

/// Whether a candidate term is a product, and else what it meets. By output: conv and pools have `padding`;
/// conv_transpose has `hole` (an inserted zero) and `padding`. By input: conv has `hole` (the stride does
/// not divide) and `outside`; conv_transpose `cropped`.
enum class TermKind { product, padding, hole, cropped, outside };

/// One candidate term: one output, one input and the weight between them.
/// Range   flat indices into the whole tensors (row-major, batch and channels included); -1: none
struct Term {
    int64_t output = -1;
    int64_t input = -1;
    int64_t weight = -1; // -1 for pools too
    TermKind kind = TermKind::product;
    bool operator==(const Term&) const = default;
};

/// Random access to the terms, grouped by output, by input or by weight; each group has the same number of
/// candidate terms, so any step of any animation is found in O(D).
///   position = y * stride + k * dilation, over the padded (conv_transpose: stretched and padded) axis
///   x = source_index(position - padding_begin), a fold for reflect, replicate and circular padding
/// Order of terms by output: the group's channels, then the window's positions in row order (conv_transpose:
/// positions of the stretched input, so kernel indices descend). max_unpool: which element of its window an
/// input goes to is not known from the operation alone, so all of the window are terms (terms_per_input =
/// kernel elements).
/// Range   each `term` in [0, terms_per_..), each flat index in [0, outputs()), [0, inputs()), [0, weights())
/// Errors  none: the ranges are asserted
/// Cost    O(D) for every function; nothing is allocated
/// Source  Dumoulin & Visin, arXiv:1603.07285, chapters 2 to 5
class Relation {
public:
    /// check(operation) is empty, asserted.
    explicit Relation(const Operation& operation);

    const Operation& operation() const { return operation_; }
    int64_t outputs() const; // elements of Y
    int64_t inputs() const;  // elements of X
    int64_t weights() const; // elements of W, 0 for pools

    int64_t terms_per_output() const; // group channels * kernel elements; pools: kernel elements
    Term term_of_output(int64_t output, int64_t term) const;

    /// Following X. Conv with a padding mode other than zeros: `input` counts over the padded input instead,
    /// and Term::input is the folded element.
    int64_t terms_per_input() const; // group's output channels * kernel elements; pools: kernel elements
    Term term_of_input(int64_t input, int64_t term) const;

    /// 0 for operations without a weight.
    int64_t terms_per_weight() const; // N * output elements of a channel (conv_transpose: input elements)
    Term term_of_weight(int64_t weight, int64_t term) const;

private:
    Operation operation_;
    Sizes output_; // [D]
};

} // namespace convlens
