// One step in the words of its terms, from whole tensors or from single numbers.
#include "document/evaluate/results.h"

#include "convlens/relation.h"
#include "document/evaluate/unpooling.h"
#include "document/numbers.h"

#include <cassert>
#include <cmath>

namespace convlens {
namespace {

/// How many places of the window lie within the padded input: what an average counts when padding counts.
/// Places past the padded end (ceil mode) never do.
double places_within_padding(const Operation& operation, int64_t output) {
    const Sizes outputs = output_size(operation);
    const Sizes padded = padded_size(operation);
    const Sizes at = unravel_index(output % outputs.product(), outputs);
    double places = 1;
    for (std::size_t axis = 0; axis < operation.dims(); ++axis) {
        const int64_t first = at[axis] * operation.stride[axis];
        int64_t count = 0;
        for (int64_t k = 0; k < operation.kernel_size[axis]; ++k)
            count += first + k * operation.dilation[axis] < padded[axis] ? 1 : 0;
        places *= static_cast<double>(count);
    }
    return places;
}

double lp_power(double x, double p) {
    return std::isinf(p) ? std::abs(x) : std::pow(std::abs(x), p);
}

/// Terms and their products; `x` and `w` give a number by its flat index.
template <class X, class W> Step terms_of(const Relation& relation, int64_t step, const X& x, const W& w) {
    const Operation& operation = relation.operation();
    Step result;
    result.step = step;
    result.steps = relation.outputs();
    result.output = step;
    result.terms.reserve(static_cast<std::size_t>(relation.terms_per_output()));
    for (int64_t i = 0; i < relation.terms_per_output(); ++i) {
        const Term term = relation.term_of_output(step, i);
        StepTerm& shown = result.terms.emplace_back();
        shown.input = term.input;
        shown.weight = term.weight;
        shown.kind = static_cast<int>(term.kind);
        shown.input_value = term.input >= 0 ? x(term.input) : 0;
        shown.weight_value = term.weight >= 0 ? w(term.weight) : 0;
        if (term.kind != TermKind::product)
            continue;
        if (has_weight(operation.kind))
            shown.product = shown.input_value * shown.weight_value;
        else if (operation.kind == Kind::lp_pool)
            shown.product = lp_power(shown.input_value, operation.norm_p);
        else
            shown.product = shown.input_value;
    }
    return result;
}

/// The largest term, the first of equal ones; a NaN wins.
int winner(const std::vector<StepTerm>& terms) {
    int best = -1;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if (terms[i].kind != static_cast<int>(TermKind::product))
            continue;
        const double value = terms[i].product;
        const double champion = best < 0 ? 0 : terms[static_cast<std::size_t>(best)].product;
        if (best < 0 || value > champion || (std::isnan(value) && !std::isnan(champion)))
            best = static_cast<int>(i);
    }
    return best;
}

/// Fills in what the terms come to: value, divisor and winner.
void conclude(const Operation& operation, bool power_mean, Step& step) {
    double sum = 0;
    double products = 0;
    for (const StepTerm& term : step.terms) {
        sum += term.product;
        products += term.kind == static_cast<int>(TermKind::product) ? 1 : 0;
    }
    step.value = sum + step.bias.value_or(0);
    switch (operation.kind) {
    case Kind::conv:
    case Kind::conv_transpose:
        break;
    case Kind::avg_pool:
        step.divisor = operation.count_include_pad ? places_within_padding(operation, step.output) : products;
        step.value = sum / step.divisor;
        break;
    case Kind::max_pool:
        step.chosen = winner(step.terms);
        step.value = step.terms[static_cast<std::size_t>(step.chosen)].product;
        break;
    case Kind::lp_pool:
        if (std::isinf(operation.norm_p)) {
            step.chosen = winner(step.terms);
            step.value = step.terms[static_cast<std::size_t>(step.chosen)].product;
            break;
        }
        step.divisor = power_mean ? products : 1;
        step.value = std::pow(sum / step.divisor, 1 / operation.norm_p);
        break;
    case Kind::max_unpool:
        break;
    }
}

Step unpool_step(int64_t step, int64_t steps, double x, int64_t output) {
    Step result;
    result.step = step;
    result.steps = steps;
    result.output = output;
    StepTerm& term = result.terms.emplace_back();
    term.input = step;
    term.input_value = term.product = x;
    result.value = x;
    result.chosen = 0;
    return result;
}

} // namespace

int64_t step_count(const Operation& operation) {
    const Relation relation(operation);
    return operation.kind == Kind::max_unpool ? relation.inputs() : relation.outputs();
}

Step step_of(const Document& document, int64_t step) {
    const Operation operation = operation_of(document);
    const Relation relation(operation);
    if (operation.kind == Kind::max_unpool) {
        assert(step >= 0 && step < relation.inputs());
        const UnpoolElement element = unpool_element(document, relation, step);
        return unpool_step(step, relation.inputs(), element.x, element.output);
    }
    assert(step >= 0 && step < relation.outputs());
    const Sizes x_shape = input_shape(operation);
    const Sizes w_shape = weight_shape(operation);
    // An image has no single numbers, and a named kernel costs the same made once.
    const bool whole_x = document.input.kind == SourceKind::image;
    const bool whole_w = document.weight.kind == SourceKind::kernel && has_weight(operation.kind);
    const auto x_tensor = whole_x ? numbers(input_of(document), TensorRole::x, x_shape) : Tensor<double>();
    const auto w_tensor = whole_w ? numbers(document.weight, TensorRole::w, w_shape) : Tensor<double>();
    const auto x = [&](int64_t flat) {
        return whole_x ? x_tensor[flat] : number_at(document.input, TensorRole::x, x_shape, flat);
    };
    const bool flipped = document.flip_kernel && operation.kind == Kind::conv;
    const auto w = [&](int64_t as_it_slides) {
        const int64_t flat = flipped ? turned(operation, as_it_slides) : as_it_slides;
        return whole_w ? w_tensor[flat] : number_at(document.weight, TensorRole::w, w_shape, flat);
    };
    Step result = terms_of(relation, step, x, w);
    result.bias = bias_at(document, operation, step);
    conclude(operation, document.power_mean, result);
    return result;
}

Step step_of(const Results& results, int64_t step) {
    assert(results.issues.empty() && step >= 0 && step < results.steps);
    const Operation& operation = results.operation;
    if (operation.kind == Kind::max_unpool) {
        const int64_t in_plane = operation.input_size.product();
        const int64_t output = step / in_plane * results.output.product() + (*results.switches)[step];
        return unpool_step(step, results.steps, (*results.x)[step], output);
    }
    Step result = step_by_terms(results, step);
    result.value = (*results.y)[step];
    return result;
}

Step step_by_terms(const Results& results, int64_t step) {
    const Operation& operation = results.operation;
    assert(operation.kind != Kind::max_unpool);
    Step result = terms_of(
        Relation(operation), step, [&](int64_t flat) { return (*results.x)[flat]; },
        [&](int64_t flat) { return (*results.w)[flat]; });
    result.bias = bias_at(results, step);
    conclude(operation, results.power_mean, result);
    return result;
}

} // namespace convlens
