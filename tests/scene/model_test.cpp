// The planes of a figure against the Relation: each tap of each step lies on the element that the relation
// names.
#include "document/evaluate/evaluate.h"
#include "scene/model/model.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

TEST(FigureModel, taps_lie_on_the_elements_of_the_relation) {
    std::mt19937_64 random(20261);
    for (int round = 0; round < 400; ++round) {
        const Document document = random_document(random);
        if (document.operation.kind == Kind::max_unpool)
            continue;
        SCOPED_TRACE(scene_test::describe(document));
        const Results results = evaluate(document);
        const Relation relation(results.operation);
        const int64_t step = static_cast<int64_t>(random() % static_cast<uint64_t>(results.steps));
        const FigureModel model(results, step);
        for (int64_t t = 0; t < results.terms_per_step; ++t) {
            const Term term = relation.term_of_output(step, t);
            const Place at = model.tap(t);
            if (at.sheet < 0)
                continue; // not drawn at this step
            ASSERT_GE(at.row, 0);
            ASSERT_LT(at.row, model.base.rows);
            ASSERT_GE(at.column, 0);
            ASSERT_LT(at.column, model.base.columns);
            EXPECT_EQ(model.input_index(at.sheet, at.row, at.column), term.input) << "term " << t;
            const Place w = model.weight_place(t);
            if (has_weight(results.operation.kind) && w.sheet >= 0) {
                const int64_t weight = model.weight_index(model.weight_plane(w.sheet), w.row, w.column);
                if (term.weight >= 0) {
                    EXPECT_EQ(weight, term.weight) << "term " << t;
                }
            }
        }
        const Place result = model.result();
        if (result.sheet >= 0) {
            EXPECT_EQ(model.output_index(result.sheet, result.row, result.column), step);
        }
    }
}

TEST(FigureModel, reached_cells_are_those_of_some_tap) {
    std::mt19937_64 random(4711);
    for (int round = 0; round < 200; ++round) {
        const Document document = random_document(random);
        const Results results = evaluate(document);
        const FigureModel model(results, 0);
        for (const AxisModel& axis : model.axes) {
            const std::vector<bool> reached = axis.reached();
            ASSERT_EQ(static_cast<int64_t>(reached.size()), axis.grid) << scene_test::describe(document);
            for (int64_t cell = 0; cell < axis.grid; ++cell) {
                bool expected = false;
                for (int64_t y = 0; y < axis.outputs; ++y) {
                    const int64_t offset = cell - axis.window_at(y);
                    expected = expected || (offset >= 0 && offset % axis.dilation == 0 &&
                                            offset / axis.dilation < axis.kernel);
                }
                EXPECT_EQ(reached[static_cast<std::size_t>(cell)], expected)
                    << scene_test::describe(document);
            }
        }
    }
}

/// Long strides, holes and kernels that are longer than the axis has windows.
TEST(FigureModel, reached_cells_of_any_axis_are_those_of_some_tap) {
    std::mt19937_64 random(11);
    const auto any = [&](int64_t least, int64_t most) {
        return least + static_cast<int64_t>(random() % static_cast<uint64_t>(most - least + 1));
    };
    for (int round = 0; round < 2000; ++round) {
        AxisModel axis;
        axis.step = any(1, 6);
        axis.dilation = any(1, 6);
        axis.kernel = any(1, 9);
        axis.outputs = any(1, 9);
        axis.start = any(0, 3);
        axis.grid = axis.window_at(axis.outputs - 1) + axis.window() + any(0, 3);
        std::vector<bool> expected(static_cast<std::size_t>(axis.grid));
        for (int64_t y = 0; y < axis.outputs; ++y)
            for (int64_t k = 0; k < axis.kernel; ++k)
                expected[static_cast<std::size_t>(axis.window_at(y) + k * axis.dilation)] = true;
        ASSERT_EQ(axis.reached(), expected) << "step " << axis.step << " dilation " << axis.dilation
                                            << " kernel " << axis.kernel << " outputs " << axis.outputs;
    }
}

TEST(FigureModel, odd_figure_leaves_its_last_row_and_column_unread) {
    const Results results = evaluate(scene_test::preset_document("padding_strides_odd"));
    const FigureModel model(results, 0);
    const std::vector<bool> rows = model.axes[1].reached();
    ASSERT_EQ(rows.size(), 8U);
    for (std::size_t row = 0; row < 7; ++row)
        EXPECT_TRUE(rows[row]) << row;
    EXPECT_FALSE(rows[7]);
}

TEST(FigureModel, transposed_figure_has_the_guides_grid) {
    const Results results = evaluate(scene_test::preset_document("padding_strides_odd_transposed"));
    const FigureModel model(results, 0);
    EXPECT_EQ(model.base.rows, 8); // grid = o' + k - 1 = 6 + 2
    EXPECT_EQ(model.kind(0, 1, 1), CellKind::value);
    EXPECT_EQ(model.kind(0, 1, 2), CellKind::hole);
    EXPECT_EQ(model.kind(0, 0, 3), CellKind::padding);
    EXPECT_EQ(model.kind(0, 6, 6), CellKind::padding); // the extra zeros at the end
}

} // namespace
} // namespace convlens
