// The windows are those of the Relation of max_unpool, grouped by input.
#include "document/unpooling.h"

#include "convlens/arithmetic.h"
#include "document/numbers.h"
#include "document/results.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

bool values_are_written(const Source& input) {
    return input.kind == SourceKind::values || input.kind == SourceKind::image;
}

/// `value(output)` gives a number of the plane.
template <class Value> UnpoolElement largest(const Relation& relation, int64_t input, const Value& value) {
    UnpoolElement best;
    for (int64_t term = 0; term < relation.terms_per_input(); ++term) {
        const int64_t output = relation.term_of_input(input, term).output;
        if (output < 0)
            continue;
        const double candidate = value(output);
        if (best.output < 0 || candidate > best.x || (std::isnan(candidate) && !std::isnan(best.x)))
            best = {candidate, output};
    }
    return best;
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
    UnpoolElement element = largest(relation, input, [&](int64_t output) {
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
                         const IsCancelled& is_cancelled) {
    const Relation relation(operation);
    const Sizes shape = input_shape(operation);
    const Tensor<double> plane =
        numbers(document.unpool_plane, TensorRole::x, output_shape(operation), is_cancelled);
    const int64_t plane_size = output_size(operation).product();
    UnpoolInput result{Tensor<double>(shape), Tensor<int64_t>(shape)};
    for (int64_t input = 0; input < result.x.count(); ++input) {
        if (input % 4096 == 0)
            go_on(is_cancelled);
        const UnpoolElement element = largest(relation, input, [&](int64_t output) { return plane[output]; });
        result.x[input] = edited(document.input, shape, input).value_or(element.x);
        result.switches[input] = element.output % plane_size;
    }
    if (values_are_written(document.input))
        result.x = numbers(input_of(document), TensorRole::x, shape);
    return result;
}

} // namespace convlens
