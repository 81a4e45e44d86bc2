// A plane of a tensor as a raster: all of its elements, or, where the tensor is made as it is read, so many
// evenly spaced ones that no picture could show more.
#pragma once

#include "document/evaluate/cancelled.h"
#include "document/evaluate/lazy_tensor.h"
#include "document/evaluate/results.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace convlens {

struct PlaneRaster {
    int rows = 0, columns = 0;
    int64_t all_rows = 0, all_columns = 0;            // of the plane
    std::shared_ptr<const std::vector<float>> values; // [rows * columns]

    bool is_whole() const { return rows == all_rows && columns == all_columns; }
    /// Row of the plane, or column, that a row or column of the raster shows.
    int64_t row(int64_t of_raster) const { return (2 * of_raster + 1) * all_rows / (2 * int64_t{rows}); }
    int64_t column(int64_t of_raster) const {
        return (2 * of_raster + 1) * all_columns / (2 * int64_t{columns});
    }
    /// How many of its cells, in row order, show one of the plane's first `elements`.
    int64_t cells_before(int64_t elements) const;
};

/// Of a plane with these elements, at most `max_cells` of them.
PlaneRaster thinned_raster(int64_t rows, int64_t columns, int64_t max_cells,
                           const std::function<double(int64_t row, int64_t column)>& value);
/// How many cells of a raster of it can be made in a moment.
int64_t quick_cells(const LazyTensor<double>& tensor);

/// The planes of a tensor [.., rows, columns]; 1-D has one row. Of a kept tensor all are made at once, of
/// another one each when it is asked for. Copies share them.
class PlaneRasters {
public:
    PlaneRasters() = default;
    /// Elements lie `row_spacing` and `column_spacing` apart, with holes (NaN) between them; those of a
    /// thinned raster have none. `counted`: the elements whose range counts. Throws Cancelled where it was.
    PlaneRasters(std::shared_ptr<const LazyTensor<double>> tensor, int64_t row_spacing,
                 int64_t column_spacing, const IsCancelled& is_cancelled, const OutputRange& counted = {});

    const PlaneRaster& operator[](int64_t plane) const;
    /// Of the finite values.
    float low() const { return range_.first; }
    float high() const { return range_.second; }

private:
    struct AsRead {
        std::shared_ptr<const LazyTensor<double>> tensor;
        std::mutex mutex; // of the planes
        std::map<int64_t, PlaneRaster> planes;
    };
    std::vector<PlaneRaster> planes_; // of a kept tensor
    std::shared_ptr<AsRead> as_read_; // of another one
    std::pair<float, float> range_{0, 1};
};

} // namespace convlens
