// The windows of a pool, a row of outputs at a time: every tap of the window along a row of X meets a whole
// run of outputs at once, so that the inner loops are over neighbouring numbers.
#pragma once

#include "convlens/operation.h"
#include "engine/detail/fast/threads.h"
#include "engine/detail/taps.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace convlens::detail {

constexpr int64_t terms_at_a_time = int64_t{1} << 17; // of a piece of work, and between two questions

/// Asks the crew whether it should go on after so many terms.
class Watch {
public:
    explicit Watch(const Crew& crew) : crew_(crew) {}
    bool is_over(int64_t terms) {
        left_ -= terms;
        if (left_ > 0)
            return false;
        left_ = terms_at_a_time;
        return crew_.is_cancelled();
    }

private:
    const Crew& crew_;
    int64_t left_ = terms_at_a_time;
};

/// One tap along a row: output x in [begin, end) meets element x * stride + offset of the row.
struct RowTap {
    int64_t begin = 0;
    int64_t end = 0;
    int64_t offset = 0;
};

/// A row of X under a tap of the other two axes.
struct TapRow {
    int64_t first = 0; // flat index of its first element within the plane
};

/// The windows of a pool, a row of outputs at a time.
class PoolRows {
public:
    explicit PoolRows(const Operation& operation)
        : operation_(operation), spatial_(spatial_of(operation)), stride_(operation.stride.back()) {
        const std::size_t last = operation.dims() - 1;
        const int64_t size = operation.input_size[last];
        for (int64_t k = 0; k < operation.kernel_size[last]; ++k) {
            RowTap tap;
            tap.offset = k * operation.dilation[last] - operation.padding_begin[last];
            tap.begin = tap.offset >= 0 ? 0 : (-tap.offset + stride_ - 1) / stride_;
            tap.end = tap.offset >= size ? 0 : (size - 1 - tap.offset) / stride_ + 1;
            tap.end = std::min(tap.end, width());
            if (tap.begin < tap.end)
                taps_.push_back(tap);
        }
    }

    const Operation& operation() const { return operation_; }
    const Spatial& spatial() const { return spatial_; }
    int64_t planes() const { return operation_.batch * operation_.in_channels; }
    int64_t rows() const { return spatial_.output[0] * spatial_.output[1]; } // of a plane of outputs
    int64_t width() const { return spatial_.output[2]; }
    int64_t stride() const { return stride_; }
    const std::vector<RowTap>& taps() const { return taps_; }
    /// Rows of outputs whose terms are worth a piece of work.
    int64_t rows_at_a_time() const {
        return std::clamp<int64_t>(terms_at_a_time / std::max<int64_t>(1, width() * spatial_.kernel_count()),
                                   1, rows());
    }

    /// Calls visit(row of X) for the taps of the first two axes that a row of outputs has, in their order.
    template <class Visit> void for_each_row(int64_t row, Watch& watch, Visit visit) const {
        TapLists taps;
        find_taps(operation_, 0, row / spatial_.output[1], taps[0]);
        find_taps(operation_, 1, row % spatial_.output[1], taps[1]);
        for (const Tap& a : taps[0])
            for (const Tap& b : taps[1]) {
                if (watch.is_over(width() * static_cast<int64_t>(taps_.size())))
                    return;
                visit(TapRow{(a.input * spatial_.input[1] + b.input) * spatial_.input[2]});
            }
    }
    /// All taps of output `x` of a row, for what is done one by one.
    TapLists taps_at(int64_t row, int64_t x) const {
        TapLists taps;
        find_taps(operation_, 0, row / spatial_.output[1], taps[0]);
        find_taps(operation_, 1, row % spatial_.output[1], taps[1]);
        find_taps(operation_, 2, x, taps[2]);
        return taps;
    }

    /// Calls work(plane, row, watch) for all rows of outputs, on the crew's threads.
    template <class Work> void for_each_output_row(const Crew& crew, Work work) const {
        const int64_t together = rows_at_a_time();
        const int64_t parts = (rows() + together - 1) / together;
        parallel_for(crew, planes() * parts, [&](int64_t number, int) {
            Watch watch(crew);
            const int64_t first = number % parts * together;
            for (int64_t row = first; row < std::min(rows(), first + together); ++row)
                work(number / parts, row, watch);
        });
    }

private:
    const Operation& operation_;
    Spatial spatial_;
    int64_t stride_;
    std::vector<RowTap> taps_; // those that some output meets an element through
};

/// Calls term(x, element) for the run of outputs that a tap has.
template <class Term> void for_each_of_run(const RowTap& tap, int64_t stride, Term term) {
    if (stride == 1) {
        for (int64_t x = tap.begin; x < tap.end; ++x)
            term(x, x + tap.offset);
        return;
    }
    for (int64_t x = tap.begin; x < tap.end; ++x)
        term(x, x * stride + tap.offset);
}

} // namespace convlens::detail
