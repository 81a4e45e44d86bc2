// A whole Document to its Results, each part by the evaluator that is due.
#include "document/evaluate/evaluate.h"

#include "convlens/arithmetic.h"
#include "convlens/forward.h"
#include "convlens/relation.h"
#include "document/evaluate/evaluate_gradients.h"
#include "document/evaluate/evaluator.h"
#include "document/evaluate/memory.h"
#include "document/evaluate/output_part.h"
#include "document/evaluate/reverse.h"
#include "document/evaluate/transposed.h"
#include "document/evaluate/unpooling.h"
#include "document/numbers.h"

#include <memory>
#include <utility>
#include <vector>

namespace convlens {
namespace {

void evaluate_unpool(const Document& document, const EvaluateOptions& options, const Evaluator& evaluator,
                     Results& results) {
    UnpoolInput input = unpool_input(document, results.operation, options);
    evaluator.go_on();
    results.y = shared(unpool(results.operation, input.x, input.switches));
    results.x = shared(std::move(input.x));
    results.switches = shared(std::move(input.switches));
    results.pooled = shared(std::move(input.plane));
}

Tensor<double> turned_kernels(const Operation& operation, const Tensor<double>& w) {
    Tensor<double> result(w.shape);
    for (int64_t i = 0; i < w.count(); ++i)
        result[i] = w[turned(operation, i)];
    return result;
}

/// X, W and Y of all kinds but unpooling.
void evaluate_maps(const Document& document, const Evaluator& evaluator, Results& results) {
    const Operation& operation = results.operation;
    results.power_mean = document.power_mean && operation.kind == Kind::lp_pool;
    results.flipped = document.flip_kernel && operation.kind == Kind::conv;
    if (std::vector<double> bias = bias_of(document, operation); !bias.empty())
        results.bias = std::make_shared<const std::vector<double>>(std::move(bias));
    if (!results.computed.is_whole())
        return put_part(document, results.computed, evaluator, results);
    results.x = shared(numbers(input_of(document), TensorRole::x, input_shape(operation),
                               evaluator.is_cancelled(), evaluator.threads()));
    if (has_weight(operation.kind)) {
        Tensor<double> w = numbers(document.weight, TensorRole::w, weight_shape(operation),
                                   evaluator.is_cancelled(), evaluator.threads());
        results.w = shared(results.flipped ? turned_kernels(operation, w) : std::move(w));
    }
    evaluator.put_outputs(results);
}

bool shows_gradients(const Document& document) {
    return has_lens(document, Lens::gradients);
}

} // namespace

Results evaluate(const Document& document, const EvaluateOptions& options) {
    Results results;
    results.operation = operation_of(document);
    results.computed = has_parts(document) ? options.outputs : OutputRange{};
    results.issues = issues_of(document, results.computed);
    if (!results.issues.empty())
        return results;
    const Operation& operation = results.operation;
    const Relation relation(operation);
    results.output = output_size(operation);
    const bool unpools = operation.kind == Kind::max_unpool;
    results.steps = unpools ? relation.inputs() : relation.outputs();
    results.terms_per_step = unpools ? 1 : relation.terms_per_output();
    const Evaluator evaluator(results, options);
    if (unpools)
        evaluate_unpool(document, options, evaluator, results);
    else
        evaluate_maps(document, evaluator, results);
    results.x_magnitudes = magnitudes_of(*results.x);
    results.w_magnitudes = results.w ? magnitudes_of(*results.w) : Magnitudes{};
    results.y_magnitudes = magnitudes_of(*results.y, results.computed);
    if (shows_gradients(document))
        results.gradients = evaluate_gradients(document, results, evaluator);
    if (has_lens(document, Lens::transposed))
        results.transposed = transposed_results(results, evaluator);
    if (shows_pair(document)) {
        Document paired = paired_document(document, results);
        Results of_paired = evaluate(paired, options);
        results.paired =
            std::make_shared<const PairedFigure>(PairedFigure{std::move(paired), std::move(of_paired)});
    }
    return results;
}

bool numbers_differ(const Document& a, const Document& b) {
    return a.operation != b.operation || a.input != b.input || a.weight != b.weight || a.bias != b.bias ||
           a.grad_output != b.grad_output || a.unpool_plane != b.unpool_plane || a.color != b.color ||
           a.max_cells != b.max_cells || a.flip_kernel != b.flip_kernel || a.power_mean != b.power_mean ||
           shows_gradients(a) != shows_gradients(b) || a.pair != b.pair ||
           has_lens(a, Lens::transposed) != has_lens(b, Lens::transposed);
}

} // namespace convlens
