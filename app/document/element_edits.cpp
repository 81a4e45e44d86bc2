// Copies on the first change.
#include "document/element_edits.h"

#include <algorithm>
#include <atomic>

namespace convlens {

const ElementEdits::Map& ElementEdits::map() const {
    static const Map none;
    return map_ ? *map_ : none;
}

ElementEdits::Map& ElementEdits::own() {
    if (!map_)
        map_ = std::make_shared<Map>();
    else if (map_.use_count() > 1)
        map_ = std::make_shared<Map>(*map_);
    else // what another thread has read of it was before it let go
        std::atomic_thread_fence(std::memory_order_acquire);
    return *map_;
}

bool operator==(const ElementEdits& a, const ElementEdits& b) {
    return a.map_ == b.map_ ||
           std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& other) {
               const bool both_nan = one.second != one.second && other.second != other.second;
               return one.first == other.first && (one.second == other.second || both_nan);
           });
}

} // namespace convlens
