// What a figure consists of, before it has a place on the picture: the plane that the window slides over
// (padded, or stretched and padded), the plane of results, the kernel, and where the window lies at a step.
// Several channels and 3-D are several sheets side by side on a plane. Knows no pixels.
#pragma once

#include "convlens/relation.h"
#include "document/evaluate/results.h"

#include <array>
#include <cstdint>
#include <vector>

namespace convlens {

/// One spatial axis of the plane that the window slides over.
struct AxisModel {
    int64_t grid = 1; // cells drawn, padding, inserted zeros and what the last window needs beyond included
    int64_t lead = 0; // cell of input element 0
    int64_t spacing = 1; // cells from an input element to the next
    int64_t inputs = 1;
    int64_t outputs = 1;
    int64_t start = 0; // first cell of the window of output 0
    int64_t step = 1;  // cells from a window to the next
    int64_t kernel = 1;
    int64_t dilation = 1;
    int64_t counted = 1; // cells from here on lie past the padded end (ceil mode)

    int64_t window() const { return dilation * (kernel - 1) + 1; }
    int64_t window_at(int64_t output) const { return start + output * step; }
    /// Which cells some window's tap reaches. [grid]
    std::vector<bool> reached() const;
};

enum class CellKind { value, padding, hole };

/// Sheets of rows x columns cells, side by side on a plane with one cell between them.
struct PlaneModel {
    int64_t rows = 1, columns = 1;  // of one sheet
    int64_t sheets = 1, across = 1; // sheets in a row of sheets

    int64_t down() const { return (sheets + across - 1) / across; }
    int64_t plane_rows() const { return down() * (rows + 1) - 1; }
    int64_t plane_columns() const { return across * (columns + 1) - 1; }
    int64_t row_of(int64_t sheet) const { return sheet / across * (rows + 1); }
    int64_t column_of(int64_t sheet) const { return sheet % across * (columns + 1); }
};

/// Place of one element: which sheet, row and column.
struct Place {
    int64_t sheet = 0, row = 0, column = 0;
    bool operator==(const Place&) const = default;
};

/// Which sheets are drawn of planes that have more than can be seen at once.
struct SheetChoice {
    int64_t term = 0;          // of the step: its sheets are among them
    int64_t base_channel = -1; // chosen by hand; -1: the term's
    int64_t top_channel = -1;  // chosen by hand; -1: the step's
    int64_t max_base = 12, max_top = 12;
    bool from_chosen = false; // the chosen one is the first, else in its page
};

class FigureModel {
public:
    /// The results have no issues.
    FigureModel(const Results& results, int64_t step, const SheetChoice& choice = {});

    const Operation& operation() const { return results_.operation; }
    const Sizes& output_sizes() const { return results_.output; }
    const Results& results() const { return results_; }
    bool transposed() const { return operation().kind == Kind::conv_transpose; }
    bool unpooling() const { return operation().kind == Kind::max_unpool; }
    int64_t step() const { return step_; }
    const SheetChoice& choice() const { return choice_; }

    std::array<AxisModel, 3> axes; // depth, rows, columns; absent ones have one cell
    PlaneModel base, top, weights;
    int64_t all_base = 1, all_top = 1; // sheets, drawn or not
    // The sheets that are looked at, where only one is shown large.
    int64_t shown_base = 0, shown_top = 0, shown_weights = 0;
    int64_t batch = 0, out_channel = 0;      // of the current step
    int64_t first_channel = 0, channels = 1; // input channels that the step reads
    std::array<int64_t, 3> output{}; // depth, row, column of the current step (max_unpool: of the input)

    CellKind kind(int64_t depth, int64_t row, int64_t column) const;
    /// Past the padded end: there only because a window of ceil mode reaches there.
    bool past_end(int64_t depth, int64_t row, int64_t column) const {
        return depth >= axes[0].counted || row >= axes[1].counted || column >= axes[2].counted;
    }
    /// Flat index of the input element that the cell shows, folded in for padding modes; -1 for a zero.
    int64_t input_index(int64_t sheet, int64_t row, int64_t column) const;
    int64_t output_index(int64_t sheet, int64_t row, int64_t column) const;
    /// Flat index of the weight at a tap of the window as it lies on the base (rotated for conv_transpose).
    /// `plane`: channel of the group and depth, as window_plane.
    int64_t weight_index(int64_t plane, int64_t row, int64_t column) const;
    /// The kernel's plane that a sheet of the weights shows.
    int64_t weight_plane(int64_t sheet) const { return weights_first_ + sheet; }

    /// Sheet of the base that holds (channel, depth), or -1 where it is not drawn; of the top (out channel,
    /// depth).
    int64_t base_sheet(int64_t channel, int64_t depth) const;
    int64_t top_sheet(int64_t channel, int64_t depth) const;
    int64_t base_depth(int64_t sheet) const { return (base_first_ + sheet) % axes[0].grid; }
    int64_t base_channel(int64_t sheet) const { return (base_first_ + sheet) / axes[0].grid; }
    int64_t top_depth(int64_t sheet) const { return (top_first_ + sheet) % top_depths_; }
    int64_t top_channel(int64_t sheet) const { return (top_first_ + sheet) / top_depths_; }

    /// The cell of the base under tap `term` of the current step, and of the top where the result goes.
    Place tap(int64_t term) const;
    Place result() const;
    /// Where the tap of the term lies on the weights' plane.
    Place weight_place(int64_t term) const;
    /// Which plane of the kernel (channel of the group, depth) lies on a base sheet at this step; -1: none.
    int64_t window_plane(int64_t sheet) const;
    /// How many base sheets hold a window at every step, at most.
    int64_t window_sheet_count() const;
    /// The term of a step that a tap of a kernel plane makes.
    int64_t term_at(int64_t window_plane, int64_t row, int64_t column) const {
        return (window_plane * axes[1].kernel + row) * axes[2].kernel + column;
    }

private:
    std::array<int64_t, 3> tap_offset(int64_t term, int64_t& channel) const;
    void choose_base();
    void choose_top();
    void choose_weights();

    const Results& results_;
    int64_t step_ = 0;
    SheetChoice choice_;
    int64_t base_first_ = 0, top_first_ = 0, weights_first_ = 0, top_depths_ = 1;
};

} // namespace convlens
