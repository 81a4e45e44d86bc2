// Row by row of x: the rows of dy that it meets through taps of the kernel's second axis, times its shifts by
// the taps of the third. Each lane has sums of its own until the end.
#include "engine/detail/fast/weight.h"

#include "engine/detail/fast/band.h"
#include "engine/detail/fast/kernels.h"
#include "engine/detail/fast/panel.h"
#include "engine/detail/fast/threads.h"

#include <algorithm>

namespace convlens::detail {

namespace {

constexpr int64_t band_numbers = int64_t{16} * 1024; // of one band of dy's rows

/// Taps of one axis that are summed in one call.
struct TapBlock {
    std::vector<int64_t> taps; // kernel indices
};

/// Taps in blocks of at most `most`; with a stride, those that meet the same rows together.
std::vector<TapBlock> blocks_of(int64_t kernel, int64_t dilation, int64_t stride, int most) {
    std::vector<TapBlock> blocks;
    for (int64_t remainder = 0; remainder < std::min(stride, kernel * dilation); ++remainder) {
        bool is_open = false;
        for (int64_t k = 0; k < kernel; ++k) {
            if (k * dilation % stride != remainder)
                continue;
            if (!is_open || static_cast<int>(blocks.back().taps.size()) == most)
                blocks.emplace_back();
            blocks.back().taps.push_back(k);
            is_open = true;
        }
    }
    return blocks;
}

template <class T> class WeightDots {
public:
    WeightDots(const Direct& direct, const T* x, const T* dy, T* dw, const Crew& crew)
        : d_(direct), gather_(gather_of(direct)), x_(x), dy_(dy), dw_(dw), crew_(crew),
          kernels_(kernels<T>()) {
        y_blocks_ = blocks_of(d_.kernel[1], d_.dilation[1], d_.stride[1], kernels_.dot_rows);
        x_blocks_ = blocks_of(d_.kernel[2], 1, 1, kernels_.dot_columns);
        rows_ = std::clamp<int64_t>(band_numbers / d_.output[2], 1, d_.output[1]);
        bands_ = ceil_div(d_.output[1], rows_);
        const Box box = box_of(gather_, {}, {1, 1, d_.output[2]});
        for (int64_t k = 0; k < d_.kernel[2]; ++k)
            x_offsets_.push_back(
                Band<T>{nullptr, 0, 0, 0, box.run()}.at({0, 0, k * d_.dilation[2]}, box.stride));
    }

    /// One piece is one channel's part of the bands. How many parts there are must not depend on the threads.
    void run() {
        const int64_t channels = d_.groups * d_.in_channels;
        const int64_t all_bands = d_.batch * d_.output[0] * bands_;
        const int64_t parts = std::min(all_bands, ceil_div(32, channels));
        const int64_t count = d_.out_channels * d_.taps();
        std::vector<T> partial(static_cast<std::size_t>(parts * channels * count));
        const int64_t band = box_of(gather_, {}, {1, rows_, d_.output[2]}).channel();
        const int64_t sums = d_.out_channels * block_count() * block_size();
        const auto bytes = static_cast<int64_t>(sizeof(T));
        const int workers = workers_within(crew_.threads, parts * channels, (band + sums) * bytes,
                                           d_.batch * channels * product(d_.input) * bytes);
        const std::vector<Scratch<T>> scratches = scratch_of_workers<T>(workers, band + sums);
        parallel_for(crew_.of(workers), parts * channels, [&](int64_t number, int worker) {
            T* const own_sums = scratches[static_cast<std::size_t>(worker)].get();
            std::fill_n(own_sums, sums, T(0));
            const int64_t part = number / channels;
            for (int64_t i = all_bands * part / parts;
                 i < all_bands * (part + 1) / parts && !crew_.is_cancelled(); ++i)
                add_band(number % channels, i, own_sums, own_sums + sums);
            add_lanes(own_sums, partial.data() + number * count);
        });
        for (int64_t channel = 0; channel < channels; ++channel)
            for (int64_t i = 0; i < count; ++i) {
                T sum = 0;
                for (int64_t part = 0; part < parts; ++part)
                    sum += partial[static_cast<std::size_t>((part * channels + channel) * count + i)];
                const int64_t o = channel / d_.in_channels * d_.out_channels + i / d_.taps();
                dw_[(o * d_.in_channels + channel % d_.in_channels) * d_.taps() + i % d_.taps()] = sum;
            }
    }

private:
    int64_t block_count() const {
        return d_.kernel[0] * static_cast<int64_t>(y_blocks_.size() * x_blocks_.size());
    }
    int64_t block_size() const { return max_dots * max_dots * kernels_.lanes; }

    void add_band(int64_t channel, int64_t number, T* sums, T* scratch) const;
    void add_plane(const T* rows, int64_t pitch, int64_t count, const T* map, int64_t map_rows,
                   T* sums) const;
    void add_lanes(const T* sums, T* to) const;

    const Direct& d_;
    const Gather gather_;
    const T* x_;
    const T* dy_;
    T* dw_;
    const Crew& crew_;
    const Kernels<T>& kernels_;
    std::vector<TapBlock> y_blocks_;
    std::vector<TapBlock> x_blocks_;
    std::vector<int64_t> x_offsets_; // [kernel] of taps in a row of the band
    int64_t rows_ = 0;               // of dy in a band
    int64_t bands_ = 0;              // of one plane
};

/// Rows of dy of one plane, with all rows of x that they meet.
template <class T> void WeightDots<T>::add_band(int64_t channel, int64_t number, T* sums, T* scratch) const {
    const int64_t n = number / bands_ / d_.output[0];
    const int64_t z = number / bands_ % d_.output[0];
    const int64_t y_begin = number % bands_ * rows_;
    const int64_t y_end = std::min(d_.output[1], y_begin + rows_);
    const Box box = box_of(gather_, {z, y_begin, 0}, {z + 1, y_end, d_.output[2]});
    const T* plane = x_ + (n * d_.groups * d_.in_channels + channel) * product(d_.input);
    const Band<T> band = copy_band(plane, d_.input, d_.mode, box, 1, 0, scratch);
    const int64_t blocks = static_cast<int64_t>(y_blocks_.size() * x_blocks_.size());
    const int64_t group = channel / d_.in_channels;
    for (int64_t o = 0; o < d_.out_channels; ++o) {
        const T* map = dy_ + (((n * d_.groups + group) * d_.out_channels + o) * d_.output[0] + z) *
                                 d_.output[1] * d_.output[2];
        for (int64_t kz = 0; kz < d_.kernel[0]; ++kz)
            add_plane(band.data + kz * d_.dilation[0] * band.plane_stride, band.row_stride, box.size[1],
                      map + y_begin * d_.output[2], y_end - y_begin,
                      sums + (o * d_.kernel[0] + kz) * blocks * block_size());
    }
}

/// `count` rows of x, the first of which lies under the first tap of the first of `map_rows` rows of dy:
/// row y meets row (y - k*dilation) / stride through tap k.
template <class T>
void WeightDots<T>::add_plane(const T* rows, int64_t pitch, int64_t count, const T* map, int64_t map_rows,
                              T* sums) const {
    const int64_t stride = d_.stride[1];
    const T* b[max_dots];
    const T* a[max_dots];
    for (const TapBlock& ky : y_blocks_) {
        // Which of the block's taps meet a row: they are neighbours.
        const auto taps_at = [&](int64_t y) {
            std::pair<std::size_t, std::size_t> taps{0, 0};
            for (std::size_t i = 0; i < ky.taps.size(); ++i) {
                const int64_t distance = y - ky.taps[i] * d_.dilation[1];
                if (distance < 0 || distance >= map_rows * stride || distance % stride != 0)
                    continue;
                taps = {taps.second == 0 ? i : taps.first, i + 1};
            }
            return taps;
        };
        for (int64_t remainder = 0; remainder < stride; ++remainder)
            for (int64_t y = remainder; y < count;) {
                const auto taps = taps_at(y);
                int64_t behind = y + stride;
                while (behind < count && taps_at(behind) == taps)
                    behind += stride;
                for (std::size_t i = taps.first; i < taps.second; ++i)
                    a[i] = map + (y - ky.taps[i] * d_.dilation[1]) / stride * d_.output[2];
                T* to = sums + static_cast<int64_t>(taps.first) * max_dots * kernels_.lanes;
                for (const TapBlock& kx : x_blocks_) {
                    for (std::size_t j = 0; j < kx.taps.size(); ++j)
                        b[j] = rows + y * pitch + x_offsets_[static_cast<std::size_t>(kx.taps[j])];
                    if (taps.second > 0)
                        kernels_.dot[taps.second - taps.first - 1][kx.taps.size() - 1](
                            {a + taps.first, b, d_.output[2], (behind - y) / stride, d_.output[2],
                             stride * pitch, to});
                    to += block_size();
                }
                y = behind;
            }
        sums += static_cast<int64_t>(x_blocks_.size()) * block_size();
    }
}

template <class T> void WeightDots<T>::add_lanes(const T* sums, T* to) const {
    for (int64_t o = 0; o < d_.out_channels * d_.kernel[0]; ++o, to += d_.kernel[1] * d_.kernel[2])
        for (const TapBlock& ky : y_blocks_)
            for (const TapBlock& kx : x_blocks_) {
                for (std::size_t i = 0; i < ky.taps.size(); ++i)
                    for (std::size_t j = 0; j < kx.taps.size(); ++j) {
                        const T* of_lanes =
                            sums + (i * max_dots + j) * static_cast<std::size_t>(kernels_.lanes);
                        T sum = 0;
                        for (int lane = 0; lane < kernels_.lanes; ++lane)
                            sum += of_lanes[lane];
                        to[ky.taps[i] * d_.kernel[2] + kx.taps[j]] = sum;
                    }
                sums += block_size();
            }
}

} // namespace

template <class T>
void weight_by_dots(const Direct& direct, const T* x, const T* dy, T* dw, const Crew& crew) {
    WeightDots<T>(direct, x, dy, dw, crew).run();
}

template void weight_by_dots(const Direct&, const float*, const float*, float*, const Crew&);
template void weight_by_dots(const Direct&, const double*, const double*, double*, const Crew&);

} // namespace convlens::detail
