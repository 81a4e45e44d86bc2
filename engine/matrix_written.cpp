// The matrices written out, and forward by means of them.
#include "engine/arithmetic.h"
#include "engine/matrix.h"
#include "engine/pool_divisor.h"
#include "engine/taps.h"

#include <algorithm>
#include <cassert>

namespace convlens {

namespace {

bool fits_memory(const Sizes& shape) {
    return shape[0] <= INT64_MAX / 8 / shape[1];
}

/// im2col of one batch item; `result` is zeros.
template <class T> void fill_im2col(const Operation& operation, const T* x, Tensor<T>& result) {
    const Spatial spatial = spatial_of(operation);
    const int64_t windows = result.shape[1];
    const int64_t kernel = spatial.kernel_count();
    const bool turned = operation.kind == Kind::conv_transpose; // its kernel indices descend
    for_each_output(operation, [&](int64_t window, const TapLists& taps, const std::array<int64_t, 3>&) {
        for (int64_t c = 0; c < operation.in_channels; ++c)
            for_each_product(spatial, taps, [&](int64_t at, int64_t k) {
                const int64_t row = c * kernel + (turned ? kernel - 1 - k : k);
                result[row * windows + window] = x[c * spatial.input_count() + at];
            });
    });
}

template <class T> void add_bias(const Tensor<T>* bias, Tensor<T>& y, int64_t plane) {
    if (!bias)
        return;
    for (int64_t i = 0; i < y.count(); ++i)
        y[i] += (*bias)[i / plane % bias->count()];
}

/// y [O, windows] += W * im2col, group by group.
template <class T>
void multiply(const Operation& operation, const Tensor<T>& w, const Tensor<T>& matrix, T* y) {
    const int64_t windows = matrix.shape[1];
    const int64_t kernel = operation.kernel_size.product();
    const int64_t group_in = operation.in_channels / operation.groups;
    const int64_t group_out = operation.out_channels / operation.groups;
    const bool is_conv = operation.kind == Kind::conv;
    for (int64_t o = 0; o < operation.out_channels; ++o)
        for (int64_t in = 0; in < group_in; ++in)
            for (int64_t step = 0; step < kernel; ++step) {
                const int64_t c = o / group_out * group_in + in;
                const T factor = is_conv ? w[(o * group_in + in) * kernel + step]
                                         : w[(c * group_out + o % group_out) * kernel + kernel - 1 - step];
                const T* row = matrix.data.data() + (c * kernel + step) * windows;
                for (int64_t i = 0; i < windows; ++i)
                    y[o * windows + i] += factor * row[i];
            }
}

} // namespace

Sizes im2col_shape(const Operation& operation) {
    return {operation.in_channels * operation.kernel_size.product(), output_size(operation).product()};
}

Sizes unrolled_shape(const Operation& operation) {
    return {operation.out_channels * output_size(operation).product(),
            operation.in_channels * operation.input_size.product()};
}

template <class T> Tensor<T> im2col(const Operation& operation, const Tensor<T>& x) {
    assert(has_im2col(operation.kind) && check(operation).empty());
    assert(operation.batch == 1 && x.shape == input_shape(operation));
    assert(fits_memory(im2col_shape(operation)));
    Tensor<T> result(im2col_shape(operation));
    fill_im2col(operation, x.data.data(), result);
    return result;
}

template <class T> Tensor<T> unrolled(const Operation& operation, const Tensor<T>& w) {
    assert(has_unrolled(operation.kind) && check(operation).empty());
    assert(!has_weight(operation.kind) || w.shape == weight_shape(operation));
    assert(fits_memory(unrolled_shape(operation)));
    const Spatial spatial = spatial_of(operation);
    const bool weighted = has_weight(operation.kind);
    const bool is_conv = operation.kind == Kind::conv;
    const int64_t group_in = weighted ? operation.in_channels / operation.groups : 1;
    const int64_t group_out = weighted ? operation.out_channels / operation.groups : 1;
    Tensor<T> result(unrolled_shape(operation));
    for_each_output(operation, [&](int64_t place, const TapLists& taps, const std::array<int64_t, 3>& y) {
        const T share = weighted ? T{0} : 1 / static_cast<T>(pool_divisor(operation, y));
        for (int64_t o = 0; o < operation.out_channels; ++o)
            for (int64_t in = 0; in < group_in; ++in) {
                const int64_t c = o / group_out * group_in + in;
                const int64_t plane = is_conv ? o * group_in + in : c * group_out + o % group_out;
                T* row = result.data.data() + (o * spatial.output_count() + place) * result.shape[1];
                for_each_product(spatial, taps, [&](int64_t at, int64_t k) {
                    row[c * spatial.input_count() + at] +=
                        weighted ? w[plane * spatial.kernel_count() + k] : share;
                });
            }
    });
    return result;
}

template <class T>
Tensor<T> forward_by_im2col(const Operation& operation, const Tensor<T>& x, const Tensor<T>& w,
                            const Tensor<T>* bias) {
    assert(has_weight(operation.kind) && check(operation).empty());
    assert(x.shape == input_shape(operation) && w.shape == weight_shape(operation));
    Tensor<T> y(output_shape(operation));
    Tensor<T> matrix(im2col_shape(operation));
    const int64_t windows = matrix.shape[1];
    const int64_t item = x.count() / operation.batch;
    for (int64_t n = 0; n < operation.batch; ++n) {
        fill_im2col(operation, x.data.data() + n * item, matrix); // the same places are zeros for each item
        multiply(operation, w, matrix, y.data.data() + n * operation.out_channels * windows);
    }
    add_bias(bias, y, windows);
    return y;
}

template <class T>
Tensor<T> forward_by_unrolled(const Operation& operation, const Tensor<T>& x, const Tensor<T>& w,
                              const Tensor<T>* bias) {
    assert(x.shape == input_shape(operation));
    const Tensor<T> matrix = unrolled(operation, w);
    const int64_t rows = matrix.shape[0];
    const int64_t columns = matrix.shape[1];
    Tensor<T> y(output_shape(operation));
    for (int64_t n = 0; n < operation.batch; ++n)
        for (int64_t row = 0; row < rows; ++row) {
            T sum = 0;
            for (int64_t column = 0; column < columns; ++column)
                sum += matrix[row * columns + column] * x[n * columns + column];
            y[n * rows + row] = sum;
        }
    add_bias(bias, y, rows / operation.out_channels);
    return y;
}

template Tensor<float> im2col(const Operation&, const Tensor<float>&);
template Tensor<double> im2col(const Operation&, const Tensor<double>&);
template Tensor<float> unrolled(const Operation&, const Tensor<float>&);
template Tensor<double> unrolled(const Operation&, const Tensor<double>&);
template Tensor<float> forward_by_im2col(const Operation&, const Tensor<float>&, const Tensor<float>&,
                                         const Tensor<float>*);
template Tensor<double> forward_by_im2col(const Operation&, const Tensor<double>&, const Tensor<double>&,
                                          const Tensor<double>*);
template Tensor<float> forward_by_unrolled(const Operation&, const Tensor<float>&, const Tensor<float>&,
                                           const Tensor<float>*);
template Tensor<double> forward_by_unrolled(const Operation&, const Tensor<double>&, const Tensor<double>&,
                                            const Tensor<double>*);

} // namespace convlens
