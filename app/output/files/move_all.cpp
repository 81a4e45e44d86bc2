// A second name keeps what is replaced, so that at no moment nothing is at its place; file systems without
// such names move it away first.
#include "output/files/move_all.h"

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <unistd.h>
#include <vector>

namespace convlens {
namespace {

std::string kept_name(const FileMove& move) {
    return move.from + ".old";
}

/// Keeps what is at the place; false: nothing is. `reason`: why it cannot be kept.
bool keep_replaced(const FileMove& move, int& reason) {
    const std::string kept = kept_name(move);
    if (link(move.to.c_str(), kept.c_str()) == 0)
        return true;
    if (errno == ENOENT)
        return false;
    if (std::rename(move.to.c_str(), kept.c_str()) == 0)
        return true;
    reason = errno;
    return false;
}

void put_back(const FileMove& move, bool replaced, bool moved) {
    if (moved)
        std::rename(move.to.c_str(), move.from.c_str());
    // Of two names for one file rename does nothing.
    if (replaced && std::rename(kept_name(move).c_str(), move.to.c_str()) == 0)
        unlink(kept_name(move).c_str());
}

} // namespace

int move_all(int64_t count, const std::function<FileMove(int64_t)>& move) {
    std::vector<bool> replaced; // of each that was moved
    int reason = 0;
    while (reason == 0 && static_cast<int64_t>(replaced.size()) < count) {
        const FileMove next = move(static_cast<int64_t>(replaced.size()));
        const bool replaces = keep_replaced(next, reason);
        if (reason == 0 && std::rename(next.from.c_str(), next.to.c_str()) != 0) {
            reason = errno;
            put_back(next, replaces, false);
        }
        if (reason == 0)
            replaced.push_back(replaces);
    }
    for (std::size_t i = replaced.size(); i-- > 0;) {
        const FileMove done = move(static_cast<int64_t>(i));
        if (reason != 0)
            put_back(done, replaced[i], true);
        else if (replaced[i])
            unlink(kept_name(done).c_str());
    }
    return reason;
}

} // namespace convlens
