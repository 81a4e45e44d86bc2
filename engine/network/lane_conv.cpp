// Convolutions of 16 pictures side by side by the tiles and dots of the fast kernels.
#include "engine/network/lane_conv.h"

#include "convlens/arithmetic.h"

#include <algorithm>

namespace convlens::detail {

namespace {

int64_t product_of(const std::array<int64_t, 3>& sizes) {
    return sizes[0] * sizes[1] * sizes[2];
}

std::array<int64_t, 3> three(const Sizes& sizes, int64_t missing) {
    std::array<int64_t, 3> result{missing, missing, missing};
    for (std::size_t axis = 0; axis < sizes.size(); ++axis)
        result[3 - sizes.size() + axis] = sizes[axis];
    return result;
}

/// Calls visit(tap, {k0, k1, k2}) for all taps of a kernel in row order.
template <class Visit> void for_each_tap(const std::array<int64_t, 3>& kernel, Visit visit) {
    std::array<int64_t, 3> k{};
    int64_t tap = 0;
    for (k[0] = 0; k[0] < kernel[0]; ++k[0])
        for (k[1] = 0; k[1] < kernel[1]; ++k[1])
            for (k[2] = 0; k[2] < kernel[2]; ++k[2])
                visit(tap++, k);
}

float sum_of(const float* numbers, int64_t count) {
    float sum = 0;
    for (int64_t i = 0; i < count; ++i)
        sum += numbers[i];
    return sum;
}

/// The sum over positions and lanes of each channel.
void sum_channels(const LaneShape& shape, const float* dy, Tensor<float>& db) {
    for (int64_t o = 0; o < shape.channels; ++o) {
        float sums[lane_count] = {};
        const float* const map = dy + o * shape.plane() * lane_count;
        for (int64_t i = 0; i < shape.plane(); ++i)
            for (int64_t lane = 0; lane < lane_count; ++lane)
                sums[lane] += map[i * lane_count + lane];
        db[o] = sum_of(sums, lane_count);
    }
}

} // namespace

LaneShape lane_shape(const Sizes& shape) {
    LaneShape result;
    result.channels = shape.size() > 1 ? shape[1] : 1;
    for (std::size_t axis = 2; axis < shape.size(); ++axis)
        result.size[3 - (shape.size() - axis)] = shape[axis];
    return result;
}

LaneConv::LaneConv(const Operation& operation)
    : in_(lane_shape(input_shape(operation))), out_(lane_shape(output_shape(operation))),
      groups_(operation.groups), kernel_(three(operation.kernel_size, 1)),
      stride_(three(operation.stride, 1)), dilation_(three(operation.dilation, 1)),
      padding_(three(operation.padding_begin, 0)) {
    make_windows();
}

LaneConv::LaneConv(int64_t inputs, int64_t outputs) : in_{inputs, {1, 1, 1}}, out_{outputs, {1, 1, 1}} {
    make_windows();
}

void LaneConv::make_windows() {
    const int64_t taps = product_of(kernel_);
    const int64_t in = in_.channels / groups_;
    const int64_t out = out_.channels / groups_;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const int64_t window = dilation_[axis] * (kernel_[axis] - 1) + 1;
        ahead_.source[axis] = (out_.size[axis] - 1) * stride_[axis] + window;
        ahead_.begin[axis] = padding_[axis];
        if (padding_[axis] == 0) // what no window reaches may stay
            ahead_.source[axis] = std::max(ahead_.source[axis], in_.size[axis]);
        // Going back windows slide over dy, its numbers a stride apart: dx[x] meets it at x + window - 1 -
        // d*k
        behind_.source[axis] = in_.size[axis] + window - 1;
        behind_.begin[axis] = window - 1 - padding_[axis];
    }
    ahead_.places = out_.size;
    ahead_.stride = stride_;
    ahead_.spacing = {1, 1, 1};
    ahead_.copies = ahead_.source != in_.size;
    behind_.places = in_.size;
    behind_.stride = {1, 1, 1};
    behind_.spacing = stride_;
    behind_.copies = behind_.source != out_.size;
    const auto add_products = [&](Windows& windows, int64_t channels, int64_t channel_step, bool turned) {
        for (int64_t c = 0; c < channels; ++c)
            for_each_tap(kernel_, [&](int64_t tap, const std::array<int64_t, 3>& k) {
                int64_t at = c;
                for (std::size_t axis = 0; axis < 3; ++axis)
                    at = at * windows.source[axis] +
                         dilation_[axis] * (turned ? kernel_[axis] - 1 - k[axis] : k[axis]);
                windows.products.push_back(
                    {static_cast<int32_t>(c * channel_step + tap), static_cast<int32_t>(at * lane_count)});
            });
    };
    add_products(ahead_, in, taps, false);
    ahead_.row_step = in * taps;
    add_products(behind_, out, in * taps, true);
    behind_.row_step = taps;
    ahead_.group_step = behind_.group_step = out * in * taps;
}

int64_t LaneConv::scratch_floats() const {
    const int64_t ahead = in_.channels * product_of(ahead_.source);
    const int64_t behind = out_.channels * product_of(behind_.source);
    return std::max({ahead_.copies ? ahead : 0, behind_.copies ? behind : 0, in_.count()}) * lane_count;
}

/// The numbers with zeros around and between them; as they are where there are none.
const float* LaneConv::spread(const Windows& windows, const LaneShape& from, const float* numbers,
                              LaneScratch& scratch) const {
    if (!windows.copies)
        return numbers;
    float* const to = scratch.padded.data();
    const auto& sizes = windows.source;
    std::fill_n(to, from.channels * product_of(sizes) * lane_count, 0.0F);
    for (int64_t c = 0; c < from.channels; ++c)
        for (int64_t z = 0; z < from.size[0]; ++z)
            for (int64_t y = 0; y < from.size[1]; ++y) {
                const int64_t at_z = windows.begin[0] + z * windows.spacing[0];
                const int64_t at_y = windows.begin[1] + y * windows.spacing[1];
                if (at_z < 0 || at_z >= sizes[0] || at_y < 0 || at_y >= sizes[1])
                    continue;
                const float* const row =
                    numbers + ((c * from.size[0] + z) * from.size[1] + y) * from.size[2] * lane_count;
                float* const into = to + ((c * sizes[0] + at_z) * sizes[1] + at_y) * sizes[2] * lane_count;
                for (int64_t x = 0; x < from.size[2]; ++x) {
                    const int64_t at_x = windows.begin[2] + x * windows.spacing[2];
                    if (at_x >= 0 && at_x < sizes[2])
                        std::copy_n(row + x * lane_count, lane_count, into + at_x * lane_count);
                }
            }
    return to;
}

namespace {

/// Neighbouring places whose windows lie as far apart as they do.
struct Run {
    int64_t place = 0;  // flat, of the first one
    int64_t source = 0; // flat, where its window begins
    int64_t count = 1;
};

/// Calls visit(run) for all places.
template <class Windows, class Visit> void for_each_run(const Windows& windows, Visit visit) {
    const bool whole_rows = windows.stride[2] == 1;
    const bool whole_planes = whole_rows && windows.stride[1] == 1 && windows.source[2] == windows.places[2];
    Run run;
    run.count = whole_planes ? windows.places[1] * windows.places[2] : whole_rows ? windows.places[2] : 1;
    for (int64_t z = 0; z < windows.places[0]; ++z)
        for (int64_t y = 0; y < (whole_planes ? 1 : windows.places[1]); ++y)
            for (int64_t x = 0; x < (whole_rows ? 1 : windows.places[2]); ++x) {
                run.source = ((z * windows.stride[0] * windows.source[1] + y * windows.stride[1]) *
                              windows.source[2]) +
                             x * windows.stride[2];
                visit(static_cast<const Run&>(run));
                run.place += run.count;
            }
}

} // namespace

/// target[row][place] = (0, bias, or what it has) + sum over the products, of every group.
void LaneConv::gather(const Windows& windows, int64_t rows, int64_t source_channels, const float* source,
                      const float* weights, const float* bias, Start start, float* target) const {
    const Kernels<float>& fast = kernels<float>();
    const int64_t places = product_of(windows.places);
    const int64_t source_plane = product_of(windows.source);
    Tile<float> tile;
    tile.products = windows.products.data();
    tile.count = static_cast<int64_t>(windows.products.size());
    tile.c_pitch = places * lane_count;
    tile.start = start;
    const float* a[max_rows];
    tile.a = a;
    for (int64_t group = 0; group < groups_; ++group) {
        const float* const from = source + group * source_channels * source_plane * lane_count;
        const float* const w = weights + group * windows.group_step;
        for_each_run(windows, [&](const Run& run) {
            const int64_t vectors = run.count * lane_count / fast.lanes;
            for (int64_t first = 0, width = 0; first < vectors; first += width) {
                for (int64_t row = 0, height = 0; row < rows; row += height) {
                    height = std::min<int64_t>(fast.rows, rows - row);
                    width = std::min<int64_t>(fast.vectors, vectors - first);
                    for (int64_t i = 0; i < height; ++i)
                        a[i] = w + (row + i) * windows.row_step;
                    const int64_t target_row = group * rows + row;
                    tile.b = from + run.source * lane_count + first * fast.lanes;
                    tile.c = target + (target_row * places + run.place) * lane_count + first * fast.lanes;
                    tile.bias = bias ? bias + target_row : nullptr;
                    fast.tile[height - 1][width - 1](tile);
                }
            }
        });
    }
}

void LaneConv::forward(const float* x, const Tensor<float>& weight, const Tensor<float>& bias,
                       LaneScratch& scratch, float* y) const {
    const bool has_bias = !bias.data.empty();
    gather(ahead_, out_.channels / groups_, in_.channels / groups_, spread(ahead_, in_, x, scratch),
           weight.data.data(), has_bias ? bias.data.data() : nullptr, has_bias ? Start::bias : Start::zero,
           y);
}

void LaneConv::back(const float* dy, const Tensor<float>& weight, bool adds, LaneScratch& scratch,
                    float* dx) const {
    gather(behind_, in_.channels / groups_, out_.channels / groups_, spread(behind_, out_, dy, scratch),
           weight.data.data(), nullptr, adds ? Start::sum : Start::zero, dx);
}

/// dw[o][i] = sum over lanes of dy[o] * x[i], with x turned so that its inputs are neighbours.
void LaneConv::dense_gradient(const float* x, const float* dy, LaneScratch& scratch,
                              Tensor<float>& dw) const {
    const Kernels<float>& fast = kernels<float>();
    const int64_t inputs = in_.channels;
    float* const turned = scratch.padded.data();
    fast.transpose(x, lane_count, inputs, lane_count, inputs, inputs, turned);
    Product products[lane_count];
    for (int32_t lane = 0; lane < lane_count; ++lane)
        products[lane] = {lane, lane * static_cast<int32_t>(inputs)};
    Tile<float> tile;
    tile.products = products;
    tile.count = lane_count;
    tile.c_pitch = inputs;
    const float* a[max_rows];
    tile.a = a;
    const int64_t vectors = inputs / fast.lanes;
    for (int64_t first = 0, width = 0; first < vectors; first += width)
        for (int64_t row = 0, height = 0; row < out_.channels; row += height) {
            height = std::min<int64_t>(fast.rows, out_.channels - row);
            width = std::min<int64_t>(fast.vectors, vectors - first);
            for (int64_t i = 0; i < height; ++i)
                a[i] = dy + (row + i) * lane_count;
            tile.b = turned + first * fast.lanes;
            tile.c = dw.data.data() + row * inputs + first * fast.lanes;
            fast.tile[height - 1][width - 1](tile);
        }
    for (int64_t i = vectors * fast.lanes; i < inputs; ++i)
        for (int64_t o = 0; o < out_.channels; ++o) {
            float sum = 0;
            for (int64_t lane = 0; lane < lane_count; ++lane)
                sum += dy[o * lane_count + lane] * x[i * lane_count + lane];
            dw[o * inputs + i] = sum;
        }
}

/// The sums over all positions of some rows of dy times some columns of what the windows meet, [columns of a
/// weight's rows]: from `o` and `column` on, of `group`.
void LaneConv::add_dots(const float* source, const float* dy, int64_t group, int64_t o, int64_t height,
                        int64_t column, int64_t width, float* sums) const {
    const bool rows_together = ahead_.stride[2] == 1;
    const float* a[max_dots];
    const float* b[max_dots];
    Dot<float> dot;
    dot.a = a;
    dot.b = b;
    dot.sums = sums;
    dot.width = (rows_together ? ahead_.places[2] : 1) * lane_count;
    dot.repeats = rows_together ? ahead_.places[1] : ahead_.places[2];
    dot.a_step = dot.width;
    dot.b_step = (rows_together ? ahead_.stride[1] * ahead_.source[2] : ahead_.stride[2]) * lane_count;
    const int64_t first_map = group * (out_.channels / groups_) + o;
    const float* const of_group =
        source + group * (in_.channels / groups_) * product_of(ahead_.source) * lane_count;
    const int64_t calls = ahead_.places[0] * (rows_together ? 1 : ahead_.places[1]);
    for (int64_t call = 0; call < calls; ++call) {
        const int64_t z = rows_together ? call : call / ahead_.places[1];
        const int64_t y = rows_together ? 0 : call % ahead_.places[1];
        const int64_t at =
            (z * ahead_.stride[0] * ahead_.source[1] + y * ahead_.stride[1]) * ahead_.source[2];
        for (int64_t i = 0; i < height; ++i)
            a[i] = dy + (first_map + i) * out_.floats() / out_.channels + call * dot.repeats * dot.width;
        for (int64_t j = 0; j < width; ++j)
            b[j] = of_group + at * lane_count + ahead_.products[static_cast<std::size_t>(column + j)].b;
        kernels<float>().dot[height - 1][width - 1](dot);
    }
}

void LaneConv::gradients(const float* x, const float* dy, LaneScratch& scratch, Tensor<float>& dw,
                         Tensor<float>& db) const {
    if (!db.data.empty())
        sum_channels(out_, dy, db);
    if (in_.plane() == 1 && out_.plane() == 1 && groups_ == 1 && product_of(kernel_) == 1 && !ahead_.copies) {
        dense_gradient(x, dy, scratch, dw);
        return;
    }
    const Kernels<float>& fast = kernels<float>();
    const float* const source = spread(ahead_, in_, x, scratch);
    const int64_t out = out_.channels / groups_;
    const auto columns = static_cast<int64_t>(ahead_.products.size());
    std::vector<float>& sums = scratch.sums;
    sums.resize(static_cast<std::size_t>(max_dots) * static_cast<std::size_t>(max_dots) *
                static_cast<std::size_t>(fast.lanes));
    for (int64_t group = 0; group < groups_; ++group)
        for (int64_t o = 0, height = 0; o < out; o += height)
            for (int64_t column = 0, width = 0; column < columns; column += width) {
                height = std::min<int64_t>(fast.dot_rows, out - o);
                width = std::min<int64_t>(fast.dot_columns, columns - column);
                std::fill(sums.begin(), sums.end(), 0.0F);
                add_dots(source, dy, group, o, height, column, width, sums.data());
                for (int64_t i = 0; i < height; ++i)
                    for (int64_t j = 0; j < width; ++j)
                        dw[(group * out + o + i) * columns + column + j] =
                            sum_of(sums.data() + (i * max_dots + j) * fast.lanes, fast.lanes);
            }
}

} // namespace convlens::detail
