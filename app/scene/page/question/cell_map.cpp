// Of X, or of Y where the question is which of its cells an input reaches.
#include "scene/page/question/cell_map.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/results.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr float max_cell = 26; // units

} // namespace

bool has_cell_map(const PageInput& input) {
    if (input.question->network) // its own figure shows them
        return false;
    const Operation operation = operation_of(*input.scene);
    return input.question->ask == Ask::cells && operation.dims() <= 2 &&
           operation.batch * operation.in_channels * operation.out_channels == 1;
}

float draw_cell_map(Canvas& canvas, const PageInput& input, const CellSet& cells, const Rect& place) {
    const Operation operation = operation_of(*input.scene);
    const bool of_outputs = input.question->cells == CellRule::feeds;
    const Sizes shape = of_outputs ? output_shape(operation) : input_shape(operation);
    const bool is_line = shape.size() == 3;
    const int64_t rows = is_line ? 1 : shape[2], columns = shape[shape.size() - 1];
    const float cell =
        std::floor(std::min({place.height() / static_cast<float>(rows),
                             place.width() / static_cast<float>(columns), max_cell * canvas.unit}));
    const TensorColors& colors = of_outputs ? input.theme.y : input.theme.x;
    const Vec2 at{place.min.x, std::round(place.center().y - cell * static_cast<float>(rows) / 2)};
    for (int64_t row = 0; row < rows; ++row)
        for (int64_t column = 0; column < columns; ++column) {
            const bool is_in = std::any_of(cells.begin(), cells.end(), [&](const auto& one) {
                return one.back() == column && (is_line || one[one.size() - 2] == row);
            });
            const Vec2 corner = at + Vec2{static_cast<float>(column) * cell, static_cast<float>(row) * cell};
            Box box = box_of({corner, corner + Vec2{cell, cell}});
            box.fill = is_in ? colors.heading : input.theme.card;
            box.stroke = colors.line;
            box.stroke_width = canvas.unit;
            canvas.add(box);
        }
    return cell * static_cast<float>(columns);
}

} // namespace convlens
