// The peer OpenBLAS: the matrix of windows made whole, one sgemm for each group, and for the gradient of the
// input the matrix's numbers added up again.
#include "conv_cases.h"
#include "convlens/arithmetic.h"

#include <cblas.h>

#include <algorithm>
#include <memory>

namespace convlens::bench {

namespace {

/// Visits every row of one group's matrix of windows with the part of it that meets the input:
/// visit(matrix row, first output column of it, number, input index, stride).
template <class Visit> void for_each_run(const Operation& o, Visit visit) {
    const Sizes in = o.input_size, out = output_size(o), kernel = o.kernel_size;
    const int64_t channels = o.in_channels / o.groups;
    int64_t row = 0;
    for (int64_t c = 0; c < channels; ++c)
        for (int64_t u = 0; u < kernel[0]; ++u)
            for (int64_t v = 0; v < kernel[1]; ++v, ++row)
                for (int64_t i = 0; i < out[0]; ++i) {
                    const int64_t y = i * o.stride[0] + u - o.padding_begin[0];
                    if (y < 0 || y >= in[0])
                        continue;
                    const int64_t shift = v - o.padding_begin[1];
                    const int64_t begin = std::max<int64_t>(0, (-shift + o.stride[1] - 1) / o.stride[1]);
                    const int64_t end = std::min(out[1], (in[1] - shift + o.stride[1] - 1) / o.stride[1]);
                    visit(row, i * out[1] + begin, end - begin,
                          (c * in[0] + y) * in[1] + begin * o.stride[1] + shift, o.stride[1]);
                }
}

} // namespace

Run openblas_run(const Operation& o, Direction direction, int threads, ConvTensors& tensors) {
    const int64_t plane = output_size(o).product();
    const int64_t rows = o.in_channels / o.groups * o.kernel_size.product();
    const int64_t group_out = o.out_channels / o.groups;
    auto matrix = std::make_shared<std::vector<float>>(static_cast<std::size_t>(rows * plane));
    const bool is_view = o.kernel_size.product() == 1 && o.stride == Sizes{1, 1};
    return [=, &tensors] {
        openblas_set_num_threads(threads);
        if (direction == Direction::input)
            std::fill(tensors.x.data.begin(), tensors.x.data.end(), 0.0F);
        for (int64_t g = 0; g < o.groups; ++g) {
            float* x = tensors.x.data.data() + g * o.in_channels / o.groups * o.input_size.product();
            float* w = tensors.w.data.data() + g * group_out * rows;
            float* y = tensors.y.data.data() + g * group_out * plane;
            float* m = is_view ? x : matrix->data();
            const int M = static_cast<int>(group_out), K = static_cast<int>(rows),
                      N = static_cast<int>(plane);
            if (direction != Direction::input && !is_view) {
                std::fill(matrix->begin(), matrix->end(), 0.0F);
                for_each_run(o,
                             [&](int64_t row, int64_t column, int64_t count, int64_t from, int64_t stride) {
                                 for (int64_t i = 0; i < count; ++i)
                                     m[row * plane + column + i] = x[from + i * stride];
                             });
            }
            if (direction == Direction::forward)
                cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, M, N, K, 1, w, K, m, N, 0, y, N);
            else if (direction == Direction::weight)
                cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, M, K, N, 1, y, N, m, N, 0, w, K);
            else
                cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, K, N, M, 1, w, K, y, N, 0, m, N);
            if (direction == Direction::input && !is_view)
                for_each_run(o, [&](int64_t row, int64_t column, int64_t count, int64_t to, int64_t stride) {
                    for (int64_t i = 0; i < count; ++i)
                        x[to + i * stride] += m[row * plane + column + i];
                });
        }
    };
}

} // namespace convlens::bench
