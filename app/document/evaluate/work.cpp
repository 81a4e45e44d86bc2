// What one of each kind of work costs was measured beside the fast convolution's multiply-adds.
#include "document/evaluate/work.h"

#include "convlens/arithmetic.h"
#include "convlens/relation.h"
#include "document/evaluate/evaluator.h"
#include "document/evaluate/output_part.h"
#include "document/evaluate/results.h"
#include "document/evaluate/reverse.h"
#include "document/evaluate/transposed.h"
#include "i18n/error.h"
#include "input/limits.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr double of_number = 300;     // memory, its number, its raster
constexpr double of_pool_term = 15;   // compared or added
constexpr double of_power = 400;      // of a magnitude
constexpr double of_plain_term = 150; // of a figure that is small enough for the plain evaluators
constexpr double of_gradients = 10;   // dX, dW, marks, and four evaluations for the check

double terms_of(const Operation& op) {
    const Relation relation(op);
    return op.kind == Kind::max_unpool
               ? static_cast<double>(relation.inputs()) * static_cast<double>(relation.terms_per_input())
               : static_cast<double>(relation.outputs()) * static_cast<double>(relation.terms_per_output());
}

double of_term(const Operation& op) {
    const bool has_powers =
        op.kind == Kind::lp_pool && op.norm_p != 1 && op.norm_p != 2 && !std::isinf(op.norm_p);
    if (terms_of(op) <= static_cast<double>(Evaluator::max_plain_terms))
        return of_plain_term + (has_powers ? of_power : 0);
    if (has_weight(op.kind))
        return 1;
    // The powers of a row are taken once for all taps along it.
    return has_powers ? of_pool_term + of_power * static_cast<double>(op.stride.back()) /
                                           static_cast<double>(op.kernel_size.back())
                      : of_pool_term;
}

/// Of a part that is not computed at once a picture reads some elements, each by its terms.
double operations_of_part(const Operation& op, const OutputRange& outputs) {
    constexpr double of_read_term = 1000;
    constexpr double elements_read = 600; // those around the window
    constexpr double of_planes = 2e9;     // thinned out
    const auto of_element = static_cast<double>(Relation(op).terms_per_output());
    const PartCost at_once = cost_at_once(op, outputs);
    const double read = at_once.numbers > 0 ? 1 : elements_read;
    return at_once.terms * of_term(op) + at_once.numbers * of_number + read * of_element * of_read_term +
           of_planes;
}

} // namespace

int64_t operations_of(const Document& document, const OutputRange& outputs) {
    const Operation op = operation_of(document);
    if (!check(op).empty())
        return 0;
    if (!outputs.is_whole())
        return static_cast<int64_t>(std::min(operations_of_part(op, outputs), 9e18));
    double beside = 0; // the other figure of a pair
    if (document.pair)
        if (const auto back = reversed_operation(op))
            beside = terms_of(*back) * of_term(*back);
    double elements = static_cast<double>(input_shape(op).product() + output_shape(op).product());
    elements += has_weight(op.kind) ? static_cast<double>(weight_shape(op).product()) : 0;
    double times = 1;
    if (has_lens(document, Lens::gradients))
        times += of_gradients;
    const double terms = terms_of(op);
    if (has_lens(document, Lens::transposed))
        times += terms <= static_cast<double>(TransposedResults::max_products) ? 4 : 1; // compared, or not
    return static_cast<int64_t>(std::min(terms * of_term(op) * times + elements * of_number + beside, 9e18));
}

void require_few_operations(int64_t operations, const std::string& where) {
    if (operations > limits::picture_operations)
        throw Error(
            Error::Fault::request, "error.picture_work",
            {{"value", std::to_string(operations)}, {"most", std::to_string(limits::picture_operations)}},
            where);
}

} // namespace convlens
