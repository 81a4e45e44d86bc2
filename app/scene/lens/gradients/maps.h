// Which elements of a tensor the planes of a panel show, and which of them are lit.
#pragma once

#include "convlens/operation.h"
#include "scene/base/shown_part.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace convlens {

/// Which elements of a tensor the planes of a panel show: channels one after the other, each with its depths.
struct PlaneMap {
    std::array<int64_t, 3> size{1, 1, 1}; // depth, rows, columns
    int64_t base = 0;                     // flat index of the first element
    int64_t channels = 1;
    int64_t channel_stride = 0; // from a channel to the next

    int64_t planes() const { return channels * size[0]; }
    int64_t flat(int64_t plane, int64_t row, int64_t column) const {
        return base + plane / size[0] * channel_stride + (plane % size[0] * size[1] + row) * size[2] + column;
    }
    /// (plane, row, column) of a flat index, where it is among them.
    std::optional<std::array<int64_t, 3>> find(int64_t flat) const;
};

/// The last D of a list of sizes, made three by ones in front.
std::array<int64_t, 3> to_3d(const Sizes& sizes, std::size_t dims);

/// One element, or one cell.
LitArea lit_area(const std::array<int64_t, 3>& at);
/// Elements of the map, and one of them that counts most: all, those of its channel, itself.
LitArea lit_area(const PlaneMap& map, const std::vector<int64_t>& elements, const std::array<int64_t, 3>& at);

/// What a window slides over: stretched and padded planes of a tensor.
struct SlidMap {
    const Operation& over; // its input_size, input_dilation, padding
    PlaneMap inner;        // the tensor's elements

    std::array<int64_t, 3> size() const; // with zeros and padding
    /// Flat index, or source_padding, source_hole.
    int64_t source(int64_t plane, int64_t row, int64_t column) const;
};

} // namespace convlens
