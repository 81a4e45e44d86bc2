// Overlap is decided on tiles of 4 px: false alarms only cost one more batch.
#include "window/gl/batches.h"

#include <algorithm>
#include <cmath>

namespace convlens::gl {
namespace {

constexpr float tile = 4;
constexpr std::size_t look_back = 8; // batches; further back is not worth the search

uint64_t mask_of(int word, int x0, int x1) {
    const int first = std::max(x0 - word * 64, 0), last = std::min(x1 - word * 64, 63);
    const uint64_t upto = last == 63 ? ~0ULL : (1ULL << (last + 1)) - 1;
    return upto & ~((1ULL << first) - 1);
}

} // namespace

void Batches::begin(Vec2 frame_size) {
    columns_ = std::max(static_cast<int>(std::ceil(frame_size.x / tile)), 1);
    rows_ = std::max(static_cast<int>(std::ceil(frame_size.y / tile)), 1);
    words_ = (columns_ + 63) / 64;
    used_ = 0;
}

Batches::TileRange Batches::tiles_of(const Rect& rect) const {
    const auto at = [](float v, int most) {
        return static_cast<int>(std::clamp(std::floor(v / tile), 0.0F, static_cast<float>(most - 1)));
    };
    return {at(rect.min.x, columns_), at(rect.min.y, rows_), at(rect.max.x, columns_), at(rect.max.y, rows_)};
}

bool Batches::touches(const Tiles& tiles, const TileRange& range) const {
    for (int y = range.y0; y <= range.y1; ++y)
        for (int word = range.x0 / 64; word <= range.x1 / 64; ++word)
            if ((tiles.bits[index_of(word, y)] & mask_of(word, range.x0, range.x1)) != 0)
                return true;
    return false;
}

void Batches::mark(Tiles& tiles, const TileRange& range) const {
    for (int y = range.y0; y <= range.y1; ++y)
        for (int word = range.x0 / 64; word <= range.x1 / 64; ++word)
            tiles.bits[index_of(word, y)] |= mask_of(word, range.x0, range.x1);
}

Batch& Batches::batch_for(Kind kind, int clip, const Rect& touched) {
    const TileRange range = tiles_of(touched);
    const std::size_t oldest = used_ > look_back ? used_ - look_back : 0;
    if (!has_texture(kind)) {
        for (std::size_t i = used_; i-- > oldest;) {
            if (batches_[i].kind == kind && batches_[i].clip == clip) {
                mark(tiles_[i], range);
                return batches_[i];
            }
            if (touches(tiles_[i], range))
                break;
        }
    }
    if (used_ == batches_.size()) {
        batches_.emplace_back();
        tiles_.emplace_back();
    }
    Batch& batch = batches_[used_];
    batch.kind = kind;
    batch.clip = clip;
    batch.data.clear();
    tiles_[used_].bits.assign(static_cast<std::size_t>(words_) * static_cast<std::size_t>(rows_), 0);
    mark(tiles_[used_], range);
    ++used_;
    return batch;
}

} // namespace convlens::gl
