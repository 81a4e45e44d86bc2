// The slope of one term, by kind.
#include "document/evaluate/gradients.h"

#include <cmath>

namespace convlens {

double slope(const Results& results, const Gradients& gradients, int64_t output, int64_t input,
             int64_t weight) {
    const Operation& op = results.operation;
    if (has_weight(op.kind))
        return (*results.w)[weight];
    if (op.kind == Kind::max_unpool)
        return 1;
    const auto divisor = [&] {
        return gradients.divisors.empty()
                   ? 1.0
                   : gradients.divisors[static_cast<std::size_t>(output) % gradients.divisors.size()];
    };
    if (op.kind == Kind::avg_pool)
        return 1 / divisor();
    const double x = (*results.x)[input];
    const double sign = x > 0 ? 1 : x < 0 ? -1 : x;
    if (gradients.chosen) {
        const bool chosen = (*gradients.chosen)[output] == input % op.input_size.product();
        return !chosen ? 0 : op.kind == Kind::max_pool ? 1 : sign;
    }
    const double norm = (*results.y)[output];
    if (x == 0 || norm == 0)
        return 0;
    const double power = op.norm_p - 1;
    const double share = power > 0 ? std::pow(std::abs(x) / norm, power)
                                   : std::pow(std::abs(x), power) * std::pow(norm, -power);
    return sign * share / divisor();
}

} // namespace convlens
