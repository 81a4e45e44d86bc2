// Pieces are some rows of the target of one image and group; how they are cut depends on the sizes only.
#include "engine/detail/fast/rows.h"

#include "engine/detail/fast/band.h"
#include "engine/detail/fast/kernels.h"
#include "engine/detail/fast/panel.h"
#include "engine/detail/fast/threads.h"

#include <algorithm>

namespace convlens::detail {

namespace {

constexpr int64_t band_bytes = int64_t{256} * 1024; // of a piece: a quarter of a usual second-level cache
constexpr int64_t widest = 4096;                    // targets of a row at a time
constexpr int64_t min_targets = int64_t{6} * 1024;  // of a piece: less is not worth handing out
constexpr int64_t few_channels = 4;
constexpr int64_t max_terms =
    int64_t{64} * 1024; // in one list of products: kernels may be as large as images

/// Whether neighbouring rows of the target read the same rows of the source, one row further each.
bool shares_rows(const Gather& gather) {
    const GatherAxis& y = gather.axes[1];
    if (gather.out_channels != 1 || y.stride != 1 || y.offsets.size() < 2)
        return false;
    return std::abs(y.offsets.step) == 1;
}

/// A stretch of taps along a row of the source: the unit of which parts consist.
struct Stretches {
    int64_t rows = 0;  // of the source that one or four rows of targets meet
    int64_t parts = 1; // of a row's taps
    int64_t taps = 0;  // of a stretch, at most
    int64_t count = 0; // of all

    Stretches(const Gather& gather, int64_t channels) {
        const int64_t kernel = gather.axes[1].offsets.count;
        const int64_t width = gather.axes[2].offsets.count;
        rows = kernel + (shares_rows(gather) ? band_rows - 1 : 0);
        parts = std::max<int64_t>(1, ceil_div(width, max_terms));
        taps = ceil_div(width, parts);
        count = channels * gather.axes[0].offsets.count * rows * parts;
    }
    int64_t of_part() const { return std::max<int64_t>(1, max_terms / std::max<int64_t>(1, taps)); }
};

int64_t part_count(const Gather& gather, int64_t channels) {
    const Stretches stretches(gather, channels);
    return std::max<int64_t>(1, ceil_div(stretches.count, stretches.of_part()));
}

struct Piece {
    int64_t image = 0; // n * groups + g
    const Gather* gather = nullptr;
    Triple begin{}; // targets; one plane
    Triple end{};
};

/// What is summed in a piece, for one block of channels; of huge kernels a part of it.
struct Terms {
    std::vector<Product> single;  // of one row; in the same order as in fours, for that is the order of sums
    std::vector<Product> fours;   // of four rows that share
    std::vector<RowGroup> groups; // of these
    std::vector<Panel> single_panels; // of a row of targets
    std::vector<Panel> four_panels;
    // What it was made for; the next piece is mostly of the same form
    const Gather* gather = nullptr;
    Triple box{};
    int64_t channels = 0;
};

template <class T> class Rows {
public:
    Rows(const std::vector<Gather>& gathers, const GatherTensors<T>& tensors, const Crew& crew)
        : tensors_(tensors), crew_(crew), kernels_(kernels<T>()) {
        std::vector<int64_t> rows;
        int64_t parts = 0;
        for (const Gather& gather : gathers) {
            rows.push_back(rows_of(gather));
            parts = std::max(parts, ceil_div(gather.axes[1].count, rows.back()));
        }
        // Pieces of all gathers side by side: they write into the same lines of the target
        for (int64_t part = 0; part < parts; ++part)
            for (std::size_t i = 0; i < gathers.size(); ++i)
                add_pieces(gathers[i], part * rows[i], rows[i]);
        for (const Piece& piece : pieces_)
            band_size_ = std::max(
                band_size_,
                channels_of(piece) * box_of(*piece.gather, piece.begin, piece.end).channel() + slack());
    }

    void run() {
        const auto pieces = static_cast<int64_t>(pieces_.size());
        const int64_t count = tensors_.batch * tensors_.groups * pieces;
        const int workers = workers_within(crew_.threads, count, band_size_ * static_cast<int64_t>(sizeof(T)),
                                           tensors_.source_bytes(*pieces_[0].gather));
        const std::vector<Scratch<T>> scratches = scratch_of_workers<T>(workers, band_size_ + tile_size());
        std::vector<Terms> terms(static_cast<std::size_t>(workers));
        parallel_for(crew_.of(workers), count, [&](int64_t number, int worker) {
            Piece piece = pieces_[static_cast<std::size_t>(number % pieces)];
            piece.image = number / pieces;
            run_piece(piece, terms[static_cast<std::size_t>(worker)],
                      scratches[static_cast<std::size_t>(worker)].get());
        });
    }

private:
    /// Rows of a piece: what fits the band, and enough pieces for some threads.
    static int64_t rows_of(const Gather& gather) {
        const int64_t width = std::min(widest, gather.axes[2].count);
        const int64_t first = box_of(gather, {}, {1, 1, width}).channel();
        const int64_t next = box_of(gather, {}, {1, 2, width}).channel() - first;
        const int64_t most = band_bytes / static_cast<int64_t>(sizeof(T)) / gather.in_channels - first;
        const int64_t enough = std::max(ceil_div(gather.axes[1].count, 8), ceil_div(min_targets, width));
        const int64_t rows = std::min(next == 0 ? gather.axes[1].count : most / next, enough);
        return std::clamp<int64_t>(ceil_div(rows, band_rows) * band_rows, 1, gather.axes[1].count);
    }

    void add_pieces(const Gather& gather, int64_t first, int64_t rows) {
        const Triple count = gather.count();
        if (first >= count[1])
            return;
        for (int64_t z = 0; z < count[0]; ++z)
            for (int64_t x = 0; x < count[2]; x += widest)
                pieces_.push_back(
                    {0,
                     &gather,
                     {z, first, x},
                     {z + 1, std::min(count[1], first + rows), std::min(count[2], x + widest)}});
    }

    /// Channels at a time: all, unless the band of even the fewest rows is too large.
    static int64_t channels_of(const Piece& piece) {
        const int64_t one = box_of(*piece.gather, piece.begin, piece.end).channel();
        return std::clamp<int64_t>(4 * band_bytes / static_cast<int64_t>(sizeof(T)) / one, 1,
                                   piece.gather->in_channels);
    }

    int64_t slack() const { return max_vectors * kernels_.lanes; }
    int64_t tile_size() const { return max_rows * max_vectors * kernels_.lanes; }

    void run_piece(const Piece& piece, Terms& terms, T* scratch) const;
    Terms terms_of(const Gather& gather, const Band<T>& band, const Box& box, int64_t channels,
                   int64_t part) const;
    void add_row(const Piece& piece, const T* source, const Terms& terms, const T* w, int64_t y, int rows,
                 bool is_first, T* tile) const;

    const GatherTensors<T>& tensors_;
    const Crew& crew_;
    const Kernels<T>& kernels_;
    std::vector<Piece> pieces_; // of one image and group
    int64_t band_size_ = 0;
};

template <class T> void Rows<T>::run_piece(const Piece& piece, Terms& terms, T* scratch) const {
    const Gather& gather = *piece.gather;
    const Box box = box_of(gather, piece.begin, piece.end);
    const int64_t at_a_time = channels_of(piece);
    const int64_t weights = gather.in_channels * gather.out_channels * product(tensors_.kernel);
    const T* w = tensors_.w + piece.image % tensors_.groups * weights;
    for (int64_t c = 0; c < gather.in_channels; c += at_a_time) {
        const int64_t channels = std::min(at_a_time, gather.in_channels - c);
        const T* source = tensors_.source + (piece.image * gather.in_channels + c) * product(gather.source());
        const Band<T> band = copy_band(source, gather.source(), gather.mode, box, channels, slack(), scratch);
        const int64_t parts = part_count(gather, channels);
        for (int64_t part = 0; part < parts; ++part) {
            if (parts > 1 || terms.gather != &gather || terms.box != box.size || terms.channels != channels)
                terms = terms_of(gather, band, box, channels, part);
            const int most =
                std::min(max_vectors, kernels_.registers / static_cast<int>(gather.out_channels));
            const int64_t width = piece.end[2] - piece.begin[2];
            terms.single_panels = panels_of(0, width, kernels_.lanes, most);
            terms.four_panels = panels_of(0, width, kernels_.lanes, kernels_.band_vectors);
            for (int64_t y = piece.begin[1]; y < piece.end[1] && !crew_.is_cancelled();) {
                const int rows = shares_rows(gather) && piece.end[1] - y >= band_rows ? band_rows : 1;
                const T* from = band.data + (y - piece.begin[1]) * gather.axes[1].stride * band.row_stride;
                add_row(piece, from, terms, w + c * gather.w_in, y, rows, c == 0 && part == 0,
                        scratch + band_size_);
                y += rows;
            }
        }
    }
}

/// Products in the order of the source's rows.
template <class T>
Terms Rows<T>::terms_of(const Gather& gather, const Band<T>& band, const Box& box, int64_t channels,
                        int64_t part) const {
    const auto& axes = gather.axes;
    const int64_t min_z = axes[0].offsets.empty() ? 0 : axes[0].offsets.min();
    const int64_t min_x = axes[2].offsets.empty() ? 0 : axes[2].offsets.min();
    const auto& offsets = axes[1].offsets;
    // The taps by ascending offsets, for those of an adjoint descend
    const auto tap_of = [&](int64_t j) {
        return static_cast<std::size_t>(offsets.step > 0 ? j : offsets.count - 1 - j);
    };
    const auto product_of = [&](int64_t c, std::size_t kz, int64_t source_row, int64_t ky, std::size_t kx) {
        const Triple position{axes[0].offsets[kz] - min_z, source_row, axes[2].offsets[kx] - min_x};
        const int64_t tap =
            (axes[0].kernel[kz] * tensors_.kernel[1] + ky) * tensors_.kernel[2] + axes[2].kernel[kx];
        return Product{static_cast<int32_t>(c * gather.w_in + tap),
                       static_cast<int32_t>(c * band.channel_stride + band.at(position, box.stride))};
    };
    Terms terms;
    terms.gather = &gather;
    terms.box = box.size;
    terms.channels = channels;
    const int64_t width = axes[2].offsets.count;
    const bool shares = shares_rows(gather);
    const int64_t kernel = offsets.count;
    const int64_t step = shares ? axes[1].kernel.step * (offsets.step > 0 ? 1 : -1) : 0;
    const Stretches stretches(gather, channels);
    const int64_t end = std::min(stretches.count, (part + 1) * stretches.of_part());
    for (int64_t i = part * stretches.of_part(); i < end; ++i) {
        const int64_t j = i / stretches.parts % stretches.rows;
        const int64_t z = i / stretches.parts / stretches.rows;
        const auto kz = static_cast<std::size_t>(z) % axes[0].offsets.size();
        const int64_t c = z / axes[0].offsets.count;
        const int64_t x_begin = i % stretches.parts * stretches.taps;
        const int64_t x_end = std::min(width, x_begin + stretches.taps);
        const auto add = [&](std::vector<Product>& products, int64_t source_row, int64_t ky) {
            for (int64_t kx = x_begin; kx < x_end; ++kx)
                products.push_back(product_of(c, kz, source_row, ky, static_cast<std::size_t>(kx)));
        };
        if (j < kernel) {
            const std::size_t ky = tap_of(j);
            add(terms.single, offsets[ky] - offsets.min(), axes[1].kernel[ky]);
        }
        if (!shares)
            continue;
        // Row j of the source meets row i of the four through tap j - i, whose weight lies i taps before
        // (after, in an adjoint) that of tap j: a's rows are shifted by that.
        const auto first = static_cast<int32_t>(std::max<int64_t>(0, j - kernel + 1));
        const auto behind = static_cast<int32_t>(std::min<int64_t>(band_rows, j + 1));
        terms.groups.push_back({first, behind, x_end - x_begin});
        add(terms.fours, j, axes[1].kernel[tap_of(0)] + j * step);
    }
    return terms;
}

template <class T>
void Rows<T>::add_row(const Piece& piece, const T* source, const Terms& terms, const T* w, int64_t y,
                      int rows, bool is_first, T* tile) const {
    const Gather& gather = *piece.gather;
    const auto& axes = gather.axes;
    const bool in_fours = rows > 1;
    const int height = in_fours ? rows : static_cast<int>(gather.out_channels);
    const T* a[max_rows];
    T bias[max_rows];
    const int64_t step =
        in_fours ? (axes[1].kernel[1] - axes[1].kernel[0]) * (axes[1].offsets[1] - axes[1].offsets[0]) : 0;
    const int64_t group = piece.image % tensors_.groups;
    for (int i = 0; i < height; ++i) {
        a[i] = in_fours ? w - i * step * tensors_.kernel[2] : w + i * gather.w_out;
        bias[i] = tensors_.bias ? tensors_.bias[group * gather.out_channels + (in_fours ? 0 : i)] : T(0);
    }
    const int64_t plane = product(gather.target());
    const int64_t to_pitch = in_fours ? axes[1].step * axes[2].target : plane;
    T* const to_row = tensors_.target + piece.image * gather.out_channels * plane +
                      ((axes[0].first + piece.begin[0] * axes[0].step) * axes[1].target + axes[1].first +
                       y * axes[1].step) *
                          axes[2].target +
                      axes[2].first + piece.begin[2] * axes[2].step;
    const int64_t tile_pitch = max_vectors * kernels_.lanes;
    for (const Panel& panel : in_fours ? terms.four_panels : terms.single_panels) {
        const int64_t x = panel.begin;
        const int64_t columns = panel.width();
        const int vectors = panel.vectors;
        T* const to = to_row + x * axes[2].step;
        const bool is_direct = axes[2].step == 1 && columns == vectors * kernels_.lanes;
        if (!is_direct && !is_first)
            for (int i = 0; i < height; ++i)
                for (int64_t j = 0; j < columns; ++j)
                    tile[i * tile_pitch + j] = to[i * to_pitch + j * axes[2].step];
        const auto& products = in_fours ? terms.fours : terms.single;
        const Tile<T> work{products.data(),
                           static_cast<int64_t>(products.size()),
                           a,
                           source + x,
                           is_direct ? to : tile,
                           is_direct ? to_pitch : tile_pitch,
                           is_first ? Start::bias : Start::sum,
                           bias};
        if (in_fours)
            kernels_.band[vectors - 1](work, terms.groups.data(), static_cast<int64_t>(terms.groups.size()));
        else
            kernels_.tile[height - 1][vectors - 1](work);
        if (!is_direct)
            for (int i = 0; i < height; ++i)
                for (int64_t j = 0; j < columns; ++j)
                    to[i * to_pitch + j * axes[2].step] = tile[i * tile_pitch + j];
    }
}

} // namespace

bool prefers_rows(const Gather& gather) {
    return gather.out_channels <= few_channels && gather.axes[2].count >= 8;
}

template <class T>
void gather_by_rows(const std::vector<Gather>& gathers, const GatherTensors<T>& tensors, const Crew& crew) {
    Rows<T>(gathers, tensors, crew).run();
}

template void gather_by_rows(const std::vector<Gather>&, const GatherTensors<float>&, const Crew&);
template void gather_by_rows(const std::vector<Gather>&, const GatherTensors<double>&, const Crew&);

} // namespace convlens::detail
