// Planes of a tensor, thinned by means.
#include "scene/network/maps.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <span>

namespace convlens {
namespace {

constexpr int64_t max_cells = 112;      // of a small picture's side
constexpr int64_t max_unit_columns = 8; // of units in a plane

/// Sizes of a plane: what lies before the last axis is below each other.
void set_plane(MapGrid& grid, const Sizes& shape) {
    grid.columns = shape.back();
    grid.rows = 1;
    for (std::size_t axis = 2; axis + 1 < shape.size(); ++axis)
        grid.rows *= shape[axis];
}

/// So many numbers side by side are one step of the loops below.
constexpr int64_t lanes = 16;

float finite_or_zero(float value) {
    return std::abs(value) <= std::numeric_limits<float>::max() ? value : 0;
}

/// Of finite values; 0 is in it.
MapRange range_of(std::span<const float> values) {
    std::array<float, lanes> low{}, high{};
    const auto take = [&](const float* from, int64_t count) {
        for (int64_t i = 0; i < count; ++i) {
            const auto lane = static_cast<std::size_t>(i);
            const float value = finite_or_zero(from[i]);
            low[lane] = value < low[lane] ? value : low[lane];
            high[lane] = value > high[lane] ? value : high[lane];
        }
    };
    const auto count = static_cast<int64_t>(values.size());
    int64_t at = 0;
    for (; at + lanes <= count; at += lanes)
        take(values.data() + at, lanes);
    take(values.data() + at, count - at);
    return {*std::min_element(low.begin(), low.end()), *std::max_element(high.begin(), high.end())};
}

/// Means of squares of the plane that begins at `plane`: rows are summed as they lie, then their columns.
std::vector<float> means(const float* plane, const MapGrid& grid) {
    const int64_t rows = grid.cell_rows(), columns = grid.cell_columns();
    std::vector<float> cells(static_cast<std::size_t>(rows * columns));
    std::vector<float> sums(static_cast<std::size_t>(grid.columns));
    for (int64_t row = 0; row < rows; ++row) {
        const int64_t first = row * grid.step, last = std::min(grid.rows, first + grid.step);
        std::copy_n(plane + first * grid.columns, grid.columns, sums.begin());
        for (int64_t y = first + 1; y < last; ++y)
            std::transform(sums.begin(), sums.end(), plane + y * grid.columns, sums.begin(), std::plus<>());
        const float* from = sums.data();
        for (int64_t column = 0; column < columns; ++column) {
            const int64_t wide = std::min<int64_t>(grid.step, grid.columns - column * grid.step);
            const float sum = std::accumulate(from, from + wide, 0.0F);
            from += wide;
            cells[static_cast<std::size_t>(row * columns + column)] =
                sum / static_cast<float>((last - first) * wide);
        }
    }
    return cells;
}

std::shared_ptr<const std::vector<float>> plane_of(const Tensor<float>& values, const MapGrid& grid,
                                                   int64_t channel) {
    const float* const first = values.data.data() + channel * grid.elements;
    if (grid.step != 1)
        return std::make_shared<const std::vector<float>>(means(first, grid));
    auto plane = std::make_shared<std::vector<float>>(first, first + grid.elements);
    plane->resize(static_cast<std::size_t>(grid.rows * grid.columns),
                  std::numeric_limits<float>::quiet_NaN());
    return plane;
}

} // namespace

MapGrid map_grid(const Sizes& shape) {
    MapGrid grid;
    if (shape.size() <= 2) {
        const int64_t units = shape.size() == 2 ? shape[1] : shape.product();
        grid.is_units = true;
        grid.columns = units <= max_unit_columns + 2
                           ? units
                           : std::max(max_unit_columns,
                                      static_cast<int64_t>(std::ceil(std::sqrt(static_cast<double>(units)))));
        grid.rows = (units + grid.columns - 1) / std::max<int64_t>(grid.columns, 1);
        grid.elements = units;
        return grid;
    }
    grid.channels = shape[1];
    set_plane(grid, shape);
    grid.elements = grid.rows * grid.columns;
    const int64_t side = std::max(grid.rows, grid.columns);
    grid.step = static_cast<int>((side + max_cells - 1) / max_cells);
    return grid;
}

LayerMaps layer_maps(const Tensor<float>& values) {
    LayerMaps maps;
    if (values.data.empty() || values.shape.size() < 2)
        return maps;
    maps.grid = map_grid(values.shape);
    for (int64_t channel = 0; channel < maps.grid.channels; ++channel) {
        maps.channels.push_back(plane_of(values, maps.grid, channel));
        maps.ranges.push_back(range_of(*maps.channels.back()));
        maps.low = std::min(maps.low, maps.ranges.back().low);
        maps.high = std::max(maps.high, maps.ranges.back().high);
    }
    const int64_t elements = maps.grid.channels * maps.grid.elements;
    const MapRange all = maps.grid.step == 1
                             ? MapRange{maps.low, maps.high}
                             : range_of({values.data.data(), static_cast<std::size_t>(elements)});
    maps.largest = std::max(-all.low, all.high);
    return maps;
}

NetworkMaps network_maps(const std::vector<Tensor<float>>& values) {
    NetworkMaps maps;
    for (const Tensor<float>& layer : values)
        maps.push_back(layer_maps(layer));
    return maps;
}

int64_t element_of_cell(const Tensor<float>& values, const MapGrid& grid, int64_t channel, int64_t cell) {
    const int64_t row = cell / grid.cell_columns(), column = cell % grid.cell_columns();
    int64_t best = element_at(grid, channel, row * grid.step * grid.columns + column * grid.step);
    const int64_t last_row = std::min(grid.rows, (row + 1) * grid.step);
    const int64_t last_column = std::min(grid.columns, (column + 1) * grid.step);
    for (int64_t y = row * grid.step; y < last_row; ++y)
        for (int64_t x = column * grid.step; x < last_column; ++x) {
            const int64_t element = element_at(grid, channel, y * grid.columns + x);
            if (element < values.count() && std::abs(values[element]) > std::abs(values[best]))
                best = element;
        }
    return best;
}

int64_t channel_of(const MapGrid& grid, int64_t element) {
    return grid.is_units ? element : element / grid.elements;
}

int64_t plane_index(const MapGrid& grid, int64_t element) {
    return grid.is_units ? element : element % grid.elements;
}

int64_t element_at(const MapGrid& grid, int64_t channel, int64_t plane_index) {
    return grid.is_units ? plane_index : channel * grid.elements + plane_index;
}

LayerPart part_of(const Sizes& shape, int64_t element) {
    Sizes of_one = shape;
    of_one[0] = 1;
    LayerPart part;
    part.begin = unravel_index(element, of_one);
    part.end = part.begin;
    for (int64_t i = 0; i < static_cast<int64_t>(shape.size()); ++i)
        part.end[static_cast<std::size_t>(i)] += 1;
    return part;
}

MapSpan span_of(const Sizes& shape, const LayerPart& part, int64_t channel) {
    MapSpan span;
    if (part.begin.size() != shape.size() || shape.size() < 2)
        return span;
    for (std::size_t axis = 0; axis < shape.size(); ++axis)
        if (part.end[axis] <= part.begin[axis])
            return span;
    const MapGrid grid = map_grid(shape);
    if (grid.is_units) { // of several units the rows that have them
        const int64_t first = part.begin[1], last = part.end[1] - 1;
        const bool is_one_row = first / grid.columns == last / grid.columns;
        span.row = first / grid.columns;
        span.rows = last / grid.columns - span.row + 1;
        span.column = is_one_row ? first % grid.columns : 0;
        span.columns = is_one_row ? last - first + 1 : grid.columns;
        return span;
    }
    if (channel < part.begin[1] || channel >= part.end[1])
        return span;
    const std::size_t last_axis = shape.size() - 1;
    span.column = part.begin[last_axis];
    span.columns = part.end[last_axis] - span.column;
    int64_t first = 0, last = 0;
    for (std::size_t axis = 2; axis < last_axis; ++axis) {
        first = first * shape[axis] + part.begin[axis];
        last = last * shape[axis] + part.end[axis] - 1;
    }
    span.row = first;
    span.rows = last - first + 1;
    return span;
}

} // namespace convlens
