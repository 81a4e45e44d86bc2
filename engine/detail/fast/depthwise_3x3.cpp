// Pieces are some rows of the target of one image and group; how they are cut depends on the sizes only.
#include "engine/detail/fast/depthwise_3x3.h"

#include "engine/detail/fast/kernels.h"
#include "engine/detail/fast/threads.h"

#include <algorithm>

namespace convlens::detail {

namespace {

constexpr int64_t piece_bytes =
    int64_t{16} * 1024;          // of the source, which the first-level cache holds with the target
constexpr int64_t min_rows = 16; // of a piece: two more are read with them

bool has_3_adjacent_taps(const GatherAxis& axis) {
    return axis.offsets.count == 3 && std::abs(axis.offsets.step) == 1 && axis.stride == 1 && axis.step == 1;
}

/// Rows of nearly equal number.
int64_t parts_of(const Gather& gather, int64_t bytes_of_number) {
    const int64_t rows = gather.axes[1].count;
    const int64_t most = std::max(min_rows, piece_bytes / (gather.axes[2].count * bytes_of_number));
    return (rows + most - 1) / most;
}

/// All of a piece that does not depend on where it lies. The taps by ascending offsets, for those of an
/// adjoint descend.
template <class T> Rows3x3<T> form_of(const Gather& gather) {
    const GatherAxis& y = gather.axes[1];
    const GatherAxis& x = gather.axes[2];
    Rows3x3<T> form;
    form.height = y.source;
    form.pitch = x.source;
    form.columns = x.count;
    form.first_row = y.offsets.min();
    form.pads_left = x.offsets.min() < 0;
    form.pads_right = x.count - 1 + x.offsets.max() == x.source;
    return form;
}

} // namespace

template <class T> bool is_depthwise_3x3(const Gather& gather) {
    const GatherAxis& z = gather.axes[0];
    const GatherAxis& x = gather.axes[2];
    return gather.in_channels == 1 && gather.out_channels == 1 && gather.mode == PaddingMode::zeros &&
           z.source == 1 && z.count == 1 && z.offsets.count == 1 && z.offsets.first == 0 &&
           has_3_adjacent_taps(gather.axes[1]) && has_3_adjacent_taps(x) &&
           std::min(x.source, x.count) >= kernels<T>().lanes && x.offsets.min() >= -1 &&
           x.offsets.min() <= 0 && x.count - 1 + x.offsets.max() <= x.source;
}

template <class T>
void gather_depthwise_3x3(const Gather& gather, const GatherTensors<T>& tensors, const Crew& crew) {
    const GatherAxis& y = gather.axes[1];
    const GatherAxis& x = gather.axes[2];
    const int64_t parts = parts_of(gather, static_cast<int64_t>(sizeof(T)));
    const Rows3x3<T> form = form_of<T>(gather);
    parallel_for(crew, tensors.batch * tensors.groups * parts, [&](int64_t number, int) {
        const int64_t image = number / parts;
        const int64_t group = image % tensors.groups;
        Gather3x3<T> piece{form};
        for (std::size_t i = 0; i < 3; ++i)
            for (std::size_t j = 0; j < 3; ++j) {
                const int64_t ky = y.kernel[y.offsets.step > 0 ? i : 2 - i];
                const int64_t kx = x.kernel[x.offsets.step > 0 ? j : 2 - j];
                piece.w[i * 3 + j] = tensors.w[group * 9 + ky * 3 + kx];
            }
        piece.bias = tensors.bias ? tensors.bias[group] : T(0);
        piece.begin = y.count * (number % parts) / parts;
        piece.end = y.count * (number % parts + 1) / parts;
        piece.from = tensors.source + image * y.source * x.source;
        piece.to = tensors.target + image * y.count * x.count;
        kernels<T>().gather_3x3(piece);
    });
}

template <class T>
void weight_depthwise_3x3(const Gather& gather, int64_t batch, int64_t groups, const T* x, const T* dy, T* dw,
                          const Crew& crew) {
    const int64_t height = gather.axes[1].count;
    const int64_t parts = parts_of(gather, static_cast<int64_t>(sizeof(T)));
    const Rows3x3<T> form = form_of<T>(gather);
    const int64_t pieces = batch * groups * parts;
    std::vector<T> sums(static_cast<std::size_t>(pieces * 9));
    parallel_for(crew, pieces, [&](int64_t number, int) {
        const int64_t plane = number / parts; // of image and group
        WeightSums3x3<T> piece{form};
        piece.begin = height * (number % parts) / parts;
        piece.end = height * (number % parts + 1) / parts;
        piece.from = x + plane * form.height * form.pitch;
        piece.dy = dy + plane * height * form.columns;
        piece.sums = sums.data() + number * 9;
        kernels<T>().weight_sums_3x3(piece);
    });
    std::fill_n(dw, groups * 9, T(0));
    for (int64_t number = 0; number < pieces; ++number)
        for (int64_t i = 0; i < 9; ++i)
            dw[number / parts % groups * 9 + i] += sums[static_cast<std::size_t>(number * 9 + i)];
}

template bool is_depthwise_3x3<float>(const Gather&);
template bool is_depthwise_3x3<double>(const Gather&);
template void gather_depthwise_3x3(const Gather&, const GatherTensors<float>&, const Crew&);
template void gather_depthwise_3x3(const Gather&, const GatherTensors<double>&, const Crew&);
template void weight_depthwise_3x3(const Gather&, int64_t, int64_t, const float*, const float*, float*,
                                   const Crew&);
template void weight_depthwise_3x3(const Gather&, int64_t, int64_t, const double*, const double*, double*,
                                   const Crew&);

} // namespace convlens::detail
