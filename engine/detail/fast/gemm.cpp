// Gather3x3 loops around the tile: pieces of work (targets x rows of weights), blocks of terms, tiles.
#include "engine/detail/fast/gemm.h"

#include "engine/detail/fast/band.h"
#include "engine/detail/fast/kernels.h"
#include "engine/detail/fast/panel.h"
#include "engine/detail/fast/threads.h"

#include <algorithm>
#include <span>

namespace convlens::detail {

namespace {

constexpr int64_t block_terms = 256; // terms of the sums at a time
constexpr int64_t block_bytes =
    int64_t{480} * 1024;                // packed panels at a time: half of a usual second-level cache
constexpr int64_t piece_targets = 1024; // of a piece, whose source is copied once for a block

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

/// Terms [begin, end) of a gather's sums.
struct Block {
    int64_t begin = 0;
    int64_t end = 0;
};

/// Blocks of nearly equal size; of whole channels, unless one has more taps than a block holds.
std::vector<Block> blocks_of(int64_t channels, int64_t taps) {
    const int64_t unit = taps <= block_terms ? taps : 1;
    const int64_t units = unit == 0 ? 0 : channels * taps / unit;
    const int64_t count = unit == 0 ? 0 : ceil_div(units, block_terms / unit);
    if (count == 0)
        return {{}}; // no taps: targets that become the bias
    std::vector<Block> blocks;
    for (int64_t i = 0; i < count; ++i)
        blocks.push_back({units * i / count * unit, units * (i + 1) / count * unit});
    return blocks;
}

/// A gather with what follows from it.
struct Plan {
    const Gather* gather = nullptr;
    GatherTaps taps;
    std::vector<Block> blocks;
    int64_t flat_row = 0; // see flat_row_of

    /// Sums that are not computed where they belong, but moved there at the end.
    bool has_sums() const { return flat_row > 0 || !gather->is_dense(); }
};

/// With stride 1 the windows of neighbouring targets are neighbours in the band, rows and all, if the band's
/// surplus columns are computed as well and thrown away. Where they are few that is less work than packing:
/// this is the length of such a row then, else 0.
int64_t flat_row_of(const Gather& gather, int64_t taps) {
    const int64_t row = box_of(gather, {}, gather.count()).size[2];
    const bool is_flat = taps >= 3 && gather.axes[1].stride == 1 && gather.axes[2].stride == 1 &&
                         row * 100 <= gather.axes[2].count * 107;
    return is_flat ? row : 0;
}

template <class T> class Panels {
public:
    Panels(const std::vector<Gather>& gathers, const GatherTensors<T>& tensors, const Crew& crew)
        : tensors_(tensors), crew_(crew), kernels_(kernels<T>()) {
        plans_.reserve(gathers.size());
        for (const Gather& gather : gathers) {
            GatherTaps taps(gather, tensors.kernel);
            const int64_t count = taps.count();
            plans_.push_back(
                {&gather, std::move(taps), blocks_of(gather.in_channels, count), flat_row_of(gather, count)});
        }
        for (const Plan& plan : plans_)
            cut(plan);
        measure();
    }

    void run() {
        const auto pieces = static_cast<int64_t>(pieces_.size());
        const int64_t count = tensors_.batch * tensors_.groups * pieces;
        const int64_t size = band_size_ + packed_size_ + tile_size_ + sums_size_;
        const int workers = workers_within(crew_.threads, count, size * static_cast<int64_t>(sizeof(T)),
                                           tensors_.source_bytes(*plans_[0].gather));
        const std::vector<Scratch<T>> scratches = scratch_of_workers<T>(workers, size);
        parallel_for(crew_.of(workers), count, [&](int64_t number, int worker) {
            Piece piece = pieces_[static_cast<std::size_t>(number % pieces)];
            piece.image = number / pieces;
            run_piece(piece, scratches[static_cast<std::size_t>(worker)].get());
        });
    }

private:
    /// One gather of one image and group: targets [begin, end) in the order of rows, for some out-channels.
    struct Piece {
        int64_t image = 0; // n * groups + g
        const Plan* plan = nullptr;
        int64_t begin = 0;
        int64_t end = 0;
        int64_t m_begin = 0;
        int64_t m_end = 0;
    };

    void cut(const Plan& plan) {
        const Gather& gather = *plan.gather;
        const int64_t images = tensors_.batch * tensors_.groups;
        const int64_t targets = product(gather.count());
        int64_t parts = ceil_div(targets, piece_targets);
        int64_t m_parts = 1;
        const int64_t pieces = images * parts * static_cast<int64_t>(plans_.size());
        const int threads = crew_.threads;
        if (pieces < threads && gather.out_channels >= int64_t{32} * threads)
            m_parts = threads;
        else if (pieces < int64_t{16} * threads)
            parts = ceil_div(parts, threads) * threads;
        // Flat pieces are whole rows of one plane. Others do not go over the end of a large plane or row, for
        // the box around both parts would have all of them.
        const int64_t row = gather.axes[2].count;
        const int64_t unit = plan.flat_row > 0 ? row : kernels_.lanes;
        int64_t plane = gather.axes[1].count * row;
        if (plan.flat_row == 0)
            plane = row >= piece_targets ? row : plane >= piece_targets ? plane : targets;
        const int64_t width = ceil_div(ceil_div(targets, parts), unit) * unit;
        const int64_t height = ceil_div(gather.out_channels, m_parts);
        for (int64_t first = 0; first < targets; first += plane)
            for (int64_t t = 0; t < plane; t += width)
                for (int64_t m = 0; m < gather.out_channels; m += height)
                    pieces_.push_back({0, &plan, first + t, first + std::min(plane, t + width), m,
                                       std::min(gather.out_channels, m + height)});
    }

    /// The largest scratch that a piece needs: a band, a packed panel, one tile, sums of targets that are no
    /// neighbours.
    void measure() {
        for (const Piece& piece : pieces_) {
            const Plan& plan = *piece.plan;
            Triple first, behind;
            ranges_of(plan.gather->count(), piece.begin, piece.end, first, behind);
            const int64_t taps = plan.taps.count();
            const int64_t channels =
                taps == 0 ? 0 : std::min(plan.gather->in_channels, ceil_div(block_terms, taps) + 1);
            band_size_ =
                std::max(band_size_, box_of(*plan.gather, first, behind).channel() * channels + slack());
            if (plan.has_sums())
                sums_size_ = std::max(sums_size_, columns_of(piece) * (piece.m_end - piece.m_begin));
        }
        packed_size_ = block_terms * panels_at_a_time() * kernels_.vectors * kernels_.lanes + slack();
        tile_size_ = max_rows * max_vectors * kernels_.lanes;
    }

    int64_t slack() const { return max_vectors * kernels_.lanes; }
    int64_t panels_at_a_time() const {
        return block_bytes /
               (block_terms * kernels_.vectors * kernels_.lanes * static_cast<int64_t>(sizeof(T)));
    }
    int64_t packed_at(const Block& block, std::span<const Panel> panels, const Panel& panel) const {
        return (panel.begin - panels[0].begin) * (block.end - block.begin);
    }
    /// Numbers of a row of sums: the piece's targets, with the surplus columns between their rows.
    int64_t columns_of(const Piece& piece) const {
        const int64_t targets = piece.end - piece.begin;
        const int64_t width = piece.plan->gather->axes[2].count;
        const int64_t surplus =
            piece.plan->flat_row > 0 ? (targets / width - 1) * (piece.plan->flat_row - width) : 0;
        return ceil_div(targets + surplus, kernels_.lanes) * kernels_.lanes;
    }
    T* target_of(const Piece& piece, int64_t m) const {
        const Gather& gather = *piece.plan->gather;
        return tensors_.target + (piece.image * gather.out_channels + m) * product(gather.target());
    }

    /// The source of one block, where its terms lie in it, and whether it may be read past its end.
    struct Source {
        Band<T> band;
        Triple first{}; // targets that the band starts with
        bool is_exact = false;
        std::vector<int32_t> offsets;                           // [terms]
        std::array<std::vector<Product>, max_vectors> products; // by vectors of a panel
    };

    void run_piece(const Piece& piece, T* scratch) const;
    Source source_of(const Piece& piece, const Block& block, T* scratch) const;
    void pack_panel(const Piece& piece, const Source& source, const Panel& panel, T* packed) const;
    void multiply_panels(const Piece& piece, const Block& block, std::span<const Panel> panels,
                         const Source& source, const T* b, T* tile, T* sums) const;
    void scatter_sums(const Piece& piece, const T* sums) const;

    const GatherTensors<T>& tensors_;
    const Crew& crew_;
    const Kernels<T>& kernels_;
    std::vector<Plan> plans_;
    std::vector<Piece> pieces_; // of one image and group
    int64_t band_size_ = 0;
    int64_t packed_size_ = 0;
    int64_t tile_size_ = 0;
    int64_t sums_size_ = 0;
};

template <class T> void Panels<T>::run_piece(const Piece& piece, T* scratch) const {
    T* const packed = scratch + band_size_;
    T* const tile = packed + packed_size_;
    T* const sums = piece.plan->has_sums() ? tile + tile_size_ : nullptr;
    const bool is_flat = piece.plan->flat_row > 0;
    const auto panels = panels_of(piece.begin, is_flat ? piece.begin + columns_of(piece) : piece.end,
                                  kernels_.lanes, kernels_.vectors);
    for (const Block& block : piece.plan->blocks) {
        if (crew_.is_cancelled())
            return;
        Source source;
        if (block.end > 0)
            source = source_of(piece, block, scratch);
        for (std::size_t done = 0; done < panels.size();) {
            const auto count = std::min(panels.size() - done, static_cast<std::size_t>(panels_at_a_time()));
            const std::span<const Panel> some(panels.data() + done, count);
            if (block.end > 0 && !is_flat)
                for (const Panel& panel : some)
                    pack_panel(piece, source, panel, packed + packed_at(block, some, panel));
            multiply_panels(piece, block, some, source, is_flat ? source.band.data : packed, tile, sums);
            done += count;
        }
    }
    if (sums)
        scatter_sums(piece, sums);
}

template <class T>
auto Panels<T>::source_of(const Piece& piece, const Block& block, T* scratch) const -> Source {
    const Gather& gather = *piece.plan->gather;
    const auto& taps = piece.plan->taps;
    const int64_t count = taps.count();
    Source result;
    Triple behind;
    ranges_of(gather.count(), piece.begin, piece.end, result.first, behind);
    const Box box = box_of(gather, result.first, behind);
    const int64_t c_begin = block.begin / count;
    const int64_t c_end = (block.end - 1) / count + 1;
    const T* from = tensors_.source + (piece.image * gather.in_channels + c_begin) * product(gather.source());
    const bool is_flat = piece.plan->flat_row > 0;
    if (!is_flat && lies_within(box, gather.source())) {
        result.band = view_of(from, gather.source(), box);
        result.is_exact = true;
    } else {
        result.band = copy_band(from, gather.source(), gather.mode, box, c_end - c_begin, slack(), scratch);
    }
    for (int64_t k = block.begin; k < block.end; ++k) {
        const GatherTap tap = taps[k % count];
        Triple position = tap.offset;
        for (std::size_t i = 0; i < 3; ++i)
            position[i] += result.first[i] * gather.axes[i].stride - box.first[i];
        result.offsets.push_back(static_cast<int32_t>((k / count - c_begin) * result.band.channel_stride +
                                                      result.band.at(position, box.stride)));
        for (int vectors = 1; vectors <= kernels_.vectors; ++vectors)
            result.products[static_cast<std::size_t>(vectors - 1)].push_back(
                {static_cast<int32_t>(k / count * gather.w_in + tap.weight),
                 is_flat ? result.offsets.back()
                         : static_cast<int32_t>((k - block.begin) * vectors * kernels_.lanes)});
    }
    return result;
}

template <class T>
void Panels<T>::pack_panel(const Piece& piece, const Source& source, const Panel& panel, T* packed) const {
    const auto& axes = piece.plan->gather->axes;
    std::vector<Segment> segments;
    for_each_row(piece.plan->gather->count(), panel.begin, panel.end,
                 [&](int64_t z, int64_t y, int64_t x, int64_t target, int64_t length) {
                     const int64_t from = (z - source.first[0]) * axes[0].stride * source.band.plane_stride +
                                          (y - source.first[1]) * axes[1].stride * source.band.row_stride +
                                          x - source.first[2];
                     if (!segments.empty() && segments.back().from + segments.back().length == from)
                         segments.back().length += length;
                     else
                         segments.push_back({from, target - panel.begin, length});
                 });
    kernels_.pack({source.band.data, source.offsets.data(), static_cast<int64_t>(source.offsets.size()),
                   segments.data(), static_cast<int64_t>(segments.size()), panel.vectors * kernels_.lanes,
                   source.is_exact, packed});
}

/// Rows of weights outermost: they stay in the first-level cache, and the target is written along its rows.
template <class T>
void Panels<T>::multiply_panels(const Piece& piece, const Block& block, std::span<const Panel> panels,
                                const Source& source, const T* b, T* tile, T* sums) const {
    const Gather& gather = *piece.plan->gather;
    const int64_t group = piece.image % tensors_.groups;
    const T* w = tensors_.w + group * gather.in_channels * gather.out_channels * product(tensors_.kernel);
    const int64_t pitch = sums ? columns_of(piece) : product(gather.target());
    const int64_t tile_pitch = max_vectors * kernels_.lanes;
    const T* rows[max_rows];
    T bias[max_rows];
    for (int64_t m = piece.m_begin, height = 0; m < piece.m_end && !crew_.is_cancelled(); m += height) {
        height = ceil_div(piece.m_end - m, ceil_div(piece.m_end - m, kernels_.rows));
        for (int64_t i = 0; i < height; ++i) {
            rows[i] = w + (m + i) * gather.w_out;
            bias[i] = tensors_.bias ? tensors_.bias[group * gather.out_channels + m + i] : T(0);
        }
        for (const Panel& panel : panels) {
            const int64_t width = panel.width();
            // A rest of a vector at the end of the target is computed in a tile of its own and copied.
            const bool is_direct = sums || width == panel.vectors * kernels_.lanes;
            T* to = sums ? sums + (m - piece.m_begin) * pitch + panel.begin - piece.begin
                         : target_of(piece, m) + panel.begin;
            if (!is_direct && block.begin > 0)
                for (int64_t i = 0; i < height; ++i)
                    std::copy_n(to + i * pitch, width, tile + i * tile_pitch);
            kernels_.tile[height - 1][panel.vectors - 1](
                {source.products[static_cast<std::size_t>(panel.vectors - 1)].data(), block.end - block.begin,
                 rows,
                 b + (piece.plan->flat_row > 0 ? panel.begin - piece.begin : packed_at(block, panels, panel)),
                 is_direct ? to : tile, is_direct ? pitch : tile_pitch,
                 block.begin > 0 ? Start::sum : Start::bias, bias});
            if (!is_direct)
                for (int64_t i = 0; i < height; ++i)
                    std::copy_n(tile + i * tile_pitch, width, to + i * pitch);
        }
    }
}

template <class T> void Panels<T>::scatter_sums(const Piece& piece, const T* sums) const {
    const auto& axes = piece.plan->gather->axes;
    const int64_t flat_row = piece.plan->flat_row;
    for (int64_t m = piece.m_begin; m < piece.m_end; ++m, sums += columns_of(piece)) {
        T* target = target_of(piece, m);
        for_each_row(piece.plan->gather->count(), piece.begin, piece.end,
                     [&](int64_t z, int64_t y, int64_t x, int64_t first, int64_t length) {
                         T* to = target + ((axes[0].first + z * axes[0].step) * axes[1].target +
                                           axes[1].first + y * axes[1].step) *
                                              axes[2].target;
                         const int64_t row = (first - piece.begin) / axes[2].count;
                         const T* from = sums + (flat_row > 0 ? row * flat_row : first - piece.begin);
                         if (axes[2].step == 1)
                             std::copy_n(from, length, to + x);
                         else
                             for (int64_t i = 0; i < length; ++i)
                                 to[axes[2].first + (x + i) * axes[2].step] = from[i];
                     });
    }
}

} // namespace

template <class T>
void gather_by_panels(const std::vector<Gather>& gathers, const GatherTensors<T>& tensors, const Crew& crew) {
    Panels<T>(gathers, tensors, crew).run();
}

template void gather_by_panels(const std::vector<Gather>&, const GatherTensors<float>&, const Crew&);
template void gather_by_panels(const std::vector<Gather>&, const GatherTensors<double>&, const Crew&);

} // namespace convlens::detail
