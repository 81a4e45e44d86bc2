// The Relation has the terms; the document's sources have the numbers.
#include "lesson/summands.h"

#include "convlens/arithmetic.h"
#include "convlens/relation.h"
#include "document/evaluate/evaluate.h"
#include "document/evaluate/results.h"
#include "document/numbers.h"
#include "lesson/element_access.h"

namespace convlens {
namespace {

double element(const Tensor<double>& tensor, int64_t flat) {
    return tensor.data[static_cast<std::size_t>(flat)];
}

Summands of_output(const Document& scene, const Operation& operation, int64_t output) {
    const Step step = step_of(scene, output);
    Summands summands;
    summands.divisor = step.divisor;
    summands.bias = step.bias;
    summands.form = operation.kind == Kind::avg_pool ? Summands::Form::mean
                    : is_pool(operation.kind)        ? Summands::Form::maximum
                                                     : Summands::Form::products;
    for (const StepTerm& term : step.terms)
        if (term.input >= 0)
            summands.terms.emplace_back(term.input_value, term.weight_value);
    return summands;
}

/// dX of a max_pool: what the windows give that the element wins.
Summands of_pooled_input(const Document& scene, const Relation& relation, const Tensor<double>& dy,
                         int64_t input) {
    const Results results = evaluate(scene);
    const int64_t plane = relation.operation().input_size.product();
    Summands summands;
    summands.form = Summands::Form::sum;
    for (const Term& term : terms_that_read(relation, input))
        if ((*results.switches)[term.output] == input % plane)
            summands.terms.emplace_back(element(dy, term.output), 1);
    return summands;
}

Summands of_input(const Document& scene, const Relation& relation, const Tensor<double>& dy, int64_t input) {
    const Tensor<double> w = numbers(scene.weight, TensorRole::w, weight_shape(relation.operation()));
    Summands summands;
    for (const Term& term : terms_that_read(relation, input))
        summands.terms.emplace_back(element(dy, term.output), element(w, term.weight));
    return summands;
}

Summands of_weight(const Document& scene, const Relation& relation, const Tensor<double>& dy,
                   int64_t weight) {
    const Tensor<double> x = numbers(scene.input, TensorRole::x, input_shape(relation.operation()));
    Summands summands;
    for (int64_t i = 0; i < relation.terms_per_weight(); ++i)
        if (const Term term = relation.term_of_weight(weight, i); term.input >= 0 && term.output >= 0)
            summands.terms.emplace_back(element(dy, term.output), element(x, term.input));
    return summands;
}

} // namespace

Summands summands_of(const Document& scene, AskedTensor of, const std::vector<int64_t>& at) {
    const Operation operation = operation_of(scene);
    const Sizes place = to_sizes(at);
    if (of == AskedTensor::y)
        return of_output(scene, operation, ravel_index(place, output_shape(operation)));
    const Relation relation(operation);
    const Tensor<double> dy = numbers(scene.grad_output, TensorRole::dy, output_shape(operation));
    if (of == AskedTensor::dw)
        return of_weight(scene, relation, dy, ravel_index(place, weight_shape(operation)));
    const int64_t input = ravel_index(place, input_shape(operation));
    return is_pool(operation.kind) ? of_pooled_input(scene, relation, dy, input)
                                   : of_input(scene, relation, dy, input);
}

} // namespace convlens
