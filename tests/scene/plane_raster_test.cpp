// Rasters of planes: whole ones, and those of tensors that are made as they are read, which are thinned out.
#include "document/evaluate/evaluate.h"
#include "scene/model/rasters.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

TEST(PlaneRaster, has_no_more_cells_than_it_may) {
    for (const auto& [many_rows, many_columns] :
         {std::pair{1, 90'000'000}, {90'000'000, 1}, {46340, 46340}, {3, 100'000}, {20, 30}}) {
        const int rows = many_rows, columns = many_columns; // which the function below can see
        const PlaneRaster raster = thinned_raster(rows, columns, 1000, [&](int64_t row, int64_t column) {
            EXPECT_TRUE(row >= 0 && row < rows && column >= 0 && column < columns) << row << ", " << column;
            return static_cast<double>(row);
        });
        EXPECT_LE(raster.rows * raster.columns, 1000) << rows << "x" << columns;
        EXPECT_GE(raster.rows * raster.columns, std::min(600, rows * columns)) << rows << "x" << columns;
        EXPECT_EQ(raster.is_whole(), rows * columns <= 1000);
        EXPECT_EQ(static_cast<int>(raster.values->size()), raster.rows * raster.columns);
    }
}

TEST(PlaneRaster, knows_which_cells_are_before_an_element) {
    for (const int64_t max_cells : {1, 7, 40, 1000}) {
        const PlaneRaster raster = thinned_raster(23, 31, max_cells, [](int64_t, int64_t) { return 0.0; });
        for (int64_t elements = 0; elements <= 23 * 31; ++elements) {
            int64_t expected = 0;
            for (int64_t r = 0; r < raster.rows; ++r)
                for (int64_t c = 0; c < raster.columns; ++c)
                    expected += raster.row(r) * 31 + raster.column(c) < elements ? 1 : 0;
            ASSERT_EQ(raster.cells_before(elements), expected) << elements << " of " << max_cells;
        }
    }
}

/// The colours of a part are those of its numbers, and nothing else is asked for.
TEST(PlaneRasters, of_a_part_show_its_elements) {
    Document document;
    document.operation = make_operation(Kind::conv, {40'000, 40'000}, {3, 3});
    const Results results = evaluate(document, {.outputs = {0, 500'000'000}});
    const Rasters rasters = make_rasters(results);
    const PlaneRaster& top = rasters.top[0];
    EXPECT_FALSE(top.is_whole());
    for (int64_t r = 0; r < top.rows; r += 37)
        for (int64_t c = 0; c < top.columns; c += 41) {
            const int64_t flat = top.row(r) * top.all_columns + top.column(c);
            const double expected = flat < 500'000'000 ? step_of(document, flat).value : 0;
            EXPECT_EQ((*top.values)[static_cast<std::size_t>(r * top.columns + c)],
                      static_cast<float>(expected));
        }
    EXPECT_EQ(rasters.base.low(), 0);
    EXPECT_EQ(rasters.base.high(), 3);
    EXPECT_EQ(&rasters.top[0], &top) << "made once";
}

} // namespace
} // namespace convlens
