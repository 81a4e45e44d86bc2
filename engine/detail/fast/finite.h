// Whether numbers are finite. The quick ways multiply the zeros of padding too, and 0 times infinity is NaN,
// where the Relation has no product at all. Private to the engine.
#pragma once

#include "engine/detail/fast/threads.h"

#include <cstdint>
#include <vector>

namespace convlens::detail {

/// Whether there is neither an infinity nor a NaN. Cost: at most a read of all. Once
/// the crew is cancelled: whatever.
template <class T> bool all_finite(const std::vector<T>& numbers, const Crew& crew);

} // namespace convlens::detail
