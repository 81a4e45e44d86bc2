// Which places of an axis are shown where not all of them have room: one rule for every lens. What is lit
// lies wholly in the part that is shown, or, where it has no room, the part of it that counts most does.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace convlens {

/// Places first..last of one axis; none where last < first.
struct Places {
    int64_t first = 0, last = -1;
    int64_t count() const { return last - first + 1; }
    bool operator==(const Places&) const = default;
    void add(int64_t place) {
        first = last < first ? place : std::min(first, place);
        last = std::max(last, place);
    }
};

/// What is lit on an axis, the largest first, each within the one before it: all that a step meets, its
/// channel, its row, the place of its term.
using LitPlaces = std::vector<Places>;

/// Places that are shown before and behind what is lit as well, as far as there is room.
struct Margin {
    int64_t before = 0, behind = 0;
};

/// The first of `room` of `all` places. Among them is the largest of `lit` that has room, and as much of the
/// next larger one as possible; where none has, the beginning of the smallest. Stays the same as long as what
/// is lit has room there, so that an animation jumps seldom.
/// Range  1 <= room; places that are lit lie within [0, all)
inline int64_t part_start(int64_t room, int64_t all, const LitPlaces& lit, Margin margin = {}) {
    if (room >= all || lit.empty())
        return 0;
    std::size_t i = 0;
    while (i + 1 < lit.size() && (lit[i].count() > room || lit[i].count() <= 0))
        ++i;
    const int64_t slack = room - lit[i].count();
    if (slack < 0)
        return std::clamp<int64_t>(lit[i].first, 0, all - room);
    // Pages of such a length that what begins in one ends in it.
    const int64_t before = std::min(margin.before, slack / 2);
    const int64_t page = slack - before - std::min(margin.behind, slack - slack / 2) + 1;
    int64_t start = lit[i].first / page * page - before;
    if (i > 0 && lit[i - 1].count() > room)
        start = std::clamp(start, lit[i - 1].first, lit[i - 1].last - room + 1);
    return std::clamp<int64_t>(start, 0, all - room);
}

/// Both axes, and the channels and depths, of what is lit in a tensor.
struct LitArea {
    LitPlaces planes, rows, columns;
};

} // namespace convlens
