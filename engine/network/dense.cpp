// Dense layers by the dots and tiles of the fast kernels.
#include "engine/network/dense.h"

#include "engine/detail/fast/kernels.h"

#include <algorithm>
#include <vector>

namespace convlens::detail {

namespace {

/// Numbers of weights that are worth a piece of work.
constexpr int64_t piece = int64_t{1} << 15;

/// Pieces of `count` rows or columns of weights, each of `size` numbers, in whole steps.
int64_t at_a_time(int64_t size, int64_t step) {
    return std::max(step, piece / std::max<int64_t>(1, size) / step * step);
}

} // namespace

void dense(const Tensor<float>& x, const Tensor<float>& weight, const Tensor<float>& bias, const Crew& crew,
           Tensor<float>& y) {
    const Kernels<float>& fast = kernels<float>();
    const int64_t outputs = weight.shape[0];
    const int64_t inputs = weight.shape[1];
    const int64_t rows = x.count() / inputs;
    const int64_t together = at_a_time(inputs, fast.dot_columns);
    parallel_for(crew, (outputs + together - 1) / together, [&](int64_t number, int) {
        std::vector<float> sums(static_cast<std::size_t>(max_dots * max_dots * fast.lanes));
        const float* a[max_dots];
        const float* b[max_dots];
        Dot<float> dot;
        dot.a = a;
        dot.b = b;
        dot.width = inputs;
        dot.sums = sums.data();
        const int64_t behind = std::min(outputs, (number + 1) * together);
        for (int64_t o = number * together, width = 0; o < behind; o += width)
            for (int64_t row = 0, height = 0; row < rows; row += height) {
                width = std::min<int64_t>(fast.dot_columns, behind - o);
                height = std::min<int64_t>(fast.dot_rows, rows - row);
                for (int64_t i = 0; i < height; ++i)
                    a[i] = x.data.data() + (row + i) * inputs;
                for (int64_t j = 0; j < width; ++j)
                    b[j] = weight.data.data() + (o + j) * inputs;
                std::fill(sums.begin(), sums.end(), 0.0F);
                fast.dot[height - 1][width - 1](dot);
                for (int64_t i = 0; i < height; ++i)
                    for (int64_t j = 0; j < width; ++j) {
                        const float* const lanes = sums.data() + (i * max_dots + j) * fast.lanes;
                        float sum = bias.data.empty() ? 0.0F : bias[o + j];
                        for (int lane = 0; lane < fast.lanes; ++lane)
                            sum += lanes[lane];
                        y[(row + i) * outputs + o + j] = sum;
                    }
            }
    });
}

namespace {

/// The columns that fill no vector.
void add_last_columns(const Tensor<float>& dy, const Tensor<float>& weight, int64_t first,
                      Tensor<float>& dx) {
    const int64_t outputs = weight.shape[0];
    const int64_t inputs = weight.shape[1];
    for (int64_t row = 0; row < dy.count() / outputs; ++row)
        for (int64_t i = first; i < inputs; ++i) {
            float sum = 0;
            for (int64_t o = 0; o < outputs; ++o)
                sum += dy[row * outputs + o] * weight[o * inputs + i];
            dx[row * inputs + i] = sum;
        }
}

} // namespace

void dense_back(const Tensor<float>& dy, const Tensor<float>& weight, const Crew& crew, Tensor<float>& dx) {
    const Kernels<float>& fast = kernels<float>();
    const int64_t outputs = weight.shape[0];
    const int64_t inputs = weight.shape[1];
    const int64_t rows = dy.count() / outputs;
    std::vector<Product> products;
    for (int64_t o = 0; o < outputs; ++o)
        products.push_back({static_cast<int32_t>(o), static_cast<int32_t>(o * inputs)});
    const int64_t most_rows = std::min<int64_t>(fast.rows, rows);
    const int64_t vectors = std::min<int64_t>(max_vectors, fast.registers / most_rows);
    const int64_t whole = inputs / fast.lanes;
    parallel_for(crew, (whole + vectors - 1) / vectors, [&](int64_t number, int) {
        const float* a[max_rows];
        Tile<float> tile;
        tile.products = products.data();
        tile.count = outputs;
        tile.a = a;
        tile.c_pitch = inputs;
        const int64_t first = number * vectors;
        const int64_t width = std::min(vectors, whole - first);
        for (int64_t row = 0, height = 0; row < rows; row += height) {
            height = std::min(most_rows, rows - row);
            for (int64_t i = 0; i < height; ++i)
                a[i] = dy.data.data() + (row + i) * outputs;
            tile.b = weight.data.data() + first * fast.lanes;
            tile.c = dx.data.data() + row * inputs + first * fast.lanes;
            fast.tile[height - 1][width - 1](tile);
        }
    });
    add_last_columns(dy, weight, whole * fast.lanes, dx);
}

} // namespace convlens::detail
