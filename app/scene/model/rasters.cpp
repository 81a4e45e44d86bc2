// Tensors to planes of floats, and floats to colours.
#include "scene/model/rasters.h"

#include "document/parallel.h"
#include "document/reverse.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

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

struct TensorRasters {
    std::vector<Rasters::Values> planes;
    std::pair<float, float> range;
};

/// A plane that is long to fill is a piece of work; of many small ones it makes no difference.
/// The range is that of the elements in `counted`.
TensorRasters rasters_of(const Tensor<double>& tensor, int64_t row_spacing, int64_t column_spacing,
                         const IsCancelled& is_cancelled, const OutputRange& counted = {}) {
    const Planes p = planes_of(tensor.shape);
    const int64_t rows = row_spacing * (p.rows - 1) + 1;
    const int64_t columns = column_spacing * (p.columns - 1) + 1;
    TensorRasters rasters;
    rasters.planes.resize(static_cast<std::size_t>(p.count));
    std::vector<Range> ranges(rasters.planes.size());
    constexpr int64_t asked_after = 1 << 20; // numbers
    const auto fill = [&](int64_t plane) {
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
        rasters.planes[static_cast<std::size_t>(plane)] =
            std::make_shared<const std::vector<float>>(std::move(values));
    };
    const int threads = tensor.count() > 2 * asked_after ? 2 : 1;
    on_threads(threads, p.count, is_cancelled, fill);
    Range all;
    for (const Range& range : ranges)
        all = {std::min(all.low, range.low), std::max(all.high, range.high)};
    rasters.range = all.shown();
    return rasters;
}

} // namespace

Rasters make_rasters(const Results& results, const IsCancelled& is_cancelled) {
    Rasters rasters;
    if (!results.issues.empty())
        return rasters;
    const Operation& op = results.operation;
    const bool stretched = op.kind == Kind::conv_transpose;
    const auto spacing = [&](std::size_t from_last) {
        return stretched && op.dims() > from_last ? op.stride[op.dims() - 1 - from_last] : 1;
    };
    TensorRasters base = rasters_of(*results.x, spacing(1), spacing(0), is_cancelled);
    TensorRasters top = rasters_of(*results.y, 1, 1, is_cancelled, results.computed);
    rasters.base = std::move(base.planes);
    rasters.top = std::move(top.planes);
    std::tie(rasters.base_low, rasters.base_high) = base.range;
    std::tie(rasters.top_low, rasters.top_high) = top.range;
    rasters.matrices = std::make_shared<const MatrixRasters>(results);
    if (results.paired)
        rasters.beside = std::make_shared<const Rasters>(make_rasters(results.paired->results, is_cancelled));
    return rasters;
}

} // namespace convlens
