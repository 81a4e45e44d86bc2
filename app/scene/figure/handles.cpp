// Each sheet of the base is looked at in its own cells; distances from lines are taken in pixels, so that a
// handle is as wide on a small figure as on a large one.
#include "scene/figure/handles.h"
#include "scene/base/as_number.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

/// A rectangle of cells on a sheet.
struct Span {
    float row = 0, column = 0, rows = 0, columns = 0;
    bool contains(Vec2 at) const {
        return at.x >= column && at.x < column + columns && at.y >= row && at.y < row + rows;
    }
};

/// px across a row and across a column.
struct Across {
    float row = 1, column = 1;
    explicit Across(const Sheet& sheet) {
        const float area = std::abs(sheet.u.x * sheet.v.y - sheet.u.y * sheet.v.x);
        row = area / std::max(std::hypot(sheet.u.x, sheet.u.y), 1e-6F);
        column = area / std::max(std::hypot(sheet.v.x, sheet.v.y), 1e-6F);
    }
};

Vec2 on_sheet(const FigurePlaces& places, int64_t sheet, Vec2 point) {
    return places.base.of(sheet).cells_at(point);
}

/// The drawn sheets that hold a window at this step.
std::vector<int64_t> window_sheets(const FigureModel& model) {
    std::vector<int64_t> sheets;
    for (int64_t sheet = 0; sheet < model.base.sheets; ++sheet)
        if (model.window_plane(sheet) >= 0)
            sheets.push_back(sheet);
    return sheets;
}

Span window_span(const FigureModel& model) {
    return {as_float(model.axes[1].window_at(model.output[1])),
            as_float(model.axes[2].window_at(model.output[2])), as_float(model.axes[1].window()),
            as_float(model.axes[2].window())};
}

/// The elements with the zeros between them, without padding.
Span inner_span(const FigureModel& model) {
    const auto inner = [&](const AxisModel& axis) { return as_float(axis.spacing * (axis.inputs - 1) + 1); };
    return {as_float(model.axes[1].lead), as_float(model.axes[2].lead), inner(model.axes[1]),
            inner(model.axes[2])};
}

bool has_rows(const FigureModel& model) {
    return model.operation().dims() > 1;
}

Handle window_handle(const FigureModel& model, const Across& px, int64_t sheet, Vec2 at, float tolerance) {
    const Span window = window_span(model);
    const auto near = [&](float distance, float cell) {
        return std::abs(distance) * cell <= std::min(tolerance, 0.3F * cell);
    };
    const float past_rows = at.y - (window.row + window.rows);
    const float past_columns = at.x - (window.column + window.columns);
    const bool on_rows = has_rows(model) && near(past_rows, px.row);
    const bool on_columns = near(past_columns, px.column);
    const bool along_rows = at.y >= window.row && (past_rows < 0 || on_rows);
    const bool along_columns = at.x >= window.column && (past_columns < 0 || on_columns);
    if ((on_rows || on_columns) && along_rows && along_columns)
        return {Hold::kernel, on_rows ? 1 : 0, on_columns ? 1 : 0, sheet, {}, 0};
    if (!window.contains(at))
        return {};
    return {Hold::window,
            0,
            0,
            sheet,
            {at.x - window.column, at.y - window.row},
            model.base_depth(sheet) - model.axes[0].window_at(model.output[0])};
}

Handle padding_handle(const FigureModel& model, const Across& px, int64_t sheet, Vec2 at, float tolerance) {
    const float out_rows = std::min(tolerance / px.row, 0.45F);
    const float out_columns = std::min(tolerance / px.column, 0.45F);
    const Span ring{-out_rows, -out_columns, as_float(model.base.rows) + 2 * out_rows,
                    as_float(model.base.columns) + 2 * out_columns};
    const Span inner = inner_span(model);
    if (!ring.contains(at) || inner.contains(at))
        return {};
    Handle handle{Hold::padding, 0, 0, sheet, {}, 0};
    if (has_rows(model))
        handle.rows = at.y < inner.row ? -1 : at.y >= inner.row + inner.rows ? 1 : 0;
    handle.columns = at.x < inner.column ? -1 : at.x >= inner.column + inner.columns ? 1 : 0;
    return handle.rows == 0 && handle.columns == 0 ? Handle{} : handle;
}

/// Nearest place of the window along an axis.
int64_t nearest_output(const AxisModel& axis, float start) {
    const float output = (start - as_float(axis.start)) / as_float(axis.step);
    return static_cast<int64_t>(std::clamp(std::round(output), 0.0F, as_float(axis.outputs - 1)));
}

} // namespace

Handle handle_at(const FigureModel& model, const FigurePlaces& places, Vec2 point, float tolerance) {
    if (model.unpooling())
        return {};
    const Across px(places.base);
    for (const int64_t sheet : window_sheets(model))
        if (const Handle handle = window_handle(model, px, sheet, on_sheet(places, sheet, point), tolerance);
            handle.hold != Hold::none)
            return handle;
    for (int64_t sheet = 0; sheet < model.base.sheets; ++sheet)
        if (const Handle handle = padding_handle(model, px, sheet, on_sheet(places, sheet, point), tolerance);
            handle.hold != Hold::none)
            return handle;
    return {};
}

int64_t step_under(const FigureModel& model, const FigurePlaces& places, const Handle& grabbed, Vec2 point) {
    int64_t sheet = std::min(grabbed.sheet, model.base.sheets - 1);
    const Span whole{0, 0, as_float(model.base.rows), as_float(model.base.columns)};
    const auto is_over = [&](int64_t s) { return whole.contains(on_sheet(places, s, point)); };
    // Another sheet, the upper one of a stack, where the mouse has left the one that it took.
    for (int64_t other = 0; other < model.base.sheets && !is_over(sheet); ++other)
        if (is_over(other))
            sheet = other;
    const Vec2 start = on_sheet(places, sheet, point) - grabbed.grip;
    const int64_t depth = nearest_output(model.axes[0], as_float(model.base_depth(sheet) - grabbed.depth));
    const int64_t channel = model.batch * model.operation().out_channels + model.out_channel;
    return ((channel * model.axes[0].outputs + depth) * model.axes[1].outputs +
            nearest_output(model.axes[1], start.y)) *
               model.axes[2].outputs +
           nearest_output(model.axes[2], start.x);
}

Pull pull_of(const Sheet& base, const Handle& grabbed, Vec2 from, Vec2 to) {
    const Vec2 moved = base.cells_at(to) - base.cells_at(from);
    return {moved.y * static_cast<float>(grabbed.rows), moved.x * static_cast<float>(grabbed.columns)};
}

std::vector<Box> areas_of(const FigureModel& model, const FigurePlaces& places, const Handle& handle) {
    std::vector<Box> boxes;
    const auto add = [&](int64_t sheet, const Span& span) {
        if (span.rows > 0 && span.columns > 0)
            boxes.push_back(places.base.of(sheet).box(span.row, span.column, span.rows, span.columns));
    };
    if (handle.hold == Hold::kernel)
        for (const int64_t sheet : window_sheets(model))
            add(sheet, window_span(model));
    if (handle.hold != Hold::padding)
        return boxes;
    const Span inner = inner_span(model);
    const float rows = as_float(model.base.rows), columns = as_float(model.base.columns);
    const float below = inner.row + inner.rows, right = inner.column + inner.columns;
    for (int64_t sheet = 0; sheet < model.base.sheets; ++sheet) {
        add(sheet, {0, 0, inner.row, columns});
        add(sheet, {below, 0, rows - below, columns});
        add(sheet, {inner.row, 0, inner.rows, inner.column});
        add(sheet, {inner.row, right, inner.rows, columns - right});
    }
    return boxes;
}

std::vector<Box> outlines_of(const FigureModel& model, const FigurePlaces& places, const Handle& handle) {
    std::vector<Box> boxes;
    const auto add = [&](int64_t sheet, const Span& span) {
        if (span.rows >= 0 && span.columns >= 0)
            boxes.push_back(places.base.of(sheet).box(span.row, span.column, span.rows, span.columns));
    };
    const Span window = window_span(model);
    const Span inner = inner_span(model);
    const Span all{0, 0, as_float(model.base.rows), as_float(model.base.columns)};
    switch (handle.hold) {
    case Hold::none:
        break;
    case Hold::window:
        for (const int64_t sheet : window_sheets(model))
            add(sheet, window);
        break;
    case Hold::kernel:
        for (const int64_t sheet : window_sheets(model)) {
            if (handle.rows != 0)
                add(sheet, {window.row + window.rows, window.column, 0, window.columns});
            if (handle.columns != 0)
                add(sheet, {window.row, window.column + window.columns, window.rows, 0});
        }
        break;
    case Hold::padding:
        for (int64_t sheet = 0; sheet < model.base.sheets; ++sheet) {
            add(sheet, all);
            if (!(inner.rows == all.rows && inner.columns == all.columns))
                add(sheet, inner);
        }
        break;
    }
    return boxes;
}

} // namespace convlens
