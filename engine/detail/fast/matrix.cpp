// Both matrices are filled from the Relation's products, so padding modes and transposed convolutions are no
// cases of their own. A product of im2col with the weights is a convolution with a kernel of 1.
#include "engine/detail/fast/matrix.h"

#include "convlens/arithmetic.h"
#include "engine/detail/fast/gather.h"
#include "engine/detail/fast/threads.h"
#include "engine/detail/taps.h"

#include <algorithm>

namespace convlens::detail {

namespace {

/// The matrix of windows of one image and group, and where its numbers lie in the tensors.
class Windows {
public:
    explicit Windows(const Operation& operation)
        : operation_(operation), spatial_(spatial_of(operation)), channels_(channels_of(operation)) {
        product_.in_channels = channels_.in * spatial_.kernel_count();
        product_.out_channels = channels_.out;
        product_.input = product_.output = {1, 1, spatial_.output_count()};
    }

    /// The product of matrices as a convolution.
    const Direct& product() const { return product_; }
    int64_t count() const { return product_.in_channels * spatial_.output_count(); }
    int64_t weight_count() const { return product_.in_channels * product_.out_channels; }
    int64_t first_map(int64_t group) const { return group * channels_.out; }
    /// Where the group's part of image n starts in the input, and in the output.
    int64_t input_at(int64_t n, int64_t group) const {
        return (n * operation_.in_channels + group * channels_.in) * spatial_.input_count();
    }
    int64_t output_at(int64_t n, int64_t group) const {
        return (n * operation_.out_channels + first_map(group)) * spatial_.output_count();
    }

    /// Calls visit(entry of the matrix, element of the group's part of the input) for all that are no zeros.
    template <class Visit> void for_each_entry(Visit visit) const {
        const int64_t plane = spatial_.output_count();
        for_each_output(operation_, [&](int64_t place, const TapLists& taps, const Triple&) {
            for (int64_t c = 0; c < channels_.in; ++c)
                for_each_product(spatial_, taps, [&](int64_t at, int64_t k) {
                    visit((c * spatial_.kernel_count() + k) * plane + place, c * spatial_.input_count() + at);
                });
        });
    }

    /// Calls visit(place among the group's weights as rows of out-channels, place in the tensor, how many).
    template <class Visit> void for_each_kernel(int64_t group, Visit visit) const {
        for (int64_t o = 0; o < channels_.out; ++o)
            for (int64_t c = 0; c < channels_.in; ++c)
                visit((o * channels_.in + c) * spatial_.kernel_count(),
                      channels_.kernel_of(group, o, c) * spatial_.kernel_count(), spatial_.kernel_count());
    }

private:
    const Operation& operation_;
    Spatial spatial_;
    Channels channels_;
    Direct product_;
};

/// Memory for one row of C or of dC, [C, in...].
template <class T> class Row {
public:
    explicit Row(const Operation& operation)
        : spatial_(spatial_of(operation)), channels_(channels_of(operation)),
          numbers_(static_cast<std::size_t>(operation.in_channels * spatial_.input_count())) {}

    int64_t size() const { return static_cast<int64_t>(numbers_.size()); }
    T* data() { return numbers_.data(); }
    void clear() { std::fill(numbers_.begin(), numbers_.end(), T(0)); }

    /// The row of out-channel `o` and the output element of `taps`.
    void fill(int64_t o, const TapLists& taps, const T* w) {
        clear();
        for_each_weight(o, taps, [&](T& number, int64_t weight) { number += w[weight]; });
    }

    /// Calls visit(number of the row, flat weight) for every weight between the output element of `taps` in
    /// out-channel `o` and an input.
    template <class Visit> void for_each_weight(int64_t o, const TapLists& taps, Visit visit) {
        const int64_t group = o / channels_.out;
        for (int64_t c = 0; c < channels_.in; ++c) {
            T* const part = data() + (group * channels_.in + c) * spatial_.input_count();
            const int64_t kernel = channels_.kernel_of(group, o % channels_.out, c) * spatial_.kernel_count();
            for_each_product(spatial_, taps, [&](int64_t at, int64_t k) { visit(part[at], kernel + k); });
        }
    }

private:
    Spatial spatial_;
    Channels channels_;
    std::vector<T> numbers_;
};

/// Writes the matrix of windows of `image`, the group's part of an input, over the numbers that are no zeros.
template <class T> void fill_windows(const Windows& windows, const T* image, std::vector<T>& matrix) {
    windows.for_each_entry(
        [&](int64_t entry, int64_t at) { matrix[static_cast<std::size_t>(entry)] = image[at]; });
}

template <class T> std::vector<T> weight_rows(const Windows& windows, int64_t group, const T* w) {
    std::vector<T> rows(static_cast<std::size_t>(windows.weight_count()));
    windows.for_each_kernel(group, [&](int64_t row, int64_t tensor, int64_t count) {
        std::copy_n(w + tensor, count, rows.data() + row);
    });
    return rows;
}

} // namespace

template <class T>
void im2col_forward(const Operation& operation, const T* x, const T* w, const T* bias, T* y,
                    const Crew& crew) {
    const Windows windows(operation);
    std::vector<T> matrix(static_cast<std::size_t>(windows.count()));
    for (int64_t group = 0; group < operation.groups; ++group) {
        const std::vector<T> rows = weight_rows(windows, group, w);
        const T* const own_bias = bias ? bias + windows.first_map(group) : nullptr;
        for (int64_t n = 0; n < operation.batch; ++n) {
            fill_windows(windows, x + windows.input_at(n, group), matrix);
            direct_fast(windows.product(), matrix.data(), rows.data(), own_bias,
                        y + windows.output_at(n, group), crew);
        }
    }
}

template <class T>
void im2col_grad_input(const Operation& operation, const T* dy, const T* w, T* dx, const Crew& crew) {
    const Windows windows(operation);
    std::vector<T> matrix(static_cast<std::size_t>(windows.count()));
    const T* const no_bias = nullptr;
    std::fill_n(dx, input_shape(operation).product(), T(0));
    for (int64_t group = 0; group < operation.groups; ++group) {
        const std::vector<T> rows = weight_rows(windows, group, w);
        for (int64_t n = 0; n < operation.batch; ++n) {
            adjoint_fast(windows.product(), dy + windows.output_at(n, group), rows.data(), no_bias,
                         matrix.data(), crew);
            T* const image = dx + windows.input_at(n, group);
            windows.for_each_entry(
                [&](int64_t entry, int64_t at) { image[at] += matrix[static_cast<std::size_t>(entry)]; });
        }
    }
}

template <class T>
void im2col_grad_weight(const Operation& operation, const T* x, const T* dy, T* dw, const Crew& crew) {
    const Windows windows(operation);
    std::vector<T> matrix(static_cast<std::size_t>(windows.count()));
    std::vector<T> rows(static_cast<std::size_t>(windows.weight_count()));
    std::fill_n(dw, weight_shape(operation).product(), T(0));
    for (int64_t group = 0; group < operation.groups; ++group)
        for (int64_t n = 0; n < operation.batch; ++n) {
            fill_windows(windows, x + windows.input_at(n, group), matrix);
            weight_fast(windows.product(), matrix.data(), dy + windows.output_at(n, group), rows.data(),
                        crew);
            windows.for_each_kernel(group, [&](int64_t row, int64_t tensor, int64_t count) {
                for (int64_t k = 0; k < count; ++k)
                    dw[tensor + k] += rows[static_cast<std::size_t>(row + k)];
            });
        }
}

template <class T>
void unrolled_forward(const Operation& operation, const T* x, const T* w, const T* bias, T* y,
                      const Crew& crew) {
    const int64_t plane = output_size(operation).product();
    parallel_for(crew, operation.out_channels, [&](int64_t o, int) {
        Row<T> row(operation);
        for_each_output(operation, [&](int64_t place, const TapLists& taps, const Triple&) {
            row.fill(o, taps, w);
            for (int64_t n = 0; n < operation.batch; ++n) {
                T sum = bias ? bias[o] : T(0);
                for (int64_t i = 0; i < row.size(); ++i)
                    sum += row.data()[i] * x[n * row.size() + i];
                y[(n * operation.out_channels + o) * plane + place] = sum;
            }
        });
    });
}

/// On one thread: every row adds to all of dX.
template <class T> void unrolled_grad_input(const Operation& operation, const T* dy, const T* w, T* dx) {
    const int64_t plane = output_size(operation).product();
    std::fill_n(dx, input_shape(operation).product(), T(0));
    Row<T> row(operation);
    for (int64_t o = 0; o < operation.out_channels; ++o)
        for_each_output(operation, [&](int64_t place, const TapLists& taps, const Triple&) {
            row.fill(o, taps, w);
            for (int64_t n = 0; n < operation.batch; ++n) {
                const T factor = dy[(n * operation.out_channels + o) * plane + place];
                for (int64_t i = 0; i < row.size(); ++i)
                    dx[n * row.size() + i] += factor * row.data()[i];
            }
        });
}

template <class T>
void unrolled_grad_weight(const Operation& operation, const T* x, const T* dy, T* dw, const Crew& crew) {
    const int64_t plane = output_size(operation).product();
    std::fill_n(dw, weight_shape(operation).product(), T(0));
    parallel_for(crew, operation.out_channels, [&](int64_t o, int) {
        Row<T> row(operation);
        for_each_output(operation, [&](int64_t place, const TapLists& taps, const Triple&) {
            row.clear();
            for (int64_t n = 0; n < operation.batch; ++n) {
                const T factor = dy[(n * operation.out_channels + o) * plane + place];
                for (int64_t i = 0; i < row.size(); ++i)
                    row.data()[i] += factor * x[n * row.size() + i];
            }
            row.for_each_weight(o, taps, [&](T& number, int64_t weight) { dw[weight] += number; });
        });
    });
}

template void im2col_forward(const Operation&, const float*, const float*, const float*, float*, const Crew&);
template void im2col_forward(const Operation&, const double*, const double*, const double*, double*,
                             const Crew&);
template void im2col_grad_input(const Operation&, const float*, const float*, float*, const Crew&);
template void im2col_grad_input(const Operation&, const double*, const double*, double*, const Crew&);
template void im2col_grad_weight(const Operation&, const float*, const float*, float*, const Crew&);
template void im2col_grad_weight(const Operation&, const double*, const double*, double*, const Crew&);
template void unrolled_forward(const Operation&, const float*, const float*, const float*, float*,
                               const Crew&);
template void unrolled_forward(const Operation&, const double*, const double*, const double*, double*,
                               const Crew&);
template void unrolled_grad_input(const Operation&, const float*, const float*, float*);
template void unrolled_grad_input(const Operation&, const double*, const double*, double*);
template void unrolled_grad_weight(const Operation&, const float*, const float*, float*, const Crew&);
template void unrolled_grad_weight(const Operation&, const double*, const double*, double*, const Crew&);

} // namespace convlens::detail
