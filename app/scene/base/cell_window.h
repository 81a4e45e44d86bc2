// The part of a matrix that is shown cell by cell, where not all of it has room. Knows rows and columns only.
#pragma once

#include <algorithm>
#include <cstdint>

namespace convlens {

struct CellWindow {
    int64_t first_row = 0, rows = 0;
    int64_t first_column = 0, columns = 0;

    int64_t end_row() const { return first_row + rows; }
    int64_t end_column() const { return first_column + columns; }
    bool has_row(int64_t row) const { return row >= first_row && row < end_row(); }
    bool has_column(int64_t column) const { return column >= first_column && column < end_column(); }
    bool has(int64_t row, int64_t column) const { return has_row(row) && has_column(column); }
    bool empty() const { return rows <= 0 || columns <= 0; }
    bool operator==(const CellWindow&) const = default;
};

/// Calls visit(row, column), row by row.
template <class Visit> void for_each_cell(const CellWindow& window, Visit visit) {
    for (int64_t row = window.first_row; row < window.end_row(); ++row)
        for (int64_t column = window.first_column; column < window.end_column(); ++column)
            visit(row, column);
}

/// What lies in both; no rows or no columns where nothing does.
inline CellWindow intersected(const CellWindow& a, const CellWindow& b) {
    const int64_t row = std::max(a.first_row, b.first_row);
    const int64_t column = std::max(a.first_column, b.first_column);
    return {row, std::max<int64_t>(std::min(a.end_row(), b.end_row()) - row, 0), column,
            std::max<int64_t>(std::min(a.end_column(), b.end_column()) - column, 0)};
}

/// The first of `shown` of `all` places, such that `at` is among them. It stays the same while `at` goes
/// through a page of `page` places, and begins `before` places ahead of the page, as far as the ends allow.
/// Range  at >= 0, page >= 1
inline int64_t window_start(int64_t at, int64_t shown, int64_t all, int64_t page = 1, int64_t before = 0) {
    return std::clamp<int64_t>(at / page * page - before, 0, std::max<int64_t>(all - shown, 0));
}

} // namespace convlens
