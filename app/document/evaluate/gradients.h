// Gradients of a Document's result, for J = sum of dY * Y: with respect to X and W, from the dY that the
// document gives, and how far finite differences are from that. Computed once per change.
#pragma once

#include "document/evaluate/results.h"

#include <vector>

namespace convlens {

/// Central differences of J beside the gradients.
struct GradientCheck {
    double largest_error = 0; // absolute
    double tolerance = 0;
    int64_t checked = 0;  // elements of X and W that were tried
    int64_t elements = 0; // all there are
    int64_t kinks = 0;    // of those that would have been tried, left out: J has no derivative there (ties)

    bool passed() const { return largest_error <= tolerance; } // a NaN fails
};

/// Sums of the terms of each weight up to some outputs, so that any step is reached from the last of these.
struct RunningSums {
    struct Mark {
        int64_t outputs = 0; // all outputs before this one are in the sum
        double sum = 0;
        int64_t products = 0;
    };
    int64_t terms_apart = 0; // terms from a mark to the next; 0: no marks are needed
    int64_t marks_each = 0;  // marks of one weight
    std::vector<Mark> marks; // [weights * marks_each]
};

struct Gradients {
    Tensor<double> dy, dx, dw; // as results.y, x, w; dw is empty for pools and unpooling
    std::vector<double> db;    // [O] sums of dY over each map, where the document has a bias; else empty
    double largest_dy = 0, largest_dx = 0, largest_dw = 0; // magnitudes
    Magnitudes dy_magnitudes, dx_magnitudes, dw_magnitudes;
    std::vector<double> divisors; // [out...] avg_pool and the power mean: elements that a window divides by
    std::shared_ptr<const LazyTensor<int64_t>> chosen; // max_pool, lp_pool of an infinite p: as y; else null
    RunningSums running;
    GradientCheck check;
};

/// What dY[output] is multiplied by on its way to X[input]: the weight; 1 or 0 by the switch; 1/n; for Lp
/// sign(x) (|x|/y)^(p-1), over n for the power mean.
double slope(const Results& results, const Gradients& gradients, int64_t output, int64_t input,
             int64_t weight);

} // namespace convlens
