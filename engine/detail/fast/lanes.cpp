// Pieces of targets; for each, blocks of terms, panels of out-channels, tiles of targets x out-channels.
#include "engine/detail/fast/lanes.h"

#include "engine/detail/fast/band.h"
#include "engine/detail/fast/kernels.h"
#include "engine/detail/fast/panel.h"
#include "engine/detail/fast/threads.h"

#include <algorithm>

namespace convlens::detail {

namespace {

constexpr int64_t lane_terms = 256;
constexpr int64_t lane_bytes = int64_t{256} * 1024; // of a piece's sums
constexpr int64_t max_turned = int64_t{4} << 20;    // bytes of turned weights

template <class T> class Lanes {
public:
    Lanes(const Gather& gather, const GatherTensors<T>& tensors, const Crew& crew)
        : gather_(gather), tensors_(tensors), crew_(crew), kernels_(kernels<T>()),
          taps_(gather, tensors.kernel) {
        terms_ = gather.in_channels * taps_.count();
        vectors_ = ceil_div(gather.out_channels, kernels_.lanes);
        // Four vectors with fewer rows, or three: what leaves the least over
        panel_ = vectors_ % 3 != 0 && vectors_ % 4 == 0 && kernels_.registers >= 24 ? 4 : 3;
        panel_ = std::min<int64_t>(panel_, vectors_);
        rows_ = std::min<int64_t>(kernels_.rows, kernels_.registers / panel_);
        pitch_ = vectors_ * kernels_.lanes;
        channels_ = std::max<int64_t>(1, lane_terms / taps_.count());
        channels_ = ceil_div(gather.in_channels, ceil_div(gather.in_channels, channels_));
        choose_pieces();
    }

    void run() {
        const int64_t images = tensors_.batch * tensors_.groups;
        const int64_t band = channels_ * band_box(0, longest_).channel();
        const int64_t size = band + longest_ * gather_.axes[2].count * pitch_;
        const int workers =
            workers_within(crew_.threads, images * pieces_, size * static_cast<int64_t>(sizeof(T)),
                           tensors_.source_bytes(gather_));
        // Few pieces turn the weights themselves, a block at a time that stays in the cache.
        const bool turns_blocks = images * pieces_ <= crew_.threads;
        const int64_t own_turned = channels_ * taps_.count() * panel_ * kernels_.lanes;
        const Scratch<T> turned(turns_blocks ? workers * own_turned : tensors_.groups * terms_ * pitch_);
        if (!turns_blocks)
            turn_weights(turned.get());
        const std::vector<Scratch<T>> scratches = scratch_of_workers<T>(workers, size);
        parallel_for(crew_.of(workers), images * pieces_, [&](int64_t number, int worker) {
            T* const scratch = scratches[static_cast<std::size_t>(worker)].get();
            const Turned own{turned.get() + (turns_blocks ? worker * own_turned : 0), turns_blocks};
            run_piece(number / pieces_, number % pieces_, own, scratch, scratch + band);
        });
    }

private:
    /// Whole rows of one plane (of the first axis), nearly the same number each.
    void choose_pieces() {
        const int64_t rows = gather_.axes[1].count;
        const int64_t most = std::max<int64_t>(
            1, lane_bytes / (pitch_ * gather_.axes[2].count * static_cast<int64_t>(sizeof(T))));
        int64_t parts = ceil_div(rows, most);
        if (tensors_.batch * tensors_.groups * gather_.axes[0].count * parts < int64_t{16} * crew_.threads)
            parts = ceil_div(parts, crew_.threads) * crew_.threads;
        parts_ = std::min(parts, rows);
        longest_ = ceil_div(rows, parts_);
        pieces_ = gather_.axes[0].count * parts_;
    }

    Box band_box(int64_t z, int64_t rows, int64_t first = 0) const {
        return box_of(gather_, {z, first, 0}, {z + 1, first + rows, gather_.axes[2].count});
    }

    /// Turned weights: [groups][block][panel][terms of the block][out-channels of the panel], or one such
    /// panel.
    struct Turned {
        T* data = nullptr;
        bool is_one = false;
    };

    void turn_panel(int64_t group, int64_t c, int64_t vector, T* to) const;
    T* panel_at(T* turned, int64_t group, int64_t c, int64_t vector) const {
        const int64_t taps = taps_.count();
        return turned + (group * terms_ + c * taps) * pitch_ +
               vector * kernels_.lanes * (block_end(c) - c) * taps;
    }
    int64_t block_end(int64_t c) const { return std::min(gather_.in_channels, c + channels_); }

    /// Weights that one panel is turned from: rows of neighbouring numbers.
    struct PanelSource {
        const T* first = nullptr;
        int64_t rows = 0;
        int64_t width = 0;
    };
    PanelSource panel_source(int64_t group, int64_t c, int64_t vector) const;
    PanelSource source_after(int64_t group, int64_t c, int64_t vector) const;
    void fetch(const PanelSource& source, int64_t begin, int64_t end) const;

    void turn_weights(T* turned) const;
    void run_piece(int64_t image, int64_t number, const Turned& turned, T* band_data, T* sums) const;
    void multiply(int64_t image, int64_t c, const Band<T>& band, const Box& box, int64_t rows,
                  const Turned& turned, T* sums) const;

    const Gather& gather_;
    const GatherTensors<T>& tensors_;
    const Crew& crew_;
    const Kernels<T>& kernels_;
    const GatherTaps taps_;
    int64_t terms_ = 0;
    int64_t vectors_ = 0;  // of out-channels
    int64_t panel_ = 0;    // vectors of a panel
    int64_t rows_ = 0;     // targets of a tile
    int64_t pitch_ = 0;    // out-channels, up to whole vectors
    int64_t channels_ = 0; // of a block
    int64_t parts_ = 0;    // pieces of a plane
    int64_t pieces_ = 0;   // of an image
    int64_t longest_ = 0;  // rows of a piece at most
};

template <class T>
auto Lanes<T>::panel_source(int64_t group, int64_t c, int64_t vector) const -> PanelSource {
    const int64_t first = vector * kernels_.lanes;
    const int64_t columns = std::min(panel_, vectors_ - vector) * kernels_.lanes;
    return {tensors_.w + (group * gather_.out_channels + first) * gather_.w_out + c * gather_.w_in,
            std::min(columns, gather_.out_channels - first), (block_end(c) - c) * taps_.count()};
}

/// Of the panel that `multiply` takes next; without rows after the last.
template <class T>
auto Lanes<T>::source_after(int64_t group, int64_t c, int64_t vector) const -> PanelSource {
    if (vector + panel_ < vectors_)
        return panel_source(group, c, vector + panel_);
    return block_end(c) < gather_.in_channels ? panel_source(group, block_end(c), 0) : PanelSource{};
}

/// Prefetches rows [begin, end): processors do not predict steps of that length.
template <class T> void Lanes<T>::fetch(const PanelSource& source, int64_t begin, int64_t end) const {
    constexpr int64_t line = 64 / static_cast<int64_t>(sizeof(T));
    for (int64_t row = begin; row < std::min(end, source.rows); ++row)
        for (int64_t i = 0; i < source.width; i += line)
            __builtin_prefetch(source.first + row * gather_.w_out + i, 0, 2);
}

template <class T> void Lanes<T>::turn_panel(int64_t group, int64_t c, int64_t vector, T* to) const {
    const PanelSource source = panel_source(group, c, vector);
    const int64_t columns = std::min(panel_, vectors_ - vector) * kernels_.lanes;
    kernels_.transpose(source.first, gather_.w_out, source.rows, source.width, columns, columns, to);
}

template <class T> void Lanes<T>::turn_weights(T* turned) const {
    const int64_t blocks = ceil_div(gather_.in_channels, channels_);
    const int64_t panels = ceil_div(vectors_, panel_);
    parallel_for(crew_, tensors_.groups * blocks * panels, [&](int64_t number, int) {
        const int64_t vector = number % panels * panel_;
        const int64_t c = number / panels % blocks * channels_;
        const int64_t group = number / panels / blocks;
        turn_panel(group, c, vector, panel_at(turned, group, c, vector));
    });
}

template <class T>
void Lanes<T>::run_piece(int64_t image, int64_t number, const Turned& turned, T* band_data, T* sums) const {
    const int64_t z = number / parts_;
    const int64_t rows = gather_.axes[1].count;
    const int64_t begin = rows * (number % parts_) / parts_;
    const int64_t end = rows * (number % parts_ + 1) / parts_;
    const Box box = band_box(z, end - begin, begin);
    for (int64_t c = 0; c < gather_.in_channels; c += channels_) {
        if (crew_.is_cancelled())
            return;
        const T* source = tensors_.source + (image * gather_.in_channels + c) * product(gather_.source());
        const Band<T> band =
            lies_within(box, gather_.source())
                ? view_of(source, gather_.source(), box)
                : copy_band(source, gather_.source(), gather_.mode, box, block_end(c) - c, 0, band_data);
        multiply(image, c, band, box, end - begin, turned, sums);
    }
    const int64_t plane = product(gather_.target());
    const int64_t targets = (end - begin) * gather_.axes[2].count;
    kernels_.transpose(sums, pitch_, targets, gather_.out_channels, targets, plane,
                       tensors_.target + image * gather_.out_channels * plane +
                           (z * rows + begin) * gather_.axes[2].count);
}

/// Adds one block of channels to the sums of `rows` rows of targets.
template <class T>
void Lanes<T>::multiply(int64_t image, int64_t c, const Band<T>& band, const Box& box, int64_t rows,
                        const Turned& turned, T* sums) const {
    const int64_t taps = taps_.count();
    const int64_t count = (block_end(c) - c) * taps;
    const int64_t group = image % tensors_.groups;
    const int64_t width = gather_.axes[2].count;
    std::vector<Product> products(static_cast<std::size_t>(count));
    for (int64_t k = 0; k < count; ++k) {
        Triple position = taps_[k % taps].offset;
        for (std::size_t i = 0; i < 3; ++i)
            position[i] -= taps_[0].offset[i]; // the first tap is the one with the least offsets
        products[static_cast<std::size_t>(k)].a =
            static_cast<int32_t>(k / taps * band.channel_stride + band.at(position, box.stride));
    }
    for (int64_t vector = 0; vector < vectors_; vector += panel_) {
        const int64_t vectors = std::min(panel_, vectors_ - vector);
        for (int64_t k = 0; k < count; ++k)
            products[static_cast<std::size_t>(k)].b = static_cast<int32_t>(k * vectors * kernels_.lanes);
        if (turned.is_one)
            turn_panel(group, c, vector, turned.data);
        const T* const b = turned.is_one ? turned.data : panel_at(turned.data, group, c, vector);
        const int64_t targets = rows * width;
        // What is turned next is prefetched meanwhile, some rows with each tile
        const PanelSource next = turned.is_one ? source_after(group, c, vector) : PanelSource{};
        const int64_t at_a_time = ceil_div(next.rows * rows_, targets);
        for (int64_t t = 0, height = 0; t < targets; t += height) {
            height = std::min(rows_, targets - t);
            fetch(next, t / rows_ * at_a_time, (t / rows_ + 1) * at_a_time);
            const T* a[max_rows];
            for (int64_t i = 0; i < height; ++i)
                a[i] =
                    band.data + (t + i) / width * gather_.axes[1].stride * band.row_stride + (t + i) % width;
            kernels_.tile[height - 1][vectors - 1]({products.data(), count, a, b,
                                                    sums + t * pitch_ + vector * kernels_.lanes, pitch_,
                                                    c == 0 ? Start::zero : Start::sum, nullptr});
        }
    }
}

template <class T> void add_bias(const Gather& gather, const GatherTensors<T>& tensors, const Crew& crew) {
    const int64_t channels = tensors.groups * gather.out_channels;
    const int64_t plane = product(gather.target());
    parallel_for(crew, tensors.batch * channels, [&](int64_t map, int) {
        const T bias = tensors.bias[map % channels];
        for (T *y = tensors.target + map * plane, *end = y + plane; y != end; ++y)
            *y += bias;
    });
}

} // namespace

template <class T> bool prefers_lanes(const Gather& gather, int64_t taps, int64_t images) {
    const int lanes = kernels<T>().lanes;
    const int64_t vectors = ceil_div(gather.out_channels, lanes);
    const int64_t targets = product(gather.count());
    const int64_t turned = taps * gather.in_channels * vectors * lanes * static_cast<int64_t>(sizeof(T));
    return gather.is_dense() && gather.out_channels >= 32 &&
           vectors * lanes * 100 <= gather.out_channels * 107 && targets * images >= 64 &&
           turned <= max_turned && taps <= lane_terms && gather.axes[2].count <= 2048;
}

template <class T>
void gather_by_lanes(const Gather& gather, const GatherTensors<T>& tensors, const Crew& crew) {
    Lanes<T>(gather, tensors, crew).run();
    if (tensors.bias)
        add_bias(gather, tensors, crew);
}

template bool prefers_lanes<float>(const Gather&, int64_t, int64_t);
template bool prefers_lanes<double>(const Gather&, int64_t, int64_t);
template void gather_by_lanes(const Gather&, const GatherTensors<float>&, const Crew&);
template void gather_by_lanes(const Gather&, const GatherTensors<double>&, const Crew&);

} // namespace convlens::detail
