// Both kinds as the direct convolution that is in them: a kernel between one map that it slides over and one
// that has a number for each place of it. Its terms go along the latter, row by row.
#include "document/evaluate/running_sums.h"

#include "convlens/relation.h"
#include "convlens/source.h"
#include "document/evaluate/evaluator.h"
#include "document/evaluate/parallel.h"

#include <algorithm>
#include <array>

namespace convlens {
namespace {

/// Taps along a row that are summed side by side, so that no addition waits for the one before.
constexpr int max_taps = 8;

/// One spatial axis of the direct convolution; those that are missing have one place.
struct Axis {
    int64_t slid = 1;   // elements of the map that is slid over
    int64_t places = 1; // of the kernel
    int64_t kernel = 1;
    int64_t stride = 1;
    int64_t dilation = 1;
    int64_t begin = 0;
};

/// Where a tap's sum stands.
struct TapSum {
    double sum = 0;
    int64_t products = 0;
    int64_t slid_behind = 0; // flat index behind the last element that was met
};

class Marker {
public:
    Marker(const Results& results, const Tensor<double>& dy)
        : op_(results.operation), swapped_(is_swapped(op_.kind)),
          slid_(swapped_ ? dy.data.data() : results.x->kept().data.data()),
          placed_(swapped_ ? results.x->kept().data.data() : dy.data.data()) {
        for (std::size_t axis = 0; axis < op_.dims(); ++axis) {
            Axis& of = axes_[3 - op_.dims() + axis];
            of = {op_.input_size[axis], results.output[axis], op_.kernel_size[axis],
                  op_.stride[axis],     op_.dilation[axis],   op_.padding_begin[axis]};
            if (swapped_)
                std::swap(of.slid, of.places);
        }
        slid_channels_ = swapped_ ? op_.out_channels : op_.in_channels;
        placed_channels_ = swapped_ ? op_.in_channels : op_.out_channels;
    }

    /// Rows of weights in blocks of taps.
    int64_t pieces() const {
        return placed_channels_ * (slid_channels_ / op_.groups) * axes_[0].kernel * axes_[1].kernel *
               blocks();
    }

    /// Writes the marks of one block of taps.
    void mark(int64_t piece, RunningSums& running) const {
        const int64_t first = piece % blocks() * max_taps;
        const auto taps = static_cast<int>(std::min<int64_t>(max_taps, axes_[2].kernel - first));
        go_along(row_of(piece / blocks(), first, taps), running);
    }

    WeightSum sum(int64_t weight, int64_t from, int64_t output, const WeightSum& so_far) const {
        const Row row = row_of(weight / axes_[2].kernel, weight % axes_[2].kernel, 1);
        std::array<TapSum, max_taps> sums;
        sums[0] = {so_far.sum, so_far.products, 0};
        int64_t x = from % axes_[2].places;
        for (int64_t at = from / axes_[2].places;; ++at, x = 0) { // a row of places
            const RowPlace place = place_of(row, at);
            if (place.n >= op_.batch ||
                (swapped_ ? place.is_met && place.slid >= output : place.placed >= output))
                return {sums[0].sum, sums[0].products};
            const int64_t end = std::min(axes_[2].places, places_before(row, place, output));
            if (place.is_met && x < end)
                add(row, place.slid, place.placed, {x, end}, sums);
        }
    }

private:
    /// One row of weights.
    struct Row {
        int64_t first_tap = 0, kz = 0, ky = 0, first_weight = 0;
        int64_t slid_channel = 0, placed_channel = 0;
        int taps = 0;
        std::vector<std::vector<int64_t>> tables; // of padding modes: [taps][places] of the last axis
    };
    /// A row of places, and the row that the weights meet at it.
    struct RowPlace {
        int64_t n = 0;
        int64_t placed = 0, slid = 0; // flat index of their first elements
        bool is_met = false;
    };
    struct Run {
        int64_t begin = 0, end = 0; // places of the last axis
    };

    int64_t blocks() const { return (axes_[2].kernel + max_taps - 1) / max_taps; }
    bool folds() const { return op_.padding_mode != PaddingMode::zeros; }

    /// Index along a slid axis, or -1.
    int64_t met(std::size_t axis, int64_t place, int64_t k) const {
        const Axis& a = axes_[axis];
        const int64_t at = place * a.stride + k * a.dilation - a.begin;
        if (at >= 0 && at < a.slid)
            return at;
        return folds() ? source_index(op_, axis - (3 - op_.dims()), at) : -1;
    }

    std::vector<int64_t> table_of(int64_t k) const {
        std::vector<int64_t> table;
        if (folds())
            for (int64_t place = 0; place < axes_[2].places; ++place)
                table.push_back(met(2, place, k));
        return table;
    }

    /// The places of [begin, end) at which tap `k` of the last axis meets an element.
    Run run_of(int64_t k, int64_t begin, int64_t end) const {
        const Axis& a = axes_[2];
        const int64_t offset = k * a.dilation - a.begin;
        const int64_t low = offset >= 0 ? 0 : (-offset + a.stride - 1) / a.stride;
        const int64_t high = offset >= a.slid ? 0 : (a.slid - 1 - offset) / a.stride + 1;
        Run run{std::max(begin, low), std::min(end, high)};
        run.end = std::max(run.begin, run.end);
        return run;
    }

    Row row_of(int64_t kernel_row, int64_t first_tap, int taps) const {
        Row row;
        row.first_tap = first_tap;
        row.taps = taps;
        row.ky = kernel_row % axes_[1].kernel;
        row.kz = kernel_row / axes_[1].kernel % axes_[0].kernel;
        const int64_t kernel = kernel_row / axes_[1].kernel / axes_[0].kernel;
        const int64_t within = slid_channels_ / op_.groups;
        row.placed_channel = kernel / within;
        row.slid_channel = row.placed_channel / (placed_channels_ / op_.groups) * within + kernel % within;
        row.first_weight = kernel_row * axes_[2].kernel + first_tap;
        for (int j = 0; j < taps; ++j)
            row.tables.push_back(table_of(first_tap + j));
        return row;
    }

    /// Rows of places are counted through all items of the batch.
    RowPlace place_of(const Row& row, int64_t at) const {
        RowPlace place;
        const int64_t y = at % axes_[1].places;
        const int64_t z = at / axes_[1].places % axes_[0].places;
        place.n = at / axes_[1].places / axes_[0].places;
        const int64_t slid_z = met(0, z, row.kz);
        const int64_t slid_y = met(1, y, row.ky);
        place.is_met = slid_z >= 0 && slid_y >= 0;
        place.slid =
            (((place.n * slid_channels_ + row.slid_channel) * axes_[0].slid + std::max<int64_t>(slid_z, 0)) *
                 axes_[1].slid +
             std::max<int64_t>(slid_y, 0)) *
            axes_[2].slid;
        place.placed =
            (((place.n * placed_channels_ + row.placed_channel) * axes_[0].places + z) * axes_[1].places +
             y) *
            axes_[2].places;
        return place;
    }

    /// How many places of a row have their output before `output`.
    int64_t places_before(const Row& row, const RowPlace& place, int64_t output) const {
        if (!swapped_)
            return output - place.placed;
        const Axis& a = axes_[2];
        const int64_t left = output - place.slid - (row.first_tap * a.dilation - a.begin);
        return left <= 0 ? 0 : (left + a.stride - 1) / a.stride;
    }

    void go_along(const Row& row, RunningSums& running) const {
        std::array<TapSum, max_taps> sums;
        int64_t marks = 0;
        int64_t left = running.terms_apart;
        for (int64_t at = 0; marks < running.marks_each; ++at) {
            const RowPlace place = place_of(row, at);
            for (int64_t x = 0; x < axes_[2].places && marks < running.marks_each;) {
                const int64_t end = std::min(axes_[2].places, x + left);
                if (place.is_met)
                    add(row, place.slid, place.placed, {x, end}, sums);
                left -= end - x;
                x = end;
                if (left > 0)
                    continue;
                left = running.terms_apart;
                write(row, place.placed + x, sums, marks++, running);
            }
        }
    }

    void write(const Row& row, int64_t placed_behind, const std::array<TapSum, max_taps>& sums, int64_t mark,
               RunningSums& running) const {
        for (int j = 0; j < row.taps; ++j) {
            const TapSum& of = sums[static_cast<std::size_t>(j)];
            running.marks[static_cast<std::size_t>((row.first_weight + j) * running.marks_each + mark)] = {
                swapped_ ? of.slid_behind : placed_behind, of.sum, of.products};
        }
    }

    /// The terms of a run of places, of all taps.
    void add(const Row& row, int64_t slid, int64_t placed, const Run& run,
             std::array<TapSum, max_taps>& sums) const {
        if (folds()) {
            for (int j = 0; j < row.taps; ++j)
                add_folded(row.tables[static_cast<std::size_t>(j)], slid, placed, run,
                           sums[static_cast<std::size_t>(j)]);
            return;
        }
        std::array<Run, max_taps> runs;
        Run common = run;
        for (int j = 0; j < row.taps; ++j) {
            Run& own = runs[static_cast<std::size_t>(j)];
            own = run_of(row.first_tap + j, run.begin, run.end);
            common = {std::max(common.begin, own.begin), std::min(common.end, own.end)};
        }
        common.end = std::max(common.begin, common.end);
        const Axis& a = axes_[2];
        const double* const from = slid_ + slid;
        const double* const to = placed_ + placed;
        const auto add_alone = [&](int j, int64_t begin, int64_t end) {
            const int64_t offset = (row.first_tap + j) * a.dilation - a.begin;
            double& sum = sums[static_cast<std::size_t>(j)].sum;
            for (int64_t x = begin; x < end; ++x)
                sum += to[x] * from[x * a.stride + offset];
        };
        for (int j = 0; j < row.taps; ++j)
            add_alone(j, runs[static_cast<std::size_t>(j)].begin,
                      std::min(runs[static_cast<std::size_t>(j)].end, common.begin));
        add_together(row, from, to, common, sums);
        for (int j = 0; j < row.taps; ++j) {
            const Run& own = runs[static_cast<std::size_t>(j)];
            add_alone(j, std::max(own.begin, common.end), own.end);
            if (own.begin == own.end)
                continue;
            TapSum& of = sums[static_cast<std::size_t>(j)];
            of.products += own.end - own.begin;
            of.slid_behind = slid + (own.end - 1) * a.stride + (row.first_tap + j) * a.dilation - a.begin + 1;
        }
    }

    template <int taps>
    void add_side_by_side(const Row& row, const double* from, const double* to, const Run& run,
                          std::array<TapSum, max_taps>& sums) const {
        const Axis& a = axes_[2];
        from += row.first_tap * a.dilation - a.begin;
        std::array<double, taps> own;
        for (int j = 0; j < taps; ++j)
            own[static_cast<std::size_t>(j)] = sums[static_cast<std::size_t>(j)].sum;
        const auto add_all = [&](int64_t dilation) {
            for (int64_t x = run.begin; x < run.end; ++x)
                for (int j = 0; j < taps; ++j)
                    own[static_cast<std::size_t>(j)] += to[x] * from[x * a.stride + j * dilation];
        };
        if (a.dilation == 1)
            add_all(1);
        else
            add_all(a.dilation);
        for (int j = 0; j < taps; ++j)
            sums[static_cast<std::size_t>(j)].sum = own[static_cast<std::size_t>(j)];
    }

    void add_together(const Row& row, const double* from, const double* to, const Run& run,
                      std::array<TapSum, max_taps>& sums) const {
        switch (row.taps) {
        case 1:
            return add_side_by_side<1>(row, from, to, run, sums);
        case 2:
            return add_side_by_side<2>(row, from, to, run, sums);
        case 3:
            return add_side_by_side<3>(row, from, to, run, sums);
        case 4:
            return add_side_by_side<4>(row, from, to, run, sums);
        case 5:
            return add_side_by_side<5>(row, from, to, run, sums);
        case 6:
            return add_side_by_side<6>(row, from, to, run, sums);
        case 7:
            return add_side_by_side<7>(row, from, to, run, sums);
        default:
            return add_side_by_side<max_taps>(row, from, to, run, sums);
        }
    }

    void add_folded(const std::vector<int64_t>& table, int64_t slid, int64_t placed, const Run& run,
                    TapSum& of) const {
        for (int64_t x = run.begin; x < run.end; ++x)
            of.sum += placed_[placed + x] * slid_[slid + table[static_cast<std::size_t>(x)]];
        of.products += run.end - run.begin;
    }

    const Operation& op_;
    bool swapped_;
    const double* slid_;
    const double* placed_;
    std::array<Axis, 3> axes_;
    int64_t slid_channels_ = 1, placed_channels_ = 1;
};

} // namespace

RunningSums running_sums(const Results& results, const Tensor<double>& dy, const Evaluator& evaluator) {
    constexpr int64_t few = 512;
    constexpr int64_t min_apart = 128;
    constexpr int64_t max_marks = 1 << 20; // of all weights together, about
    RunningSums running;
    const Relation relation(results.operation);
    const int64_t terms = relation.terms_per_weight();
    if (terms <= few)
        return running;
    running.terms_apart = std::max(min_apart, terms * relation.weights() / max_marks + 1);
    running.marks_each = (terms - 1) / running.terms_apart;
    if (running.marks_each == 0)
        return running;
    running.marks.resize(static_cast<std::size_t>(relation.weights() * running.marks_each));
    const Marker marker(results, dy);
    on_threads(evaluator.threads(), marker.pieces(), evaluator.is_cancelled(),
               [&](int64_t piece) { marker.mark(piece, running); });
    return running;
}

WeightSum sum_of_weight(const Results& results, const Tensor<double>& dy, int64_t weight, int64_t from,
                        int64_t output, const WeightSum& so_far) {
    return Marker(results, dy).sum(weight, from, output, so_far);
}

} // namespace convlens
