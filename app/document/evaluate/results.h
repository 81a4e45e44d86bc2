// What follows from a Document: issues, shapes, tensors. Computed once per change, never per frame.
#pragma once

#include "convlens/arithmetic.h"
#include "document/document.h"
#include "document/evaluate/evaluate_options.h"
#include "document/evaluate/lazy_tensor.h"
#include "document/evaluate/magnitudes.h"

#include <memory>
#include <optional>
#include <vector>

namespace convlens {

struct Gradients;         // document/gradients.h
struct TransposedResults; // document/transposed.h
struct PairedFigure;      // document/reverse.h

/// Shared so that a copy costs nothing; tensors are empty where there are issues.
struct Results {
    Operation operation;       // the document's, with an image's size put in
    std::vector<Issue> issues; // empty: all below is there
    Sizes output;              // [D]
    bool flipped = false;      // conv: `w` is the document's W turned by 180 degrees, as it slides
    bool power_mean = false;   // lp_pool: Y is the power mean
    std::shared_ptr<const LazyTensor<double>> x, w, y; // [N, C, in...], [O, C/G, k...], [N, O, out...]
    std::shared_ptr<const std::vector<double>> bias;   // [O], at most: the rest is 0; null: none
    Magnitudes x_magnitudes, w_magnitudes, y_magnitudes;
    std::shared_ptr<const LazyTensor<int64_t>> switches; // max_pool: as y; max_unpool: as x; else null
    std::shared_ptr<const LazyTensor<double>> pooled; // max_unpool: as y, what was pooled before; else null
    std::shared_ptr<const Gradients> gradients;       // where a lens that is on shows them
    std::shared_ptr<const TransposedResults> transposed; // where its lens is on; null for pools
    std::shared_ptr<const PairedFigure> paired;          // the figure beside it, where it is shown as a pair
    OutputRange computed; // elements of Y that were wanted; the others may be 0. Of a part no tensor is kept
    int64_t steps = 0;    // elements of Y; max_unpool: of X
    int64_t terms_per_step = 0; // candidates; max_unpool: 1
};

/// The operation that is computed: the document's, and with an image as its input the image's size and
/// channels.
Operation operation_of(const Document& document);
/// The source of X, with what the document says about its pixels.
Source input_of(const Document& document);

/// What is added to the maps of Y, at most [O]: channels behind the end have 0. Empty: none.
std::vector<double> bias_of(const Document& document, const Operation& operation);
/// What is added to one map of Y.
double bias_of_map(const std::vector<double>& bias, int64_t map);
/// The map that the flat index of an element lies in.
/// Shapes  shape [N, O, spatial..]
int64_t map_of(const Sizes& shape, int64_t flat);
/// What is added to the sum of a flat index of Y; none where there is no bias.
std::optional<double> bias_at(const Results& results, int64_t output);
std::optional<double> bias_at(const Document& document, const Operation& operation, int64_t output);

/// Y of the results' operation with other numbers in place of X and W (null where there is none).
Tensor<double> result_of(const Results& results, const Tensor<double>& x, const Tensor<double>* w);

/// Flat index in the document's W (names, edits) of element `flat` of Results::w; its own inverse.
int64_t weight_in_document(const Results& results, int64_t flat);
/// Turned by 180 degrees: the flat index of the element on the other side of its kernel's centre.
int64_t turned(const Operation& operation, int64_t weight);

/// Steps of its animation: elements of Y; max_unpool: of X. The operation has no issues.
int64_t step_count(const Operation& operation);

/// One term of one step, with its numbers.
struct StepTerm {
    int64_t input = -1, weight = -1; // flat indices in Results::x and w; -1 where there is none
    double input_value = 0, weight_value = 0, product = 0;
    int kind = 0; // TermKind
};
struct Step {
    int64_t step = 0, steps = 0;
    int64_t output = 0; // flat index in Y
    std::vector<StepTerm> terms;
    std::optional<double> bias; // added behind the terms, to have the value; none: there is no bias
    double value = 0;           // Y[output]; max_unpool: what the step writes there
    double divisor = 1;         // avg_pool, lp_pool with power_mean
    int chosen = -1;            // max_pool, lp_pool of an infinite p: the winning term; max_unpool: 0
};

/// What step `step` does, from the document alone, in O(terms): no whole tensor is made (image and unpool
/// excepted). The document has no issues and 0 <= step < steps.
Step step_of(const Document& document, int64_t step);
/// The same from results that are there already.
Step step_of(const Results& results, int64_t step);
/// The same from X and W alone; not of max_unpool.
Step step_by_terms(const Results& results, int64_t step);

} // namespace convlens
