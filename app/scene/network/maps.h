// The values of a network's layers as small pictures: one plane of numbers for each channel, thinned out
// where a channel has more elements than a small picture has pixels. Made once per result, shared by its
// frames.
#pragma once

#include "convlens/network.h"
#include "convlens/tensor.h"
#include "picture/frame.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace convlens {

/// An element of a layer's output: its flat index within [C, spatial..] of the first item of the batch.
struct LayerElement {
    int layer = -1; // -1: none
    int64_t index = 0;
    bool is_none() const { return layer < 0; }
    bool operator==(const LayerElement&) const = default;
};

/// How the elements of a layer lie in its pictures. Layers without spatial axes are one plane of units.
struct MapGrid {
    int64_t channels = 1;          // planes
    int64_t rows = 1, columns = 1; // elements of a plane
    int64_t elements = 1;          // of a plane that are there; the last row of units may end early
    bool is_units = false;         // without spatial axes: an element is a channel
    int step = 1;                  // elements on each axis that are one cell of the small picture

    int cell_rows() const { return static_cast<int>((rows + step - 1) / step); }
    int cell_columns() const { return static_cast<int>((columns + step - 1) / step); }
    bool operator==(const MapGrid&) const = default;
};
/// Of a layer's shape [N, C, spatial..]; three spatial axes lie below each other, one is one row.
MapGrid map_grid(const Sizes& shape);

/// Of the numbers of a picture; 0 is always in it.
struct MapRange {
    float low = 0, high = 0;
};

/// One layer's pictures.
struct LayerMaps {
    MapGrid grid;
    std::vector<std::shared_ptr<const std::vector<float>>> channels; // [cell_rows * cell_columns] each
    std::vector<MapRange> ranges;                                    // of each
    float low = 0, high = 0;                                         // of all cells that are finite
    float largest = 0; // magnitude, of all elements that are finite
    bool is_empty() const { return channels.empty(); }
};
/// Cells are means of their elements. Empty where the tensor is.
/// Cost  O(elements of the first item)
LayerMaps layer_maps(const Tensor<float>& values);

/// Of every layer; made once.
using NetworkMaps = std::vector<LayerMaps>;
NetworkMaps network_maps(const std::vector<Tensor<float>>& values);

/// The element of the layer with the largest magnitude among those of one cell of the small picture.
int64_t element_of_cell(const Tensor<float>& values, const MapGrid& grid, int64_t channel, int64_t cell);

/// Channel, or unit, of an element; its place in its plane; and back.
int64_t channel_of(const MapGrid& grid, int64_t element);
int64_t plane_index(const MapGrid& grid, int64_t element);
int64_t element_at(const MapGrid& grid, int64_t channel, int64_t plane_index);

/// The element as a part of its layer's shape.
LayerPart part_of(const Sizes& shape, int64_t element);

/// Where a part lies on a plane, in elements: rows begin.y to end.y, columns begin.x to end.x; nothing where
/// the part has none of the channel.
struct MapSpan {
    int64_t row = 0, column = 0, rows = 0, columns = 0;
    bool is_empty() const { return rows <= 0 || columns <= 0; }
    bool operator==(const MapSpan&) const = default;
};
MapSpan span_of(const Sizes& shape, const LayerPart& part, int64_t channel);

} // namespace convlens
