// Cell by cell from where it was, so that what stops it is the first thing that would be impossible.
#include "window/application/mouse/pull.h"

#include "window/controls/knob.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace convlens {
namespace {

constexpr int64_t most = 64; // of a kernel or a padding that is pulled

/// Axis of the operation that is the rows (1) or the columns (0) of a sheet.
int axis_of(const Operation& operation, int from_last) {
    return static_cast<int>(operation.dims()) - 1 - from_last;
}

/// Below 0 is a crop: derived operations have it, figures do not.
std::optional<Issue> issue_of(const Operation& operation) {
    for (std::size_t axis = 0; axis < operation.dims(); ++axis)
        for (const int64_t side : {operation.padding_begin[axis], operation.padding_end[axis]})
            if (side < 0)
                return Issue{IssueCode::too_small, Parameter::padding, static_cast<int>(axis), side, 0, {}};
    const auto issues = check(operation);
    return issues.empty() ? std::nullopt : std::optional(issues.front());
}

/// One number more or less, by `sign`.
Operation turned(const Operation& operation, const Knob& knob, int64_t sign) {
    const int64_t value = value_of(operation, knob) + sign;
    return value > most ? operation : with_value(operation, knob, value);
}

/// `count` turns of a knob one after the other.
void turn(Pulled& state, const Knob& knob, int64_t count) {
    for (int64_t i = 0; i < std::abs(count); ++i) {
        const Operation next = turned(state.operation, knob, count > 0 ? 1 : -1);
        if (const auto issue = issue_of(next)) {
            state.stopped = issue;
            return;
        }
        state.operation = next;
    }
}

/// Every side of every axis, or none: a ring stays a ring.
void turn_ring(Pulled& state, int64_t count) {
    for (int64_t i = 0; i < std::abs(count); ++i) {
        Operation next = state.operation;
        for (int axis = 0; axis < static_cast<int>(next.dims()); ++axis)
            for (const Side side : {Side::begin, Side::end})
                next = turned(next, {Parameter::padding, axis, side}, count > 0 ? 1 : -1);
        if (const auto issue = issue_of(next)) {
            state.stopped = issue;
            return;
        }
        state.operation = next;
    }
}

int64_t whole(float cells) {
    return static_cast<int64_t>(std::lround(std::clamp(cells, -1e4F, 1e4F)));
}

} // namespace

Pulled pulled(const Operation& from, const Handle& held, const Pull& cells, bool one_side) {
    Pulled state{from, {}};
    if (held.hold == Hold::kernel) {
        const auto pull = [&](int along, int axis, float by) {
            const auto step = static_cast<float>(from.dilation[static_cast<std::size_t>(std::max(axis, 0))]);
            if (along != 0)
                turn(state, {Parameter::kernel_size, axis}, whole(by / step));
        };
        pull(held.rows, axis_of(from, 1), cells.rows);
        pull(held.columns, axis_of(from, 0), cells.columns);
        return state;
    }
    const int64_t way = from.kind == Kind::conv_transpose ? -1 : 1;
    if (!one_side) {
        const float max_pulled = held.rows == 0                                   ? cells.columns
                                 : held.columns == 0                              ? cells.rows
                                 : std::abs(cells.rows) > std::abs(cells.columns) ? cells.rows
                                                                                  : cells.columns;
        turn_ring(state, way * whole(max_pulled));
        return state;
    }
    const auto pull = [&](int side, int axis, float by) {
        if (side != 0)
            turn(state, {Parameter::padding, axis, side < 0 ? Side::begin : Side::end}, way * whole(by));
    };
    pull(held.rows, axis_of(from, 1), cells.rows);
    pull(held.columns, axis_of(from, 0), cells.columns);
    return state;
}

} // namespace convlens
