// Painter's order with few draw calls: what does not touch what was painted in between may join an earlier
// batch. Pure; knows neither OpenGL nor shapes, only programs, rectangles and bytes.
#pragma once

#include "picture/geometry.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace convlens::gl {

/// solid: whole pixels of one opaque colour. rounded_box: with round corners; fancy_box: with dashes or
/// patterns. grid_raster: with lines between its cells.
enum class Kind : uint8_t {
    solid,
    box,
    rounded_box,
    fancy_box,
    line,
    glyph,
    polygon,
    raster,
    grid_raster,
    photo
};
inline constexpr std::size_t kinds = 10;
/// Has a texture of its own, hence a batch of its own.
constexpr bool has_texture(Kind kind) {
    return kind == Kind::raster || kind == Kind::grid_raster || kind == Kind::photo;
}

struct Batch {
    Kind kind{};
    int clip = -1;               // into Frame::clips
    std::size_t item = 0;        // of one that has_texture
    std::vector<std::byte> data; // instances or vertices
};

/// Collects a frame. Storage is kept from frame to frame.
class Batches {
public:
    void begin(Vec2 frame_size);
    /// The batch that a shape of `kind` under `clip` which touches `touched` belongs into.
    Batch& batch_for(Kind kind, int clip, const Rect& touched);
    std::span<const Batch> all() const { return {batches_.data(), used_}; }

private:
    /// Which tiles of the frame a batch has touched: a bit each, rows of whole words.
    struct Tiles {
        std::vector<uint64_t> bits;
    };
    struct TileRange {
        int x0, y0, x1, y1; // last ones included
    };
    TileRange tiles_of(const Rect& rect) const;
    /// Into Tiles::bits.
    std::size_t index_of(int word, int row) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(words_) +
               static_cast<std::size_t>(word);
    }
    bool touches(const Tiles& tiles, const TileRange& range) const;
    void mark(Tiles& tiles, const TileRange& range) const;

    std::vector<Batch> batches_;
    std::vector<Tiles> tiles_; // of the batch with the same index
    std::size_t used_ = 0;
    int words_ = 0, rows_ = 0, columns_ = 0;
};

template <class T> void append(Batch& batch, const T& instance) {
    const std::size_t at = batch.data.size();
    batch.data.resize(at + sizeof(T));
    std::memcpy(batch.data.data() + at, &instance, sizeof(T));
}

} // namespace convlens::gl
