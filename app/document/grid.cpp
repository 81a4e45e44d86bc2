// Two forms with one reader of rows: what separates rows differs, what separates columns does not.
#include "document/grid.h"

#include "document/element.h"
#include "i18n/error.h"
#include "i18n/refuse.h"

#include <algorithm>
#include <cassert>
#include <string>

namespace convlens {
namespace {

using Rows = std::vector<std::string_view>;

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

Rows lines(std::string_view text) {
    Rows rows;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        if (!std::all_of(line.begin(), line.end(), is_space))
            rows.push_back(line);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return rows;
}

/// What the innermost brackets enclose. A plane takes one matrix only.
Rows bracketed(std::string_view text) {
    Rows rows;
    int depth = 0, row_depth = 0;
    bool opened = false, matrix_ended = false; // the last bracket was an opening one
    std::size_t start = 0;                     // behind the last bracket
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool opens = text[i] == '[' || text[i] == '(' || text[i] == '{';
        const bool closes = text[i] == ']' || text[i] == ')' || text[i] == '}';
        if (!opens && !closes)
            continue;
        const std::string_view between = text.substr(start, i - start);
        start = i + 1;
        if (closes && opened) {
            if (matrix_ended)
                refuse("grid.several");
            rows.push_back(between);
            row_depth = depth;
        } else if (between.find_first_not_of(" \t\r\n,;") != std::string_view::npos) {
            refuse("grid.brackets");
        }
        opened = opens;
        depth += opens ? 1 : -1;
        if (depth < 0)
            refuse("grid.brackets");
        matrix_ended = matrix_ended || (closes && row_depth > 0 && depth == row_depth - 2 && depth > 0);
    }
    if (depth != 0 || text.find_first_not_of(" \t\r\n,;", start) != std::string_view::npos)
        refuse("grid.brackets");
    return rows;
}

/// `np.array([[...]], dtype=...)` without what is around the brackets.
std::string_view unwrapped(std::string_view text) {
    const std::size_t first = text.find('[');
    const std::size_t last = text.rfind(']');
    if (first == std::string_view::npos || last == std::string_view::npos || last < first)
        return text;
    const std::string_view before = text.substr(0, first);
    const std::size_t call = before.find_last_not_of(" \t\r\n(");
    const bool wrapped = call != std::string_view::npos && (before.substr(0, call + 1).ends_with("array") ||
                                                            before.substr(0, call + 1).ends_with("tensor"));
    return wrapped ? text.substr(first, last - first + 1) : text;
}

/// The cells of a row. A separator at the end closes the last cell.
std::vector<std::string_view> cells(std::string_view row) {
    std::vector<std::string_view> result;
    const auto separates = [](char c) { return c == '\t' || c == ',' || c == ';'; };
    const bool separated = std::any_of(row.begin(), row.end(), separates);
    std::size_t start = 0;
    for (std::size_t i = 0; i <= row.size(); ++i) {
        if (i < row.size() && !(separated ? separates(row[i]) : is_space(row[i])))
            continue;
        std::string_view cell = row.substr(start, i - start);
        while (!cell.empty() && is_space(cell.front()))
            cell.remove_prefix(1);
        while (!cell.empty() && is_space(cell.back()))
            cell.remove_suffix(1);
        start = i + 1;
        if (cell.empty() && (!separated || i == row.size()))
            continue;
        if (separated && cell.find_first_of(" \n") != std::string_view::npos) { // both kinds in one row
            for (const std::string_view part : cells(cell))
                result.push_back(part);
            continue;
        }
        result.push_back(cell);
    }
    return result;
}

Error::Values place(std::size_t row, std::size_t column) {
    return {{"row", std::to_string(row + 1)}, {"column", std::to_string(column + 1)}};
}

void put_row(Grid& grid, std::size_t row, const std::vector<std::string_view>& row_cells) {
    const auto count = static_cast<int64_t>(row_cells.size());
    if (count > Grid::max_columns)
        refuse("grid.too_many", {{"limit", std::to_string(Grid::max_columns)}});
    if (row > 0 && count != grid.columns)
        refuse("grid.ragged", {{"row", std::to_string(row + 1)},
                               {"value", std::to_string(count)},
                               {"limit", std::to_string(grid.columns)}});
    grid.columns = count;
    for (std::size_t column = 0; column < row_cells.size(); ++column)
        try {
            grid.values.push_back(read_number(row_cells[column]));
        } catch (const Error& error) {
            Error::Values values = place(row, column);
            values.insert(values.end(), error.values.begin(), error.values.end());
            refuse(error.key == "number.too_large" ? "grid.too_large" : "grid.no_number", std::move(values));
        }
}

void put_plane(Source& source, const Sizes& shape, int64_t flat, const Grid& grid) {
    if (shape[0] * shape[1] == 1) {
        source = values_source(shape, grid.values);
        return;
    }
    const Sizes first = unravel_index(flat, shape);
    std::vector<int64_t> at(first.begin(), first.end());
    for (int64_t i = 0; i < grid.rows * grid.columns; ++i) {
        at.back() = i % grid.columns;
        if (shape.size() > 3)
            at[at.size() - 2] = i / grid.columns;
        source.edits[at] = grid.values[static_cast<std::size_t>(i)];
    }
}

} // namespace

Grid read_grid(std::string_view text) {
    if (text.size() > Grid::max_bytes)
        refuse("grid.too_long");
    const std::string_view inside = unwrapped(text);
    const bool has_brackets = inside.find_first_of("[({") != std::string_view::npos;
    const Rows rows = has_brackets ? bracketed(inside) : lines(inside);
    if (static_cast<int64_t>(rows.size()) > Grid::max_rows)
        refuse("grid.too_many", {{"limit", std::to_string(Grid::max_rows)}});
    Grid grid;
    for (std::size_t row = 0; row < rows.size(); ++row)
        put_row(grid, row, cells(rows[row]));
    grid.rows = static_cast<int64_t>(rows.size());
    if (grid.values.empty())
        refuse("grid.empty");
    return grid;
}

void put_grid(Document& document, const Operation& operation, TensorRole role, int64_t flat,
              const Grid& grid) {
    const std::size_t dims = operation.dims();
    if (dims > 2 || (dims == 1 && grid.rows != 1))
        refuse(dims > 2 ? "grid.axes" : "grid.one_row");
    const Sizes size = dims == 1 ? Sizes{grid.columns} : Sizes{grid.rows, grid.columns};
    Operation wanted = operation;
    if (role == TensorRole::x)
        wanted.input_size = size;
    if (role == TensorRole::w)
        wanted.kernel_size = size;
    const Sizes before = tensor_shape(operation, role);
    if (role == TensorRole::dy)
        for (std::size_t axis = 0; axis < dims; ++axis)
            if (before[2 + axis] != size[axis])
                refuse("grid.size", {{"rows", std::to_string(before[before.size() - (dims > 1 ? 2 : 1)])},
                                     {"columns", std::to_string(before.back())}});
    // The channel of the element stays; its place on the plane may not exist any more.
    int64_t plane = 1;
    for (std::size_t axis = 2; axis < before.size(); ++axis)
        plane *= before[axis];
    const Sizes shape = tensor_shape(wanted, role);
    put_plane(source_of(document, role), shape, flat / plane * size.product(), grid);
    set_operation(document, wanted);
}

} // namespace convlens
