// Rows are gone through one by one: a large plane is many pieces of work, and can be cancelled.
#include "scene/model/plane_raster.h"

#include "document/evaluate/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace convlens {
namespace {

/// Rows, columns and number of planes of the last two axes; 1-D has one row.
struct Planes {
    int64_t rows = 1, columns = 1, count = 1;
};
Planes planes_of(const Sizes& shape) {
    Planes p;
    p.columns = shape.back();
    p.rows = shape.size() >= 4 ? shape[shape.size() - 2] : 1;
    p.count = p.rows * p.columns > 0 ? shape.product() / (p.rows * p.columns) : 0;
    return p;
}

/// Lowest and highest of the finite values; low over high: there are none.
struct Range {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void take(double value) {
        if (!std::isfinite(value))
            return;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    std::pair<float, float> shown() const {
        return low > high ? std::pair{0.0F, 1.0F}
                          : std::pair{static_cast<float>(low), static_cast<float>(high)};
    }
};

/// Of some elements of a tensor that is made as it is read.
std::pair<float, float> range_as_read(const LazyTensor<double>& tensor, const OutputRange& counted) {
    constexpr int64_t numbers = 1 << 16;
    const int64_t end = std::min(counted.end, tensor.count());
    const int64_t stride = std::max<int64_t>((end - counted.first) / tensor.quick(numbers), 1);
    Range range;
    for (int64_t i = counted.first; i < end; i += stride)
        range.take(tensor[i]);
    return range.shown();
}

/// A plane that is long to fill is a piece of work; of many small ones it makes no difference.
/// The range is that of the elements in `counted`.
std::pair<float, float> fill(std::vector<PlaneRaster>& planes, const Tensor<double>& tensor,
                             int64_t row_spacing, int64_t column_spacing, const IsCancelled& is_cancelled,
                             const OutputRange& counted) {
    const Planes p = planes_of(tensor.shape);
    const int64_t rows = row_spacing * (p.rows - 1) + 1;
    const int64_t columns = column_spacing * (p.columns - 1) + 1;
    planes.resize(static_cast<std::size_t>(p.count));
    std::vector<Range> ranges(planes.size());
    constexpr int64_t asked_after = 1 << 20; // numbers
    const auto fill_plane = [&](int64_t plane) {
        std::vector<float> values(static_cast<std::size_t>(rows * columns),
                                  std::numeric_limits<float>::quiet_NaN());
        Range range;
        for (int64_t r = 0; r < p.rows; ++r) {
            if (r % std::max<int64_t>(1, asked_after / p.columns) == 0)
                go_on(is_cancelled);
            for (int64_t c = 0; c < p.columns; ++c) {
                const int64_t flat = (plane * p.rows + r) * p.columns + c;
                const double value = tensor[flat];
                if (flat >= counted.first && flat < counted.end)
                    range.take(value);
                values[static_cast<std::size_t>(r * row_spacing * columns + c * column_spacing)] =
                    static_cast<float>(value);
            }
        }
        ranges[static_cast<std::size_t>(plane)] = range;
        planes[static_cast<std::size_t>(plane)] = {
            static_cast<int>(rows), static_cast<int>(columns), rows, columns,
            std::make_shared<const std::vector<float>>(std::move(values))};
    };
    on_threads(tensor.count() > 2 * asked_after ? 2 : 1, p.count, is_cancelled, fill_plane);
    Range all;
    for (const Range& range : ranges)
        all = {std::min(all.low, range.low), std::max(all.high, range.high)};
    return all.shown();
}

} // namespace

int64_t PlaneRaster::cells_before(int64_t elements) const {
    if (is_whole())
        return elements;
    if (elements <= 0)
        return 0;
    // The last row of the plane that has some of them may be one that the raster does not show.
    const int64_t last = (elements - 1) / all_columns;
    const int64_t in_last = elements - last * all_columns;
    int64_t cells = 0;
    for (int64_t r = 0; r < rows && row(r) <= last; ++r)
        for (int64_t c = 0; c < columns && (row(r) < last || column(c) < in_last); ++c)
            ++cells;
    return cells;
}

int64_t quick_cells(const LazyTensor<double>& tensor) {
    constexpr int64_t most = int64_t{400} * 400; // more than a map in a picture shows
    constexpr int64_t numbers = 800'000;
    return tensor.is_kept() ? tensor.count() : std::min(most, tensor.quick(numbers));
}

PlaneRaster thinned_raster(int64_t rows, int64_t columns, int64_t max_cells,
                           const std::function<double(int64_t row, int64_t column)>& value) {
    PlaneRaster raster;
    raster.all_rows = rows;
    raster.all_columns = columns;
    if (rows * columns <= max_cells) {
        raster.rows = static_cast<int>(rows);
        raster.columns = static_cast<int>(columns);
    } else { // as many of both as they have, else the shorter side has all
        const auto side = static_cast<int64_t>(std::sqrt(static_cast<double>(max_cells)));
        raster.rows = static_cast<int>(std::min(rows, std::max(side, max_cells / columns)));
        raster.columns = static_cast<int>(std::min(columns, std::max<int64_t>(max_cells / raster.rows, 1)));
    }
    std::vector<float> values;
    values.reserve(static_cast<std::size_t>(raster.rows) * static_cast<std::size_t>(raster.columns));
    for (int64_t r = 0; r < raster.rows; ++r)
        for (int64_t c = 0; c < raster.columns; ++c)
            values.push_back(static_cast<float>(value(raster.row(r), raster.column(c))));
    raster.values = std::make_shared<const std::vector<float>>(std::move(values));
    return raster;
}

PlaneRasters::PlaneRasters(std::shared_ptr<const LazyTensor<double>> tensor, int64_t row_spacing,
                           int64_t column_spacing, const IsCancelled& is_cancelled,
                           const OutputRange& counted) {
    if (tensor->is_kept()) {
        range_ = fill(planes_, *tensor, row_spacing, column_spacing, is_cancelled, counted);
        return;
    }
    range_ = range_as_read(*tensor, counted);
    as_read_ = std::make_shared<AsRead>();
    as_read_->tensor = std::move(tensor);
}

const PlaneRaster& PlaneRasters::operator[](int64_t plane) const {
    if (!as_read_)
        return planes_[static_cast<std::size_t>(plane)];
    const std::lock_guard lock(as_read_->mutex);
    const auto [at, is_new] = as_read_->planes.try_emplace(plane);
    if (is_new) {
        const LazyTensor<double>& tensor = *as_read_->tensor;
        const Planes p = planes_of(tensor.shape);
        at->second = thinned_raster(p.rows, p.columns, quick_cells(tensor), [&](int64_t r, int64_t c) {
            return tensor[(plane * p.rows + r) * p.columns + c];
        });
    }
    return at->second;
}

} // namespace convlens
