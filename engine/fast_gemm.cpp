// Three loops around the tile: pieces of work (targets x rows of weights), blocks of terms, tiles.
#include "engine/fast_gemm.h"

#include "engine/fast_band.h"
#include "engine/fast_kernels.h"
#include "engine/fast_threads.h"

#include <algorithm>

namespace convlens {

namespace {

constexpr int64_t block_terms = 256;        // terms of a block: 3 vectors of each fill 48 KiB
constexpr int64_t block_bytes = 480 * 1024; // panels of a block: half of a usual second-level cache

int64_t divided_up(int64_t a, int64_t b) {
    return (a + b - 1) / b;
}

/// One gather of one image and group: these targets, in the order of rows, for these out-channels.
struct Piece {
    int64_t image = 0; // n * groups + g
    const Gather* gather = nullptr;
    int64_t begin = 0;
    int64_t end = 0;
    int64_t m_begin = 0;
    int64_t m_end = 0;
};

/// Neighbouring targets in one panel.
struct Panel {
    int64_t begin = 0; // targets
    int64_t end = 0;
    int vectors = 0;
    int64_t packed = 0; // where it starts in the packed block of one term
};

/// Rows of targets [begin, end) of a gather: calls visit(z, y, x, first target, number of targets).
template <class Visit> void for_each_row(const Triple& count, int64_t begin, int64_t end, Visit visit) {
    while (begin < end) {
        const int64_t row = begin / count[2];
        const int64_t x = begin % count[2];
        const int64_t length = std::min(end - begin, count[2] - x);
        visit(row / count[1], row % count[1], x, begin, length);
        begin += length;
    }
}

/// The smallest ranges of the three axes that hold targets [begin, end).
void ranges_of(const Triple& count, int64_t begin, int64_t end, Triple& first, Triple& behind) {
    const int64_t first_row = begin / count[2];
    const int64_t last_row = (end - 1) / count[2];
    const bool one_row = first_row == last_row;
    const bool one_plane = first_row / count[1] == last_row / count[1];
    first = {first_row / count[1], one_plane ? first_row % count[1] : 0, one_row ? begin % count[2] : 0};
    behind = {last_row / count[1] + 1, one_plane ? last_row % count[1] + 1 : count[1],
              one_row ? (end - 1) % count[2] + 1 : count[2]};
}

/// Panels of nearly equal width, as many vectors as the tile takes at most.
std::vector<Panel> panels_of(int64_t begin, int64_t end, int lanes, int most) {
    const int64_t vectors = divided_up(end - begin, lanes);
    const int64_t count = divided_up(vectors, most);
    std::vector<Panel> panels;
    int64_t done = 0;
    for (int64_t i = 0; i < count; ++i) {
        const int64_t width = divided_up(vectors - done, count - i);
        panels.push_back({begin + done * lanes, std::min(end, begin + (done + width) * lanes),
                          static_cast<int>(width), done * lanes});
        done += width;
    }
    return panels;
}

/// How pieces are cut, the same for all gathers of a call.
template <class T> class Panels {
public:
    Panels(const std::vector<Gather>& gathers, const GatherTensors<T>& tensors, int threads)
        : gathers_(gathers), tensors_(tensors), kernels_(kernels<T>()) {
        for (const Gather& gather : gathers)
            taps_.push_back(taps_of(gather, tensors.kernel));
        cut(threads);
        measure();
    }

    void run(int threads) {
        std::vector<Scratch<T>> scratches;
        const int workers = static_cast<int>(std::min<int64_t>(threads, static_cast<int64_t>(pieces_.size())));
        for (int i = 0; i < workers; ++i)
            scratches.emplace_back(scratch_size_);
        parallel_for(workers, static_cast<int64_t>(pieces_.size()), [&](int64_t number, int worker) {
            run_piece(pieces_[static_cast<std::size_t>(number)],
                      scratches[static_cast<std::size_t>(worker)].get());
        });
    }

private:
    void cut(int threads) {
        const int64_t images = tensors_.batch * tensors_.groups;
        const int64_t most_targets =
            block_bytes / (block_terms * static_cast<int64_t>(sizeof(T))) / kernels_.lanes * kernels_.lanes;
        for (const Gather& gather : gathers_) {
            const int64_t targets = product(gather.count());
            int64_t parts = divided_up(targets, most_targets);
            int64_t m_parts = 1;
            const int64_t pieces = images * parts * static_cast<int64_t>(gathers_.size());
            if (pieces < threads && gather.out_channels >= 32 * threads)
                m_parts = threads;
            else if (pieces < 16 * threads)
                parts = divided_up(parts, threads) * threads;
            const int64_t width = divided_up(divided_up(targets, parts), kernels_.lanes) * kernels_.lanes;
            const int64_t height = divided_up(gather.out_channels, m_parts);
            for (int64_t image = 0; image < images; ++image)
                for (int64_t t = 0; t < targets; t += width)
                    for (int64_t m = 0; m < gather.out_channels; m += height)
                        pieces_.push_back({image, &gather, t, std::min(targets, t + width), m,
                                           std::min(gather.out_channels, m + height)});
        }
    }

    /// The largest scratch that a piece needs: a band, packed panels, one tile, sums of targets that are no
    /// neighbours.
    void measure() {
        for (const Piece& piece : pieces_) {
            const Gather& gather = *piece.gather;
            Triple first, behind;
            ranges_of(gather.count(), piece.begin, piece.end, first, behind);
            const int64_t taps = static_cast<int64_t>(taps_of(piece).size());
            const int64_t channels =
                taps == 0 ? 0 : std::min(gather.in_channels, divided_up(block_terms, taps) + 1);
            const int64_t columns = divided_up(piece.end - piece.begin, kernels_.lanes) * kernels_.lanes;
            band_size_ = std::max(band_size_, box_of(gather, first, behind).channel() * channels + slack());
            packed_size_ = std::max(packed_size_, columns * block_terms + slack());
            if (!gather.is_dense())
                sums_size_ = std::max(sums_size_, columns * (piece.m_end - piece.m_begin));
        }
        tile_size_ = most_rows * most_vectors * kernels_.lanes;
        scratch_size_ = band_size_ + packed_size_ + tile_size_ + sums_size_;
    }

    int64_t slack() const { return most_vectors * kernels_.lanes; }
    const std::vector<GatherTap>& taps_of(const Piece& piece) const {
        return taps_[static_cast<std::size_t>(piece.gather - gathers_.data())];
    }
    using Taps = std::vector<GatherTap>;
    static Taps taps_of(const Gather& gather, const Triple& kernel) { return convlens::taps_of(gather, kernel); }

    void run_piece(const Piece& piece, T* scratch) const;
    void pack_block(const Piece& piece, int64_t k_begin, int64_t k_end, const std::vector<Panel>& panels,
                    T* band_data, T* packed) const;
    void multiply_block(const Piece& piece, int64_t k_begin, int64_t k_end, const std::vector<Panel>& panels,
                        const T* packed, T* tile, T* sums) const;
    void scatter_sums(const Piece& piece, const T* sums) const;
    T* target_of(const Piece& piece, int64_t m) const {
        return tensors_.target +
               (piece.image * piece.gather->out_channels + m) * product(piece.gather->target());
    }

    const std::vector<Gather>& gathers_;
    const GatherTensors<T>& tensors_;
    const Kernels<T>& kernels_;
    std::vector<Taps> taps_; // of each gather
    std::vector<Piece> pieces_;
    int64_t band_size_ = 0;
    int64_t packed_size_ = 0;
    int64_t tile_size_ = 0;
    int64_t sums_size_ = 0;
    int64_t scratch_size_ = 0;
};

template <class T> void Panels<T>::run_piece(const Piece& piece, T* scratch) const {
    T* const packed = scratch + band_size_;
    T* const tile = packed + packed_size_;
    T* const sums = piece.gather->is_dense() ? nullptr : tile + tile_size_;
    const int64_t terms = piece.gather->in_channels * static_cast<int64_t>(taps_of(piece).size());
    const auto panels = panels_of(piece.begin, piece.end, kernels_.lanes, kernels_.vectors);
    int64_t k = 0;
    do {
        const int64_t k_end = std::min(terms, k + block_terms);
        if (terms > 0)
            pack_block(piece, k, k_end, panels, scratch, packed);
        multiply_block(piece, k, k_end, panels, packed, tile, sums);
        k = k_end;
    } while (k < terms);
    if (sums)
        scatter_sums(piece, sums);
}

template <class T>
void Panels<T>::pack_block(const Piece& piece, int64_t k_begin, int64_t k_end, const std::vector<Panel>& panels,
                           T* band_data, T* packed) const {
    const Gather& gather = *piece.gather;
    const auto& taps = taps_of(piece);
    const int64_t count = static_cast<int64_t>(taps.size());
    Triple first, behind;
    ranges_of(gather.count(), piece.begin, piece.end, first, behind);
    const Box box = box_of(gather, first, behind);
    const int64_t c_begin = k_begin / count;
    const int64_t c_end = (k_end - 1) / count + 1;
    const T* source =
        tensors_.source + (piece.image * gather.in_channels + c_begin) * product(gather.source());
    // Segments are read past their ends: at the end of the source only a copy has numbers there.
    const bool is_last = piece.image + 1 == tensors_.batch * tensors_.groups && c_end == gather.in_channels;
    const Band<T> band =
        lies_within(box, gather.source()) && !is_last
            ? view_of(source, gather.source(), box)
            : copy_band(source, gather.source(), gather.mode, box, c_end - c_begin, slack(), band_data);

    std::vector<int32_t> offsets;
    for (int64_t k = k_begin; k < k_end; ++k) {
        Triple position;
        for (std::size_t i = 0; i < 3; ++i)
            position[i] = taps[static_cast<std::size_t>(k % count)].offset[i] +
                          first[i] * gather.axes[i].stride - box.first[i];
        offsets.push_back(
            static_cast<int32_t>((k / count - c_begin) * band.channel + band.at(position, box.stride)));
    }
    std::vector<Segment> segments;
    for (const Panel& panel : panels) {
        segments.clear();
        for_each_row(gather.count(), panel.begin, panel.end,
                     [&](int64_t z, int64_t y, int64_t x, int64_t target, int64_t length) {
                         const int64_t from = (z - first[0]) * gather.axes[0].stride * band.plane +
                                              (y - first[1]) * gather.axes[1].stride * band.row + x - first[2];
                         if (!segments.empty() && segments.back().from + segments.back().length == from)
                             segments.back().length += length;
                         else
                             segments.push_back({from, target - panel.begin, length});
                     });
        kernels_.pack({band.data, offsets.data(), k_end - k_begin, segments.data(),
                       static_cast<int64_t>(segments.size()), panel.vectors * kernels_.lanes,
                       packed + panel.packed * (k_end - k_begin)});
    }
}

template <class T>
void Panels<T>::multiply_block(const Piece& piece, int64_t k_begin, int64_t k_end,
                               const std::vector<Panel>& panels, const T* packed, T* tile, T* sums) const {
    const Gather& gather = *piece.gather;
    const auto& taps = taps_of(piece);
    const int64_t count = static_cast<int64_t>(taps.size());
    const int64_t group = piece.image % tensors_.groups;
    const T* w = tensors_.w + group * gather.in_channels * gather.out_channels * product(tensors_.kernel);
    const int64_t plane = product(gather.target());
    const int64_t columns = panels.back().packed + panels.back().vectors * kernels_.lanes;
    // Products for each width of panels: they differ in the distance of b's rows.
    std::array<std::vector<Product>, most_vectors> products;
    for (const Panel& panel : panels) {
        auto& list = products[static_cast<std::size_t>(panel.vectors - 1)];
        if (!list.empty())
            continue;
        for (int64_t k = k_begin; k < k_end; ++k)
            list.push_back({static_cast<int32_t>(k / count * gather.w_in +
                                                 taps[static_cast<std::size_t>(k % count)].weight),
                            static_cast<int32_t>((k - k_begin) * panel.vectors * kernels_.lanes)});
    }
    const T* rows[most_rows];
    T bias[most_rows];
    for (int64_t m = piece.m_begin; m < piece.m_end;) {
        const int64_t parts = divided_up(piece.m_end - m, kernels_.rows);
        const int64_t height = divided_up(piece.m_end - m, parts);
        for (int64_t i = 0; i < height; ++i) {
            rows[i] = w + (m + i) * gather.w_out;
            bias[i] = tensors_.bias ? tensors_.bias[group * gather.out_channels + m + i] : T(0);
        }
        for (const Panel& panel : panels) {
            const int64_t width = panel.end - panel.begin;
            const bool is_whole = width == panel.vectors * kernels_.lanes;
            const auto& list = products[static_cast<std::size_t>(panel.vectors - 1)];
            T* to = sums ? sums + (m - piece.m_begin) * columns + panel.packed
                         : target_of(piece, m) + panel.begin;
            const int64_t pitch = sums ? columns : plane;
            const bool is_direct = sums || is_whole;
            const int64_t tile_pitch = most_vectors * kernels_.lanes;
            if (!is_direct && k_begin > 0)
                for (int64_t i = 0; i < height; ++i)
                    std::copy_n(to + i * pitch, width, tile + i * tile_pitch);
            kernels_.tile[height - 1][panel.vectors - 1](
                {list.data(), k_end - k_begin, rows, packed + panel.packed * (k_end - k_begin),
                 is_direct ? to : tile, is_direct ? pitch : tile_pitch,
                 k_begin > 0 ? Start::sum : Start::bias, bias});
            if (!is_direct)
                for (int64_t i = 0; i < height; ++i)
                    std::copy_n(tile + i * tile_pitch, width, to + i * pitch);
        }
        m += height;
    }
}

template <class T> void Panels<T>::scatter_sums(const Piece& piece, const T* sums) const {
    const auto& axes = piece.gather->axes;
    const int64_t columns = divided_up(piece.end - piece.begin, kernels_.lanes) * kernels_.lanes;
    for (int64_t m = piece.m_begin; m < piece.m_end; ++m, sums += columns) {
        T* target = target_of(piece, m);
        for_each_row(piece.gather->count(), piece.begin, piece.end,
                     [&](int64_t z, int64_t y, int64_t x, int64_t first, int64_t length) {
                         T* to = target + ((axes[0].first + z * axes[0].step) * axes[1].target +
                                           axes[1].first + y * axes[1].step) *
                                              axes[2].target;
                         for (int64_t i = 0; i < length; ++i)
                             to[axes[2].first + (x + i) * axes[2].step] = sums[first - piece.begin + i];
                     });
    }
}

} // namespace

template <class T>
void gather_by_panels(const std::vector<Gather>& gathers, const GatherTensors<T>& tensors, int threads) {
    Panels<T>(gathers, tensors, threads).run(threads);
}

template void gather_by_panels(const std::vector<Gather>&, const GatherTensors<float>&, int);
template void gather_by_panels(const std::vector<Gather>&, const GatherTensors<double>&, int);

} // namespace convlens
