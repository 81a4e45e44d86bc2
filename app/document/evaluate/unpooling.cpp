// The windows are those of a max pooling of the plane, which the engine looks through.
#include "document/evaluate/unpooling.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/evaluator.h"
#include "document/evaluate/results.h"
#include "document/numbers.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

bool values_are_written(const Source& input) {
    return input.kind == SourceKind::values || input.kind == SourceKind::image;
}

/// The part of an element's window that lies in the plane.
struct WindowPart {
    Sizes first, count; // along each axis
};
WindowPart window_part(const Operation& op, const Sizes& output, int64_t input) {
    WindowPart part{unravel_index(input % op.input_size.product(), op.input_size), {}};
    for (std::size_t a = 0; a < op.dims(); ++a) {
        const int64_t from = part.first[a] * op.stride[a] - op.padding_begin[a];
        part.first[a] = std::max<int64_t>(from, 0);
        part.count.push_back(std::min(from + op.kernel_size[a], output[a]) - part.first[a]);
    }
    return part;
}

/// `value(output)` gives a number of the plane.
template <class Value> UnpoolElement largest(const Operation& op, int64_t input, const Value& value) {
    const Sizes output = output_size(op);
    const WindowPart part = window_part(op, output, input);
    const int64_t plane = input / op.input_size.product() * output.product();
    UnpoolElement best;
    for (int64_t i = 0; i < part.count.product(); ++i) {
        Sizes at = unravel_index(i, part.count);
        for (std::size_t a = 0; a < op.dims(); ++a)
            at[a] += part.first[a];
        const int64_t flat = plane + ravel_index(at, output);
        const double candidate = value(flat);
        if (best.output < 0 || candidate > best.x || (std::isnan(candidate) && !std::isnan(best.x)))
            best = {candidate, flat};
    }
    return best;
}

/// Of the whole plane.
Tensor<int64_t> switches_of(const Operation& op, const Tensor<double>& plane,
                            const EvaluateOptions& options) {
    const Relation relation(op);
    const Operation pool = pooling_of(op);
    if (check(pool).empty())
        return Evaluator(relation.inputs() * relation.terms_per_input(), options).pool_indices(pool, plane);
    // Its padding alone has more elements than a tensor may have.
    Tensor<int64_t> switches(input_shape(op));
    const int64_t plane_size = output_size(op).product();
    for (int64_t input = 0; input < switches.count(); ++input) {
        go_on(options.is_cancelled);
        switches[input] =
            largest(op, input, [&](int64_t output) { return plane[output]; }).output % plane_size;
    }
    return switches;
}

} // namespace

Operation unpooling_of(const Operation& pool) {
    Operation unpool = make_operation(Kind::max_unpool, output_size(pool), dilated_kernel(pool));
    unpool.batch = pool.batch;
    unpool.in_channels = unpool.out_channels = pool.in_channels;
    unpool.stride = pool.stride;
    unpool.padding_begin = pool.padding_begin;
    unpool.padding_end = pool.padding_end;
    for (std::size_t a = 0; a < pool.dims(); ++a) {
        const int64_t usual = (unpool.input_size[a] - 1) * unpool.stride[a] + unpool.kernel_size[a] -
                              unpool.padding_begin[a] - unpool.padding_end[a];
        unpool.output_padding[a] = pool.input_size[a] - usual;
    }
    return unpool;
}

UnpoolElement unpool_element(const Document& document, const Relation& relation, int64_t input) {
    const Sizes plane_shape = output_shape(relation.operation());
    UnpoolElement element = largest(relation.operation(), input, [&](int64_t output) {
        return number_at(document.unpool_plane, TensorRole::x, plane_shape, output);
    });
    const Sizes shape = input_shape(relation.operation());
    if (const auto edit = edited(document.input, shape, input))
        element.x = *edit;
    else if (values_are_written(document.input))
        element.x = numbers(input_of(document), TensorRole::x, shape)[input];
    return element;
}

int64_t earlier_at_same_place(const Results& results, int64_t step) {
    const Operation& op = results.operation;
    const int64_t plane = op.input_size.product();
    const int64_t first = step - step % plane;
    const int64_t place = (*results.switches)[step];
    // The inputs whose windows reach the place, axis by axis.
    const Sizes at = unravel_index(place, results.output);
    Sizes low = op.input_size;
    Sizes count = low;
    for (std::size_t a = 0; a < op.dims(); ++a) {
        const int64_t padded = at[a] + op.padding_begin[a];
        const int64_t from = padded - op.kernel_size[a] + 1;
        low[a] = from > 0 ? (from + op.stride[a] - 1) / op.stride[a] : 0;
        count[a] = std::max<int64_t>(std::min(padded / op.stride[a], op.input_size[a] - 1) - low[a] + 1, 0);
    }
    int64_t last = -1;
    for (int64_t i = 0; i < count.product(); ++i) {
        Sizes input = unravel_index(i, count);
        for (std::size_t a = 0; a < op.dims(); ++a)
            input[a] += low[a];
        const int64_t within = ravel_index(input, op.input_size);
        if (first + within < step && (*results.switches)[first + within] == place)
            last = std::max(last, first + within);
    }
    return last;
}

UnpoolInput unpool_input(const Document& document, const Operation& operation,
                         const EvaluateOptions& options) {
    const Sizes shape = input_shape(operation);
    UnpoolInput result;
    result.plane = numbers(document.unpool_plane, TensorRole::x, output_shape(operation),
                           options.is_cancelled, Evaluator(0, options).threads());
    result.switches = switches_of(operation, result.plane, options);
    if (values_are_written(document.input)) {
        result.x = numbers(input_of(document), TensorRole::x, shape);
        return result;
    }
    const int64_t in_plane = operation.input_size.product();
    const int64_t out_plane = result.plane.count() / (shape[0] * shape[1]);
    result.x = Tensor<double>(shape);
    for (int64_t input = 0; input < result.x.count(); ++input) {
        const double largest = result.plane[input / in_plane * out_plane + result.switches[input]];
        result.x[input] = edited(document.input, shape, input).value_or(largest);
    }
    return result;
}

Operation pooling_of(const Operation& unpool) {
    Operation pool = make_operation(Kind::max_pool, output_size(unpool), unpool.kernel_size);
    pool.batch = unpool.batch;
    pool.in_channels = pool.out_channels = unpool.in_channels;
    pool.stride = unpool.stride;
    pool.padding_begin = unpool.padding_begin;
    for (std::size_t a = 0; a < pool.dims(); ++a) {
        // So much that the last window has room, less than a window; what is left over is less than a stride.
        const int64_t end = (unpool.input_size[a] - 1) * pool.stride[a] + pool.kernel_size[a];
        pool.padding_end[a] = std::max<int64_t>(end - pool.padding_begin[a] - pool.input_size[a], 0);
    }
    return pool;
}

} // namespace convlens
