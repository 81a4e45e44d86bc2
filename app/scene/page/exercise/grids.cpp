// Black lines on white: the answers are marked by a fill and a cross, which a copier keeps.
#include "scene/page/exercise/grids.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/results.h"
#include "document/numbers.h"
#include "lesson/answer.h"
#include "lesson/exercise/words.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

constexpr float cell = 25, gap = 22, heading_height = 19, index_room = 13; // px at 96 to an inch

/// Rows and columns of the last axes; a line is one row. Grids have at most two axes.
std::pair<int64_t, int64_t> plane_of(const Sizes& shape, std::size_t dims) {
    return {dims > 1 ? shape[shape.size() - 2] : 1, shape.back()};
}

/// "X", and where there are several planes "X[0,1]".
std::string heading_of(const std::string& name, const Sizes& shape, std::size_t dims, int64_t plane) {
    Sizes outer;
    for (std::size_t axis = 0; axis + dims < shape.size(); ++axis)
        outer.push_back(shape[axis]);
    if (outer.product() == 1)
        return name;
    std::string text;
    for (const int64_t index : unravel_index(plane, outer))
        text += (text.empty() ? "[" : ",") + std::to_string(index);
    return name + text + "]";
}

void add_grids(std::vector<ExerciseGrid>& grids, const std::string& name, const Tensor<double>& tensor,
               std::size_t dims) {
    const auto [rows, columns] = plane_of(tensor.shape, dims);
    const int64_t cells = rows * columns;
    for (int64_t plane = 0; plane < tensor.shape.product() / cells; ++plane) {
        ExerciseGrid grid{heading_of(name, tensor.shape, dims, plane), rows, columns, {}, {}};
        for (int64_t i = 0; i < cells; ++i)
            grid.numbers.push_back(number_text(tensor.data[static_cast<std::size_t>(plane * cells + i)]));
        grids.push_back(std::move(grid));
    }
}

Vec2 size_of(const ExerciseGrid& grid) {
    return {index_room + static_cast<float>(grid.columns) * cell,
            heading_height + index_room + static_cast<float>(grid.rows) * cell};
}

void draw_cell(Canvas& canvas, const ExerciseGrid& grid, std::size_t index, const Rect& rect) {
    const Theme& theme = canvas.theme;
    const bool is_marked = index < grid.marked.size() && grid.marked[index];
    Box box = box_of(rect);
    box.fill = is_marked ? theme.x.fill : theme.ground;
    box.stroke = theme.text;
    box.stroke_width = 0.8F;
    if (is_marked) {
        box.pattern = Pattern::crossed;
        box.ink = theme.text;
    }
    canvas.add(box);
    if (index < grid.numbers.size())
        canvas.text(grid.numbers[index], rect.center(),
                    {13.5F, Face::sans, theme.text, AlignX::center, AlignY::middle});
}

void draw_grid(Canvas& canvas, const ExerciseGrid& grid, Vec2 at) {
    const Theme& theme = canvas.theme;
    const Vec2 corner = at + Vec2{index_room, heading_height + index_room};
    canvas.text(grid.heading, {corner.x, at.y + 13}, {14, Face::sans_bold, theme.text});
    const TextStyle index{8.5F, Face::sans, theme.quiet, AlignX::center, AlignY::middle};
    for (int64_t column = 0; column < grid.columns; ++column)
        canvas.text(std::to_string(column),
                    {corner.x + (static_cast<float>(column) + 0.5F) * cell, corner.y - 7}, index);
    for (int64_t row = 0; row < grid.rows; ++row) {
        const float y = corner.y + static_cast<float>(row) * cell;
        if (grid.rows > 1)
            canvas.text(std::to_string(row), {corner.x - 7, y + cell / 2}, index);
        for (int64_t column = 0; column < grid.columns; ++column) {
            const float x = corner.x + static_cast<float>(column) * cell;
            draw_cell(canvas, grid, static_cast<std::size_t>(row * grid.columns + column),
                      {{x, y}, {x + cell, y + cell}});
        }
    }
}

} // namespace

std::vector<ExerciseGrid> given_grids(const Exercise& exercise) {
    std::vector<ExerciseGrid> grids;
    if (!needs_numbers(exercise.question))
        return grids;
    const Document& scene = exercise.scene;
    const Operation operation = operation_of(scene);
    const std::size_t dims = operation.dims();
    add_grids(grids, "X", numbers(scene.input, TensorRole::x, input_shape(operation)), dims);
    if (has_weight(operation.kind))
        add_grids(grids, "W", numbers(scene.weight, TensorRole::w, weight_shape(operation)), dims);
    const AskedTensor of = exercise.question.of;
    if (of == AskedTensor::dx || of == AskedTensor::dw)
        add_grids(grids, "\u2202J/\u2202Y",
                  numbers(scene.grad_output, TensorRole::dy, output_shape(operation)), dims);
    return grids;
}

ExerciseGrid cell_grid(const Exercise& exercise, bool with_answer) {
    const Operation operation = operation_of(exercise.scene);
    const bool is_output = exercise.question.cells == CellRule::feeds;
    const Sizes shape = is_output ? output_shape(operation) : input_shape(operation);
    const auto [rows, columns] = plane_of(shape, operation.dims());
    ExerciseGrid grid{is_output ? "Y" : "X", rows, columns, {}, {}};
    if (!with_answer)
        return grid;
    grid.marked.resize(static_cast<std::size_t>(rows * columns));
    const Answer answer = answer_of(exercise.scene, exercise.question);
    for (const auto& at : std::get<CellSet>(answer)) {
        const int64_t row = operation.dims() > 1 ? at[at.size() - 2] : 0;
        grid.marked[static_cast<std::size_t>(row * columns + at.back())] = true;
    }
    return grid;
}

Vec2 draw_grids(Canvas& canvas, const std::vector<ExerciseGrid>& grids, Vec2 at, float width) {
    Vec2 next = at;
    float right = at.x, bottom = at.y;
    for (const ExerciseGrid& grid : grids) {
        const Vec2 size = size_of(grid);
        if (next.x > at.x && next.x + size.x > at.x + width)
            next = {at.x, bottom + gap / 2};
        draw_grid(canvas, grid, next);
        right = next.x + size.x;
        bottom = std::max(bottom, next.y + size.y);
        next.x = right + gap;
    }
    return {right, bottom};
}

} // namespace convlens
