// In chunks of output rows: x is padded, dy turned, then tiles of (channel, tap) x out-channels.
#include "engine/detail/fast/weight.h"

#include "engine/detail/fast/band.h"
#include "engine/detail/fast/kernels.h"
#include "engine/detail/fast/panel.h"
#include "engine/detail/fast/threads.h"

#include <algorithm>

namespace convlens::detail {

namespace {

constexpr int64_t chunk_bytes = int64_t{16} << 20; // copies of x and dy at a time
constexpr int64_t sums_bytes = int64_t{16} << 20;  // turned sums at a time, unless dw itself has more
constexpr int64_t block_targets = 768;             // a panel of 3 vectors over so many targets fills 144 KiB

template <class T> class WeightPanels {
public:
    WeightPanels(const Direct& direct, const T* x, const T* dy, T* dw, const Crew& crew)
        : d_(direct), gather_(gather_of(direct)), taps_(gather_, direct.kernel), x_(x), dy_(dy), dw_(dw),
          crew_(crew), kernels_(kernels<T>()),
          columns_(panels_of(0, d_.out_channels, kernels_.lanes, kernels_.vectors)) {
        pitch_ = ceil_div(d_.out_channels, kernels_.lanes) * kernels_.lanes;
        rows_ = d_.in_channels * d_.taps();
        choose_chunk();
        // Few out-channels leave most of a vector empty: then only some rows of sums at a time.
        const int64_t row_bytes = d_.groups * pitch_ * static_cast<int64_t>(sizeof(T));
        const int64_t dw_bytes = d_.groups * d_.out_channels * rows_ * static_cast<int64_t>(sizeof(T));
        const int64_t most = std::max(sums_bytes, dw_bytes) / row_bytes;
        slab_ = std::min(rows_, std::max<int64_t>(1, most / kernels_.rows) * kernels_.rows);
    }

    void run() {
        const Scratch<T> sums(d_.groups * slab_ * pitch_);
        const Scratch<T> band(d_.groups * d_.in_channels * box_of(gather_, {}, chunk_).channel());
        const Scratch<T> turned(d_.groups * pitch_ * product(chunk_));
        band_data_ = band.get();
        turned_ = turned.get();
        sums_ = sums.get();
        for (int64_t row = 0; row < rows_; row += slab_)
            run_slab({row, std::min(rows_, row + slab_)});
        band_data_ = turned_ = sums_ = nullptr;
    }

private:
    /// Rows [begin, end) of the sums: (channel, tap).
    struct Slab {
        int64_t begin = 0;
        int64_t end = 0;
        int64_t rows() const { return end - begin; }
    };

    void run_slab(const Slab& slab) {
        bool is_first = true;
        Triple begin;
        for (int64_t n = 0; n < d_.batch; ++n)
            for (begin[0] = 0; begin[0] < d_.output[0]; begin[0] += chunk_[0])
                for (begin[1] = 0; begin[1] < d_.output[1]; begin[1] += chunk_[1])
                    for (begin[2] = 0; begin[2] < d_.output[2]; begin[2] += chunk_[2]) {
                        if (crew_.is_cancelled())
                            return;
                        Triple end;
                        for (std::size_t i = 0; i < 3; ++i)
                            end[i] = std::min(d_.output[i], begin[i] + chunk_[i]);
                        add_chunk(n, begin, end, slab, is_first);
                        is_first = false;
                    }
        turn_sums(slab);
    }

    /// Whole images where they are small, else fewer planes or rows, or a part of a row.
    void choose_chunk() {
        chunk_ = d_.output;
        const auto bytes = [this] {
            return d_.groups *
                   (pitch_ * product(chunk_) + d_.in_channels * box_of(gather_, {}, chunk_).channel()) *
                   static_cast<int64_t>(sizeof(T));
        };
        while (bytes() > chunk_bytes && chunk_[0] > 1)
            chunk_[0] = ceil_div(chunk_[0], 2);
        while (bytes() > chunk_bytes && chunk_[1] > 1)
            chunk_[1] = ceil_div(chunk_[1], 2);
        while (bytes() > chunk_bytes && chunk_[2] > block_targets)
            chunk_[2] = ceil_div(chunk_[2], 2);
    }

    void add_chunk(int64_t n, const Triple& begin, const Triple& end, const Slab& slab, bool is_first) {
        const Box box = box_of(gather_, begin, end);
        const int64_t channels = d_.groups * d_.in_channels;
        const T* image = x_ + n * channels * product(d_.input);
        const bool is_view = lies_within(box, d_.input);
        const int64_t targets = (end[0] - begin[0]) * (end[1] - begin[1]) * (end[2] - begin[2]);
        const int64_t turns =
            d_.groups * static_cast<int64_t>(columns_.size()) * ceil_div(targets, block_targets);
        parallel_for(crew_, turns + (is_view ? 0 : channels), [&](int64_t number, int) {
            if (number < turns)
                turn(n, begin, targets, number);
            else
                copy_band(image + (number - turns) * product(d_.input), d_.input, d_.mode, box, 1, 0,
                          band_data_ + (number - turns) * box.channel());
        });
        Band<T> band{band_data_, box.channel(), box.plane(), box.row(), box.run()};
        if (is_view)
            band = view_of(image, d_.input, box);
        multiply(band, box, begin, end, slab, is_first);
    }

    /// One block of targets of dy for one panel of out-channels.
    void turn(int64_t n, const Triple& begin, int64_t targets, int64_t number) {
        const int64_t blocks = ceil_div(targets, block_targets);
        const int64_t first = number % blocks * block_targets;
        const auto& columns = columns_[static_cast<std::size_t>(number / blocks) % columns_.size()];
        const int64_t group = number / blocks / static_cast<int64_t>(columns_.size());
        const int64_t plane = product(d_.output);
        const T* from = dy_ + ((n * d_.groups + group) * d_.out_channels + columns.begin) * plane +
                        (begin[0] * d_.output[1] + begin[1]) * d_.output[2] + begin[2] + first;
        kernels_.transpose(from, plane, columns.width(), std::min(block_targets, targets - first),
                           columns.vectors * kernels_.lanes, columns.vectors * kernels_.lanes,
                           panel(group, columns, targets, first));
    }

    T* panel(int64_t group, const Panel& columns, int64_t targets, int64_t first) const {
        return turned_ + (group * pitch_ + columns.begin) * targets +
               first * columns.vectors * kernels_.lanes;
    }

    void multiply(const Band<T>& band, const Box& box, const Triple& begin, const Triple& end,
                  const Slab& slab, bool is_first);
    void turn_sums(const Slab& slab);

    const Direct& d_;
    const Gather gather_;
    const GatherTaps taps_;
    const T* x_;
    const T* dy_;
    T* dw_;
    const Crew& crew_;
    const Kernels<T>& kernels_;
    std::vector<Panel> columns_; // out-channels of a group
    int64_t pitch_ = 0;          // out-channels of a group, up to whole vectors
    int64_t rows_ = 0;           // channels of a group x taps
    int64_t slab_ = 0;           // of these at a time
    Triple chunk_;               // targets at a time
    T* band_data_ = nullptr;
    T* turned_ = nullptr; // [groups][panel][targets][out-channels of the panel]
    T* sums_ = nullptr;   // [groups][slab][pitch]: dw, turned
};

template <class T>
void WeightPanels<T>::multiply(const Band<T>& band, const Box& box, const Triple& begin, const Triple& end,
                               const Slab& slab, bool is_first) {
    const int64_t targets = (end[0] - begin[0]) * (end[1] - begin[1]) * (end[2] - begin[2]);
    std::array<std::vector<Product>, max_vectors> products;
    for (const Panel& columns : columns_) {
        auto& list = products[static_cast<std::size_t>(columns.vectors - 1)];
        if (!list.empty())
            continue;
        list.reserve(static_cast<std::size_t>(targets));
        for (int64_t z = 0; z < end[0] - begin[0]; ++z)
            for (int64_t y = 0; y < end[1] - begin[1]; ++y)
                for (int64_t x = 0; x < end[2] - begin[2]; ++x) {
                    const int64_t block = static_cast<int64_t>(list.size()) % block_targets;
                    list.push_back({static_cast<int32_t>(z * d_.stride[0] * band.plane_stride +
                                                         y * d_.stride[1] * band.row_stride + x),
                                    static_cast<int32_t>(block * columns.vectors * kernels_.lanes)});
                }
    }
    // Whole tiles, equally many in each piece, so that all threads end at about the same time.
    const int64_t tiles = ceil_div(slab.rows(), kernels_.rows);
    const int64_t pieces = std::min(tiles, ceil_div(int64_t{4} * crew_.threads, d_.groups));
    const int64_t taps = taps_.count();
    parallel_for(crew_, d_.groups * pieces, [&](int64_t number, int) {
        const int64_t group = number / pieces;
        const int64_t piece = number % pieces;
        const int64_t row_begin = slab.begin + tiles * piece / pieces * kernels_.rows;
        const int64_t row_end = std::min(slab.end, slab.begin + tiles * (piece + 1) / pieces * kernels_.rows);
        for (int64_t first = 0; first < targets; first += block_targets)
            for (int64_t row = row_begin; row < row_end && !crew_.is_cancelled(); row += kernels_.rows) {
                const int64_t height = std::min<int64_t>(kernels_.rows, row_end - row);
                const T* a[max_rows];
                for (int64_t i = 0; i < height; ++i) {
                    Triple position = taps_[(row + i) % taps].offset;
                    for (std::size_t axis = 0; axis < 3; ++axis)
                        position[axis] += begin[axis] * d_.stride[axis] - box.first[axis];
                    a[i] = band.data + (group * d_.in_channels + (row + i) / taps) * band.channel_stride +
                           band.at(position, box.stride);
                }
                for (const Panel& columns : columns_)
                    kernels_.tile[height - 1][columns.vectors - 1](
                        {products[static_cast<std::size_t>(columns.vectors - 1)].data() + first,
                         std::min(block_targets, targets - first), a, panel(group, columns, targets, first),
                         sums_ + (group * slab_ + row - slab.begin) * pitch_ + columns.begin, pitch_,
                         is_first && first == 0 ? Start::zero : Start::sum, nullptr});
            }
    });
}

template <class T> void WeightPanels<T>::turn_sums(const Slab& slab) {
    const int64_t width = 2 * kernels_.lanes;
    const int64_t parts = ceil_div(d_.out_channels, width);
    parallel_for(crew_, d_.groups * parts, [&](int64_t number, int) {
        const int64_t group = number / parts;
        const int64_t first = number % parts * width;
        kernels_.transpose(sums_ + group * slab_ * pitch_ + first, pitch_, slab.rows(),
                           std::min(width, d_.out_channels - first), slab.rows(), rows_,
                           dw_ + (group * d_.out_channels + first) * rows_ + slab.begin);
    });
}

} // namespace

template <class T>
void weight_by_panels(const Direct& direct, const T* x, const T* dy, T* dw, const Crew& crew) {
    WeightPanels<T>(direct, x, dy, dw, crew).run();
}

template void weight_by_panels(const Direct&, const float*, const float*, float*, const Crew&);
template void weight_by_panels(const Direct&, const double*, const double*, double*, const Crew&);

} // namespace convlens::detail
