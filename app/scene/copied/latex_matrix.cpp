// Entries are read from the engine's views, one after the other.
#include "scene/copied/latex_matrix.h"

#include "convlens/matrix.h"

#include <numeric>
#include <string>

namespace convlens {
namespace {

constexpr int64_t max_plain_columns = 10; // of amsmath

template <class Cell> std::string written(int64_t rows, int64_t columns, const Cell& cell) {
    std::string text;
    if (columns > max_plain_columns)
        text += "\\setcounter{MaxMatrixCols}{" + std::to_string(columns) + "}\n";
    text += "\\begin{bmatrix}\n";
    for (int64_t row = 0; row < rows; ++row) {
        for (int64_t column = 0; column < columns; ++column)
            text += (column > 0 ? " & " : "") + cell(row, column);
        text += row + 1 < rows ? " \\\\\n" : "\n";
    }
    return text + "\\end{bmatrix}";
}

std::string im2col_text(const Document& document, const Results& results) {
    const Im2col matrix(results.operation);
    const LatexNames names(results.operation);
    return written(matrix.rows(), matrix.columns(), [&](int64_t row, int64_t column) -> std::string {
        const int64_t input = matrix.entry(row, column).input;
        if (input < 0)
            return "0";
        return document.cell_text == CellText::names
                   ? names.input(input)
                   : latex_number(latex_digits(document, (*results.x)[input]));
    });
}

/// A sum of weights where the padding is folded back.
std::string unrolled_text(const Document& document, const Results& results) {
    const Unrolled matrix(results.operation);
    const LatexNames names(results.operation);
    return written(matrix.rows(), matrix.columns(), [&](int64_t row, int64_t column) -> std::string {
        const Unrolled::Entry entry = matrix.entry(row, column);
        if (entry.weight_count == 0)
            return "0";
        if (results.operation.kind == Kind::avg_pool) {
            const int64_t common = std::gcd(entry.weight_count, entry.divisor);
            const std::string above = std::to_string(entry.weight_count / common);
            return entry.divisor == common
                       ? above
                       : "\\frac{" + above + "}{" + std::to_string(entry.divisor / common) + "}";
        }
        std::string named;
        double value = 0;
        for (const int64_t weight : matrix.weights(row, column)) {
            named += (named.empty() ? "" : " + ") + names.weight(weight_in_document(results, weight));
            value += (*results.w)[weight];
        }
        return document.cell_text == CellText::names ? named : latex_number(latex_digits(document, value));
    });
}

} // namespace

Copied latex_matrix(const Document& document, const Results& results, LatexMatrix which, const Texts& texts) {
    const Operation& operation = results.operation;
    const bool is_im2col = which == LatexMatrix::im2col;
    if (is_im2col ? !has_im2col(operation.kind) : !has_unrolled(operation.kind))
        return {{}, std::string(texts(is_im2col ? "copy.no_im2col" : "copy.no_unrolled"))};
    const Sizes shape = is_im2col ? im2col_shape(operation) : unrolled_shape(operation);
    if (shape.product() > max_latex_cells)
        return {{},
                texts("copy.many_cells", {{"rows", std::to_string(shape[0])},
                                          {"columns", std::to_string(shape[1])},
                                          {"limit", std::to_string(max_latex_cells)}})};
    return {is_im2col ? im2col_text(document, results) : unrolled_text(document, results), {}};
}

} // namespace convlens
