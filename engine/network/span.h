// Along one axis: which positions a range of others meets. What parts of layers are made of. Private to the
// engine.
#pragma once

#include "convlens/operation.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace convlens::detail {

/// Positions begin <= i < end; empty where end <= begin.
struct Span {
    int64_t begin = 0;
    int64_t end = 0;

    bool is_empty() const { return end <= begin; }
    void add(Span more) {
        if (more.is_empty())
            return;
        if (is_empty()) {
            *this = more;
            return;
        }
        begin = std::min(begin, more.begin);
        end = std::max(end, more.end);
    }
    Span within(int64_t size) const { return {std::max<int64_t>(begin, 0), std::min(end, size)}; }
};

/// Inputs that some output of the range meets, and outputs that some input of the range meets: the smallest
/// range with all. Padding modes fold.
/// Range   axis < D; the span within the axis, not empty
/// Cost    O(kernel); with a padding mode also O(padding * kernel)
Span inputs_of(const Operation& operation, std::size_t axis, Span outputs);
Span outputs_of(const Operation& operation, std::size_t axis, Span inputs);

} // namespace convlens::detail
