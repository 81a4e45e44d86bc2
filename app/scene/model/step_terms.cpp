// The folds that pictures show while the terms light up.
#include "scene/model/step_terms.h"

#include "convlens/relation.h"

#include <cmath>
#include <limits>

namespace convlens {

bool counts(const StepTerm& term) {
    return term.kind == static_cast<int>(TermKind::product);
}

bool takes_largest(const Operation& operation) {
    return operation.kind == Kind::max_pool ||
           (operation.kind == Kind::lp_pool && std::isinf(operation.norm_p));
}

int64_t largest_term(const Step& step, int64_t done) {
    int64_t best = -1;
    double champion = 0;
    for (int64_t t = 0; t < done; ++t) {
        const StepTerm& term = step.terms[static_cast<std::size_t>(t)];
        if (!counts(term))
            continue;
        const double value = term.product;
        if (best < 0 || value > champion || (std::isnan(value) && !std::isnan(champion))) {
            best = t;
            champion = value;
        }
    }
    return best;
}

double folded(const Operation& operation, const Step& step, int64_t done) {
    if (takes_largest(operation)) {
        const int64_t best = largest_term(step, done);
        return best < 0 ? -std::numeric_limits<double>::infinity()
                        : step.terms[static_cast<std::size_t>(best)].product;
    }
    double sum = 0;
    for (int64_t t = 0; t < done; ++t)
        sum += step.terms[static_cast<std::size_t>(t)].product;
    return sum;
}

} // namespace convlens
