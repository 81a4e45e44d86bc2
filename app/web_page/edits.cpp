// Myers, An O(ND) Difference Algorithm (1986): for each number of differences, how far each diagonal leads.
#include "web_page/edits.h"

#include <utility>

namespace convlens {
namespace {

constexpr int max_differences = 600; // beyond them the whole middle is replaced; bounds the memory

/// Which lines stay.
struct Kept {
    std::vector<bool> from, to;
};

class Search {
public:
    Search(std::span<const uint32_t> from, std::span<const uint32_t> to)
        : from_(from), to_(to), from_size_(static_cast<int>(from.size())),
          to_size_(static_cast<int>(to.size())) {}

    Kept kept() {
        Kept kept{std::vector<bool>(from_.size()), std::vector<bool>(to_.size())};
        if (!reaches_the_end())
            return kept;
        int x = from_size_, y = to_size_;
        for (int d = static_cast<int>(reached_.size()) - 1; d >= 0; --d) {
            const Start start = start_of(d, x - y);
            for (; x > start.x; --x, --y) {
                kept.from[static_cast<std::size_t>(x - 1)] = true;
                kept.to[static_cast<std::size_t>(y - 1)] = true;
            }
            if (d > 0) {
                x = at(d - 1, start.diagonal);
                y = x - start.diagonal;
            }
        }
        return kept;
    }

private:
    /// Where a diagonal (x - y) is entered with d differences, and the diagonal before.
    struct Start {
        int x = none, diagonal = 0;
    };
    static constexpr int none = -1;

    int at(int d, int diagonal) const {
        return diagonal < -d || diagonal > d
                   ? none
                   : reached_[static_cast<std::size_t>(d)][static_cast<std::size_t>(int64_t{diagonal} + d)];
    }

    Start start_of(int d, int diagonal) const {
        if (d == 0)
            return {0, 0};
        Start start;
        if (const int x = at(d - 1, diagonal - 1); x != none && x < from_size_) // a line goes
            start = {x + 1, diagonal - 1};
        if (const int x = at(d - 1, diagonal + 1); x != none && x - diagonal <= to_size_ && x > start.x)
            start = {x, diagonal + 1}; // a line comes
        return start;
    }

    int end_of(int x, int diagonal) const {
        while (x != none && x < from_size_ && x - diagonal < to_size_ &&
               from_[static_cast<std::size_t>(x)] == to_[static_cast<std::size_t>(x - diagonal)])
            ++x;
        return x;
    }

    bool reaches_the_end() {
        for (int d = 0; d <= max_differences; ++d) {
            std::vector<int> row(2 * static_cast<std::size_t>(d) + 1, none);
            bool is_end = false;
            for (int diagonal = -d; diagonal <= d; diagonal += 2) {
                const int x = end_of(start_of(d, diagonal).x, diagonal);
                row[static_cast<std::size_t>(int64_t{diagonal} + d)] = x;
                is_end |= x == from_size_ && x - diagonal == to_size_;
            }
            reached_.push_back(std::move(row));
            if (is_end)
                return true;
        }
        return false;
    }

    std::span<const uint32_t> from_, to_;
    int from_size_, to_size_;
    std::vector<std::vector<int>> reached_; // for each d, of its diagonals: the place in `from`
};

} // namespace

std::vector<Edit> edits(std::span<const uint32_t> from, std::span<const uint32_t> to) {
    const Kept kept = Search(from, to).kept();
    std::vector<Edit> list;
    std::size_t x = 0, y = 0;
    while (x < from.size() || y < to.size()) {
        if (x < from.size() && y < to.size() && kept.from[x] && kept.to[y]) {
            ++x, ++y;
            continue;
        }
        Edit edit{x, 0, {}};
        for (; x < from.size() && !kept.from[x]; ++x)
            ++edit.removed;
        for (; y < to.size() && !kept.to[y]; ++y)
            edit.added.push_back(to[y]);
        list.push_back(std::move(edit));
    }
    return list;
}

} // namespace convlens
