// Three evaluations that share nothing: by X's terms of the Relation, by another operation, by the matrix.
#include "document/evaluate/transposed.h"

#include "convlens/forward.h"
#include "convlens/gradient_operation.h"
#include "convlens/matrix.h"
#include "convlens/relation.h"
#include "document/evaluate/evaluator.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

namespace convlens {
namespace {

/// The elements of X whose stamps can reach an element of Y at all: a row of the matrix is zero outside of
/// them.
struct ColumnBox {
    Sizes first, extent; // [D]; an extent of 0: none
};
ColumnBox box_of(const Operation& op, const Sizes& y) {
    ColumnBox box;
    for (std::size_t axis = 0; axis < op.dims(); ++axis) {
        const int64_t extent = op.dilation[axis] * (op.kernel_size[axis] - 1);
        const int64_t from = y[axis] + op.padding_begin[axis];
        const int64_t s = op.stride[axis];
        const int64_t first = from - extent <= 0 ? 0 : (from - extent + s - 1) / s;
        const int64_t last = std::min(from / s, op.input_size[axis] - 1);
        box.first.push_back(first);
        box.extent.push_back(std::max<int64_t>(last - first + 1, 0));
    }
    return box;
}

double difference(const Tensor<double>& a, const Tensor<double>& b) {
    double largest = 0;
    for (int64_t i = 0; i < a.count(); ++i) {
        const bool same = a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i]));
        const double error = same ? 0 : std::abs(a[i] - b[i]);
        largest = std::isnan(error) ? INFINITY : std::max(largest, error);
    }
    return largest;
}

/// What rounding may make of the longest sum: its magnitude in the last place for each of its terms.
double tolerance(const Results& results) {
    const auto magnitude = [](const std::vector<double>& numbers) {
        double most = 0;
        for (const double v : numbers)
            most = std::isfinite(v) ? std::max(most, std::abs(v)) : most;
        return most;
    };
    const auto terms = static_cast<double>(Relation(results.operation).terms_per_output());
    const double products =
        terms * terms * magnitude(results.x->kept().data) * magnitude(results.w->kept().data);
    return (products + (results.bias ? 2 * magnitude(*results.bias) : 0)) * 2.3e-16;
}

/// The bias comes last, as in every sum.
Tensor<double> with_bias(const Results& results, Tensor<double> y) {
    if (results.bias)
        for (int64_t flat = 0; flat < y.count(); ++flat)
            y[flat] += *bias_at(results, flat);
    return y;
}

void compare(TransposedResults& t) {
    const Results& r = t.results;
    const auto far = [&](Tensor<double> way) { return difference(with_bias(r, std::move(way)), *r.y); };
    t.difference = {far(scattered(r.operation, *r.x, *r.w)), far(stretched(r.operation, *r.x, *r.w)),
                    far(multiplied(r.operation, *r.x, *r.w))};
    t.compared = true;
    t.agree = t.largest() <= tolerance(r);
}

std::shared_ptr<const TransposedResults> unpooled(const Results& results) {
    TransposedResults t;
    std::vector<bool> filled(static_cast<std::size_t>(results.y->count()));
    const int64_t in_plane = results.operation.input_size.product();
    for (int64_t i = 0; i < results.switches->count(); ++i) {
        const int64_t at = i / in_plane * results.output.product() + (*results.switches)[i];
        const bool again = filled[static_cast<std::size_t>(at)];
        t.written += again ? 0 : 1;
        t.overwritten += again ? 1 : 0;
        filled[static_cast<std::size_t>(at)] = true;
    }
    return std::make_shared<const TransposedResults>(std::move(t));
}

} // namespace

Operation transposed_operation(const Operation& direct) {
    Operation op = direct;
    op.kind = Kind::conv_transpose;
    op.input_size = output_size(direct);
    op.output_padding = unused(direct);
    op.padding_mode = PaddingMode::zeros;
    std::swap(op.in_channels, op.out_channels);
    return op;
}

Operation direct_operation(const Operation& transposed) {
    Operation direct = transposed;
    direct.kind = Kind::conv;
    direct.input_size = output_size(transposed);
    direct.output_padding = Sizes::filled(transposed.dims(), 0);
    std::swap(direct.in_channels, direct.out_channels);
    return direct;
}

double TransposedResults::largest() const {
    return *std::max_element(difference.begin(), difference.end());
}

std::shared_ptr<const TransposedResults> transposed_results(const Results& results,
                                                            const Evaluator& evaluator) {
    const Operation& op = results.operation;
    if (op.kind == Kind::max_unpool)
        return unpooled(results);
    if (!has_weight(op.kind))
        return nullptr;
    TransposedResults t;
    t.results = results;
    Results& r = t.results;
    if (op.kind == Kind::conv) {
        r.operation = transposed_operation(op);
        r.output = op.input_size;
        r.flipped = false;
        r.bias = nullptr; // it was the direct one's
        r.x = results.y;
        r.y = shared(evaluator.forward(r.operation, *r.x, *r.w));
        r.x_magnitudes = results.y_magnitudes;
        r.y_magnitudes = magnitudes_of(*r.y);
        const Relation relation(r.operation);
        r.steps = relation.outputs();
        r.terms_per_step = relation.terms_per_output();
    }
    const Counts work = counts(r.operation);
    if (work.multiply_adds <= TransposedResults::max_products)
        compare(t);
    return std::make_shared<const TransposedResults>(std::move(t));
}

std::shared_ptr<const TransposedResults> transposed_results(const Results& results) {
    return transposed_results(results, Evaluator(results));
}

Tensor<double> scattered(const Operation& transposed, const Tensor<double>& x, const Tensor<double>& w) {
    Tensor<double> y(output_shape(transposed));
    const Relation relation(transposed);
    for (int64_t i = 0; i < relation.inputs(); ++i)
        for (int64_t k = 0; k < relation.terms_per_input(); ++k) {
            const Term term = relation.term_of_input(i, k);
            if (term.kind == TermKind::product)
                y[term.output] += x[i] * w[term.weight];
        }
    return y;
}

Tensor<double> stretched(const Operation& transposed, const Tensor<double>& x, const Tensor<double>& w) {
    return forward(equivalent_conv(transposed), x, grad_input_kernel(direct_operation(transposed), w));
}

Tensor<double> multiplied(const Operation& transposed, const Tensor<double>& x, const Tensor<double>& w) {
    Tensor<double> y(output_shape(transposed));
    const Unrolled matrix(transposed);
    const Sizes out = output_size(transposed);
    const Sizes& in = transposed.input_size;
    const int64_t out_plane = out.product();
    const int64_t in_plane = in.product();
    for (int64_t row = 0; row < matrix.rows(); ++row) {
        const ColumnBox box = box_of(transposed, unravel_index(row % out_plane, out));
        for (int64_t channel = 0; channel < transposed.in_channels; ++channel)
            for (int64_t i = 0; i < box.extent.product(); ++i) {
                Sizes at = unravel_index(i, box.extent);
                for (std::size_t a = 0; a < in.size(); ++a)
                    at[a] += box.first[a];
                const int64_t column = channel * in_plane + ravel_index(at, in);
                if (matrix.entry(row, column).weight_count == 0)
                    continue;
                const double entry = matrix.value(row, column, w);
                for (int64_t n = 0; n < transposed.batch; ++n)
                    y[n * matrix.rows() + row] += entry * x[n * matrix.columns() + column];
            }
    }
    return y;
}

int64_t times_painted(const Operation& transposed, std::size_t axis, int64_t y) {
    const int64_t s = transposed.stride[axis];
    int64_t count = 0;
    for (int64_t k = 0; k < transposed.kernel_size[axis]; ++k) {
        const int64_t from = y + transposed.padding_begin[axis] - k * transposed.dilation[axis];
        count += from >= 0 && from % s == 0 && from / s < transposed.input_size[axis] ? 1 : 0;
    }
    return count;
}

AxisPainting axis_painting(const Operation& transposed, std::size_t axis) {
    // Of the s residues of a cell only those that d*k takes are painted, s / gcd of them, in turn.
    const int64_t s = transposed.stride[axis];
    const int64_t k = transposed.kernel_size[axis];
    const int64_t shared = std::gcd(s, transposed.dilation[axis]);
    assert(shared >= 1); // strides are at least 1
    const int64_t residues = s / shared;
    assert(residues >= 1);
    return {shared > 1 ? 0 : k / residues, (k + residues - 1) / residues};
}

} // namespace convlens
