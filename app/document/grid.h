// A grid of numbers as people paste it: lines of a table, a numpy or Python list; and what it means for a
// tensor.
#pragma once

#include "document/document.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace convlens {

struct Grid {
    static constexpr int64_t max_rows = 256, max_columns = 256;
    static constexpr std::size_t max_bytes = std::size_t{1} << 20;

    int64_t rows = 0, columns = 0;
    std::vector<double> values; // [rows * columns]
};

/// Rows by lines, columns by tab, comma, semicolon or spaces. With brackets a row is what the
/// innermost ones enclose, whatever the lines are; `array(` and `tensor(` before them are passed over. Throws
/// Error `grid.…`, naming the row and the column from 1.
Grid read_grid(std::string_view text);

/// Puts the grid in as X, W or dY. X and W take their size from it; with several channels it becomes the
/// plane of the element `flat` (a flat index, 0 where none is pointed at) and the others stay. dY has the
/// output's size. `operation`: the one that is computed. Throws Error `grid.axes`, `grid.size`; the new
/// operation may be impossible.
void put_grid(Document& document, const Operation& operation, TensorRole role, int64_t flat,
              const Grid& grid);

} // namespace convlens
