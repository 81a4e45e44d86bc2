// Evaluation of a whole Document, by the engine's plain evaluators.
#include "document/results.h"

#include "convlens/forward.h"
#include "convlens/relation.h"
#include "document/gradients.h"
#include "document/image_values.h"
#include "document/transposed.h"
#include "document/unpooling.h"

#include <cmath>
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

Tensor<double> turned_kernels(const Operation& operation, const Tensor<double>& w) {
    Tensor<double> result(w.shape);
    for (int64_t i = 0; i < w.count(); ++i)
        result[i] = w[turned(operation, i)];
    return result;
}

/// How many elements of one axis the window of `output` meets.
int64_t elements_met(const Operation& operation, std::size_t axis, int64_t output) {
    int64_t count = 0;
    for (int64_t k = 0; k < operation.kernel_size[axis]; ++k) {
        const int64_t at =
            output * operation.stride[axis] + k * operation.dilation[axis] - operation.padding_begin[axis];
        count += at >= 0 && at < operation.input_size[axis] ? 1 : 0;
    }
    return count;
}

/// Sums of powers to means of powers.
void divide_by_elements(const Operation& operation, const Sizes& output, Tensor<double>& y) {
    if (std::isinf(operation.norm_p))
        return; // the largest stays the largest
    for (int64_t i = 0; i < y.count(); ++i) {
        int64_t rest = i;
        double elements = 1;
        for (std::size_t axis = operation.dims(); axis-- > 0; rest /= output[axis])
            elements *= static_cast<double>(elements_met(operation, axis, rest % output[axis]));
        y[i] *= std::pow(elements, -1 / operation.norm_p);
    }
}

/// X, W and Y of all kinds but unpooling.
void evaluate_maps(const Document& document, Results& results) {
    const Operation& operation = results.operation;
    results.power_mean = document.power_mean && operation.kind == Kind::lp_pool;
    results.x = shared(numbers(document.input, TensorRole::x, input_shape(operation)));
    if (has_weight(operation.kind)) {
        results.flipped = document.flip_kernel && operation.kind == Kind::conv;
        Tensor<double> w = numbers(document.weight, TensorRole::w, weight_shape(operation));
        results.w = shared(results.flipped ? turned_kernels(operation, w) : std::move(w));
    }
    results.y = shared(result_of(results, *results.x, results.w.get()));
    if (operation.kind == Kind::max_pool)
        results.switches = shared(pool_indices(operation, *results.x));
}

bool shows_gradients(const Document& document) {
    return has_lens(document, Lens::gradients);
}

} // namespace

Tensor<double> result_of(const Results& results, const Tensor<double>& x, const Tensor<double>* w) {
    const Operation& operation = results.operation;
    if (operation.kind == Kind::max_unpool)
        return unpool(operation, x, *results.switches);
    if (has_weight(operation.kind))
        return forward(operation, x, *w);
    Tensor<double> y = pool(operation, x);
    if (results.power_mean)
        divide_by_elements(operation, results.output, y);
    return y;
}

int64_t turned(const Operation& operation, int64_t weight) {
    const int64_t kernel = operation.kernel_size.product();
    return weight / kernel * kernel + (kernel - 1 - weight % kernel);
}

int64_t weight_in_document(const Results& results, int64_t flat) {
    return results.flipped ? turned(results.operation, flat) : flat;
}

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
    if (unpools)
        evaluate_unpool(document, results);
    else
        evaluate_maps(document, results);
    if (shows_gradients(document))
        results.gradients = evaluate_gradients(document, results);
    if (has_lens(document, Lens::transposed))
        results.transposed = transposed_results(results);
    return results;
}

bool numbers_differ(const Document& a, const Document& b) {
    return a.operation != b.operation || a.input != b.input || a.weight != b.weight ||
           a.grad_output != b.grad_output || a.unpool_plane != b.unpool_plane || a.color != b.color ||
           a.max_cells != b.max_cells || a.flip_kernel != b.flip_kernel || a.power_mean != b.power_mean ||
           shows_gradients(a) != shows_gradients(b) ||
           has_lens(a, Lens::transposed) != has_lens(b, Lens::transposed);
}

} // namespace convlens
