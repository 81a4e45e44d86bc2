// Evaluation of a whole Document, by the engine's plain evaluators.
#include "document/results.h"

#include "document/image_values.h"
#include "document/unpooling.h"
#include "engine/forward.h"
#include "engine/relation.h"

#include <utility>

namespace convlens {
namespace {

template <class T> std::shared_ptr<const T> shared(T&& value) {
    return std::make_shared<const T>(std::move(value));
}

void evaluate_unpool(const Document& document, Results& results) {
    UnpoolInput input = unpool_input(document, results.operation);
    results.y = shared(unpool(results.operation, input.x, input.switches));
    results.x = shared(std::move(input.x));
    results.switches = shared(std::move(input.switches));
}

} // namespace

Operation operation_of(const Document& document) {
    Operation operation = document.operation;
    if (document.input.kind != SourceKind::image || !document.input.image || operation.dims() != 2)
        return operation;
    const Image& image = *document.input.image;
    operation.input_size = scaled_size(image, document.max_cells);
    operation.in_channels = document.color && image.channels == 3 ? 3 : 1;
    if (!has_weight(operation.kind)) {
        operation.out_channels = operation.in_channels;
    } else if (document.weight.kind == SourceKind::kernel) {
        // The named kernel acts on each channel for itself.
        operation.groups = operation.in_channels;
        operation.out_channels = operation.in_channels;
    }
    return operation;
}

Results evaluate(const Document& document) {
    Results results;
    results.operation = operation_of(document);
    results.issues = check(results.operation);
    if (!results.issues.empty())
        return results;

    const Operation& operation = results.operation;
    const Relation relation(operation);
    results.output = output_size(operation);
    const bool unpools = operation.kind == Kind::max_unpool;
    results.steps = unpools ? relation.inputs() : relation.outputs();
    results.terms_per_step = unpools ? 1 : relation.terms_per_output();
    if (unpools) {
        evaluate_unpool(document, results);
        return results;
    }
    results.x = shared(numbers(document.input, TensorRole::x, input_shape(operation)));
    if (has_weight(operation.kind)) {
        results.w = shared(numbers(document.weight, TensorRole::w, weight_shape(operation)));
        results.y = shared(forward(operation, *results.x, *results.w));
        return results;
    }
    results.y = shared(pool(operation, *results.x));
    if (operation.kind == Kind::max_pool)
        results.switches = shared(pool_indices(operation, *results.x));
    return results;
}

bool numbers_differ(const Document& a, const Document& b) {
    return a.operation != b.operation || a.input != b.input || a.weight != b.weight ||
           a.grad_output != b.grad_output || a.unpool_plane != b.unpool_plane || a.color != b.color ||
           a.max_cells != b.max_cells;
}

} // namespace convlens
