// Parameters to planes of cells. One code path for 1-D to 3-D: missing axes have one cell.
#include "scene/model/model.h"

#include "convlens/source.h"
#include "scene/base/cell_window.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace convlens {
namespace {

AxisModel sliding_axis(const Operation& op, std::size_t a, int64_t outputs) {
    AxisModel axis;
    axis.inputs = op.input_size[a];
    axis.outputs = outputs;
    axis.kernel = op.kernel_size[a];
    axis.dilation = op.dilation[a];
    if (op.kind == Kind::conv_transpose) {
        const int64_t full = axis.window() - 1;
        const int64_t begin = full - op.padding_begin[a];
        const int64_t end = full - op.padding_end[a] + op.output_padding[a];
        axis.spacing = op.stride[a];
        axis.lead = std::max<int64_t>(begin, 0);
        axis.start = std::max<int64_t>(-begin, 0);
        const int64_t stretched = axis.spacing * (axis.inputs - 1) + 1;
        axis.grid = std::max(axis.lead + stretched + std::max<int64_t>(end, 0),
                             axis.start + outputs - 1 + axis.window());
        axis.counted = axis.grid;
        return axis;
    }
    axis.step = op.stride[a];
    axis.lead = op.padding_begin[a];
    axis.counted = op.padding_begin[a] + axis.inputs + op.padding_end[a];
    axis.grid = std::max(axis.counted, (outputs - 1) * axis.step + axis.window());
    return axis;
}

AxisModel unpooling_axis(const Operation& op, std::size_t a) {
    AxisModel axis;
    axis.grid = axis.counted = axis.inputs = axis.outputs = op.input_size[a];
    return axis;
}

/// Sheets in a row: as many as make the plane about square.
void arrange(PlaneModel& plane) {
    int64_t across = 1;
    while (across < plane.sheets &&
           across * (plane.columns + 1) < (plane.sheets + across - 1) / across * (plane.rows + 1))
        ++across;
    plane.across = across;
}

/// First of `drawn` sheets of `all`, so that `wanted` and the `length` - 1 after it are among them, as far as
/// there is room, and stay among the same while they can.
int64_t first_drawn(int64_t wanted, int64_t all, int64_t drawn, int64_t length = 1) {
    return window_start(wanted, drawn, all, std::max<int64_t>(drawn - length + 1, 1));
}

} // namespace

std::vector<bool> AxisModel::reached() const {
    std::vector<bool> cells(static_cast<std::size_t>(grid));
    // A tap `period` further on lies where one of the window `later` lies: only the last windows have no
    // such.
    const int64_t common = std::gcd(step, dilation);
    const int64_t period = step / common, later = dilation / common;
    for (int64_t k = 0; k < kernel; ++k)
        for (int64_t y = k < period ? 0 : std::max<int64_t>(outputs - later, 0); y < outputs; ++y)
            cells[static_cast<std::size_t>(window_at(y) + k * dilation)] = true;
    return cells;
}

FigureModel::FigureModel(const Results& results, int64_t step, const SheetChoice& choice)
    : results_(results), step_(step), choice_(choice) {
    const Operation& op = operation();
    const std::size_t dims = op.dims();
    std::array<int64_t, 3> outputs{1, 1, 1};
    for (std::size_t a = 0; a < dims; ++a) {
        outputs[3 - dims + a] = results.output[a];
        axes[3 - dims + a] = unpooling() ? unpooling_axis(op, a) : sliding_axis(op, a, results.output[a]);
    }

    // The step's place: (n, channel, depth, row, column) of the output, or of the input when unpooling.
    int64_t rest = step;
    for (std::size_t a = 3; a-- > 0;) {
        const int64_t extent = axes[a].outputs;
        output[a] = rest % extent;
        rest /= extent;
    }
    const int64_t step_channels = unpooling() ? op.in_channels : op.out_channels;
    out_channel = rest % step_channels;
    batch = rest / step_channels;
    if (has_weight(op.kind)) {
        channels = op.in_channels / op.groups;
        first_channel = out_channel / (op.out_channels / op.groups) * channels;
    } else {
        first_channel = out_channel;
    }

    top_depths_ = outputs[0];
    top.rows = outputs[1];
    top.columns = outputs[2];
    choose_base();
    choose_top();
    choose_weights();
}

void FigureModel::choose_base() {
    base.rows = axes[1].grid;
    base.columns = axes[2].grid;
    all_base = operation().in_channels * axes[0].grid;
    base.sheets = std::min(all_base, choice_.max_base);
    int64_t channel = 0;
    const auto k = tap_offset(choice_.term, channel);
    const int64_t front = axes[0].window_at(output[0]);
    const int64_t depth = front + k[0] * axes[0].dilation;
    channel = choice_.base_channel >= 0 ? std::min(choice_.base_channel, operation().in_channels - 1)
                                        : first_channel + channel;
    const int64_t wanted = channel * axes[0].grid + depth;
    // The whole window of the step where it has room, else that of the channel, else the page of the term.
    const int64_t all_windows = (channels - 1) * axes[0].grid + axes[0].window();
    const bool is_whole = choice_.base_channel < 0 && all_windows <= base.sheets;
    const bool is_channel = axes[0].window() <= base.sheets;
    const int64_t begin = (is_whole ? first_channel : channel) * axes[0].grid + front;
    const int64_t length = is_whole ? all_windows : is_channel ? axes[0].window() : 1;
    base_first_ = choice_.from_chosen && choice_.base_channel >= 0
                      ? std::min(channel * axes[0].grid, all_base - base.sheets)
                      : first_drawn(is_whole || is_channel ? begin : wanted, all_base, base.sheets, length);
    shown_base = wanted - base_first_;
    if (shown_base < 0 || shown_base >= base.sheets)
        shown_base = 0;
    arrange(base);
}

void FigureModel::choose_top() {
    all_top = operation().out_channels * top_depths_;
    top.sheets = std::min(all_top, choice_.max_top);
    const int64_t channel =
        choice_.top_channel >= 0 ? std::min(choice_.top_channel, operation().out_channels - 1) : out_channel;
    const int64_t wanted = channel * top_depths_ + (unpooling() ? 0 : output[0]);
    top_first_ = choice_.from_chosen && choice_.top_channel >= 0
                     ? std::min(channel * top_depths_, all_top - top.sheets)
                     : first_drawn(wanted, all_top, top.sheets);
    shown_top = std::clamp<int64_t>(wanted - top_first_, 0, top.sheets - 1);
    arrange(top);
}

void FigureModel::choose_weights() {
    if (!has_weight(operation().kind)) {
        weights.rows = weights.columns = weights.sheets = 0;
        return;
    }
    weights.rows = axes[1].kernel;
    weights.columns = axes[2].kernel;
    const int64_t all = channels * axes[0].kernel;
    weights.sheets = std::min<int64_t>(all, 12);
    const int64_t plane = choice_.term / (weights.rows * weights.columns);
    weights_first_ = first_drawn(plane, all, weights.sheets);
    shown_weights = plane - weights_first_;
    arrange(weights);
}

CellKind FigureModel::kind(int64_t depth, int64_t row, int64_t column) const {
    const int64_t at[] = {depth, row, column};
    bool hole = false;
    for (std::size_t a = 0; a < 3; ++a) {
        const int64_t x = at[a] - axes[a].lead;
        if (x < 0 || x > axes[a].spacing * (axes[a].inputs - 1))
            return CellKind::padding;
        hole = hole || x % axes[a].spacing != 0;
    }
    return hole ? CellKind::hole : CellKind::value;
}

int64_t FigureModel::input_index(int64_t sheet, int64_t row, int64_t column) const {
    const Operation& op = operation();
    const int64_t at[] = {base_depth(sheet), row, column};
    int64_t flat = batch * op.in_channels + base_channel(sheet);
    for (std::size_t a = 3 - op.dims(); a < 3; ++a) {
        const AxisModel& axis = axes[a];
        if (at[a] >= axis.counted)
            return -1;
        const int64_t from_first = at[a] - axis.lead;
        const bool between = axis.spacing > 1 && (from_first < 0 || from_first % axis.spacing != 0);
        const int64_t x = between ? -1 : source_index(op, a - (3 - op.dims()), from_first / axis.spacing);
        if (x < 0)
            return -1;
        flat = flat * axis.inputs + x;
    }
    return flat;
}

int64_t FigureModel::output_index(int64_t sheet, int64_t row, int64_t column) const {
    const int64_t channel = batch * operation().out_channels + top_channel(sheet);
    return ((channel * top_depths_ + top_depth(sheet)) * top.rows + row) * top.columns + column;
}

int64_t FigureModel::weight_index(int64_t plane, int64_t row, int64_t column) const {
    const Operation& op = operation();
    int64_t k[] = {plane % axes[0].kernel, row, column};
    const int64_t channel = plane / axes[0].kernel;
    int64_t flat = out_channel * channels + channel;
    if (transposed()) {
        const int64_t per_group = op.out_channels / op.groups;
        flat = (first_channel + channel) * per_group + out_channel % per_group;
        for (std::size_t a = 0; a < 3; ++a)
            k[a] = axes[a].kernel - 1 - k[a];
    }
    for (std::size_t a = 0; a < 3; ++a)
        flat = flat * axes[a].kernel + k[a];
    return flat;
}

int64_t FigureModel::base_sheet(int64_t channel, int64_t depth) const {
    const int64_t sheet = channel * axes[0].grid + depth - base_first_;
    return sheet >= 0 && sheet < base.sheets ? sheet : -1;
}

int64_t FigureModel::top_sheet(int64_t channel, int64_t depth) const {
    const int64_t sheet = channel * top_depths_ + depth - top_first_;
    return sheet >= 0 && sheet < top.sheets ? sheet : -1;
}

std::array<int64_t, 3> FigureModel::tap_offset(int64_t term, int64_t& channel) const {
    std::array<int64_t, 3> k{};
    for (std::size_t a = 3; a-- > 0;) {
        k[a] = term % axes[a].kernel;
        term /= axes[a].kernel;
    }
    channel = term;
    return k;
}

Place FigureModel::tap(int64_t term) const {
    int64_t channel = 0;
    const auto k = tap_offset(term, channel);
    std::array<int64_t, 3> at{};
    for (std::size_t a = 0; a < 3; ++a)
        at[a] = axes[a].window_at(output[a]) + k[a] * axes[a].dilation;
    return {base_sheet(first_channel + channel, at[0]), at[1], at[2]};
}

Place FigureModel::weight_place(int64_t term) const {
    int64_t channel = 0;
    const auto k = tap_offset(term, channel);
    const int64_t sheet = channel * axes[0].kernel + k[0] - weights_first_;
    return {sheet >= 0 && sheet < weights.sheets ? sheet : -1, k[1], k[2]};
}

Place FigureModel::result() const {
    if (!unpooling())
        return {top_sheet(out_channel, output[0]), output[1], output[2]};
    const int64_t within = (*results_.switches)[step_];
    const int64_t area = top.rows * top.columns;
    return {top_sheet(out_channel, within / area), within % area / top.columns, within % top.columns};
}

int64_t FigureModel::window_plane(int64_t sheet) const {
    const int64_t channel = base_channel(sheet) - first_channel;
    const int64_t from_first = base_depth(sheet) - axes[0].window_at(output[0]);
    const int64_t k = from_first / axes[0].dilation;
    if (channel < 0 || channel >= channels || from_first < 0 || from_first % axes[0].dilation != 0 ||
        k >= axes[0].kernel)
        return -1;
    return channel * axes[0].kernel + k;
}

int64_t FigureModel::window_sheet_count() const {
    return std::min(channels * axes[0].kernel, base.sheets);
}

} // namespace convlens
