// Values and switches of a max_unpool: what a max pooling of the plane `Document::unpool_plane` would have
// left, so that the figure shows the reverse of a max pooling.
#pragma once

#include "convlens/relation.h"
#include "convlens/tensor.h"
#include "document/document.h"
#include "document/evaluate/evaluate_options.h"

namespace convlens {

struct Results; // document/results.h

struct UnpoolInput {
    Tensor<double> x;         // [N, C, in...]
    Tensor<int64_t> switches; // as x: flat within the output plane
    Tensor<double> plane;     // [N, C, out...], what was pooled
};

/// check(operation) is empty. The largest of each window (the first in row order, a NaN wins) and its place.
/// Where the document's input is written values or an image, they are the values and only the places come
/// from the plane; edits win always. Cost  a max pooling of the plane
UnpoolInput unpool_input(const Document& document, const Operation& operation,
                         const EvaluateOptions& options = {});

/// The max pooling whose switches the max_unpool puts its values back to: its windows lie as the unpooling's
/// do. check(unpool) is empty.
Operation pooling_of(const Operation& unpool);

/// The max_unpool whose Y has the size of the pool's X: its window is the pool's with the dilation filled in.
/// May be impossible: check() reports it.
Operation unpooling_of(const Operation& pool);

/// One element of both. Cost  its window, as far as it lies in the plane; of an image one pass over it
struct UnpoolElement {
    double x = 0;
    int64_t output = -1; // flat index in the whole Y
};
UnpoolElement unpool_element(const Document& document, const Relation& relation, int64_t input);

/// max_unpool: the last input before `step` whose value is written to the same place; -1: none.
/// Cost  the windows that reach the place
int64_t earlier_at_same_place(const Results& results, int64_t step);

} // namespace convlens
