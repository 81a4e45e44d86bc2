// Tensors to planes of floats, and floats to colours.
#include "scene/model/rasters.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

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

constexpr std::size_t asked_after = 1 << 20; // numbers between two questions

std::pair<float, float> range(const Tensor<double>& tensor, const IsCancelled& is_cancelled) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (std::size_t i = 0; i < tensor.data.size(); ++i) {
        const double value = tensor.data[i];
        if (i % asked_after == 0)
            go_on(is_cancelled);
        if (!std::isfinite(value))
            continue;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    if (low > high)
        return {0.0F, 1.0F};
    return {static_cast<float>(low), static_cast<float>(high)};
}

std::vector<Rasters::Values> rasters_of(const Tensor<double>& tensor, int64_t row_spacing,
                                        int64_t column_spacing, const IsCancelled& is_cancelled) {
    const Planes p = planes_of(tensor.shape);
    const int64_t rows = row_spacing * (p.rows - 1) + 1;
    const int64_t columns = column_spacing * (p.columns - 1) + 1;
    std::vector<Rasters::Values> rasters;
    for (int64_t plane = 0; plane < p.count; ++plane) {
        std::vector<float> values(static_cast<std::size_t>(rows * columns),
                                  std::numeric_limits<float>::quiet_NaN());
        for (int64_t r = 0; r < p.rows; ++r) {
            if (r % std::max<int64_t>(1, static_cast<int64_t>(asked_after) / p.columns) == 0)
                go_on(is_cancelled);
            for (int64_t c = 0; c < p.columns; ++c)
                values[static_cast<std::size_t>(r * row_spacing * columns + c * column_spacing)] =
                    static_cast<float>(tensor[(plane * p.rows + r) * p.columns + c]);
        }
        rasters.push_back(std::make_shared<const std::vector<float>>(std::move(values)));
    }
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
    rasters.base = rasters_of(*results.x, spacing(1), spacing(0), is_cancelled);
    rasters.top = rasters_of(*results.y, 1, 1, is_cancelled);
    std::tie(rasters.base_low, rasters.base_high) = range(*results.x, is_cancelled);
    std::tie(rasters.top_low, rasters.top_high) = range(*results.y, is_cancelled);
    rasters.matrices = std::make_shared<const MatrixRasters>(results);
    return rasters;
}

} // namespace convlens
