// A second name keeps what is replaced, so that at no moment nothing is at its place; file systems without
// such names move it away first.
#include "output/files/move_all.h"

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace convlens {
namespace {

std::string kept_name(const FileMove& move) {
    return move.from + ".old";
}

bool has_name(const FileMove& move) {
    return move.nameless.descriptor < 0;
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
    if (moved && has_name(move))
        std::rename(move.to.c_str(), move.from.c_str());
    else if (moved && !replaced)
        unlink(move.to.c_str());
    // Of two names for one file rename does nothing.
    if (replaced && std::rename(kept_name(move).c_str(), move.to.c_str()) == 0)
        unlink(kept_name(move).c_str());
}

} // namespace

int move_one(const FileMove& move) {
    if (!has_name(move)) {
        // A copy takes a while, and its place only when it is whole.
        int reason = move.nameless.is_file ? give_name(move.nameless, move.to) : EEXIST;
        if (reason != EEXIST)
            return reason;
        reason = give_name(move.nameless, move.from);
        if (reason != 0)
            return reason;
    }
    if (std::rename(move.from.c_str(), move.to.c_str()) == 0)
        return 0;
    const int reason = errno;
    if (!has_name(move))
        unlink(move.from.c_str());
    return reason;
}

int move_all(int64_t count, const std::function<FileMove(int64_t)>& move) {
    std::vector<bool> replaced; // of each that was moved
    int reason = 0;
    while (reason == 0 && static_cast<int64_t>(replaced.size()) < count) {
        const FileMove next = move(static_cast<int64_t>(replaced.size()));
        const bool replaces = keep_replaced(next, reason);
        if (reason != 0)
            break;
        reason = move_one(next);
        if (reason == 0)
            replaced.push_back(replaces);
        else
            put_back(next, replaces, false);
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

int in_made_folder(const std::string& folder, const std::function<int()>& work) {
    const bool is_made = mkdir(folder.c_str(), 0777) == 0;
    if (!is_made && errno != EEXIST)
        return errno;
    const int reason = work();
    if (reason != 0 && is_made)
        rmdir(folder.c_str());
    return reason;
}

int outliving(const std::function<int()>& work) {
    const pid_t child = fork();
    if (child < 0)
        return work();
    if (child == 0) {
        setsid(); // what ends a group of processes passes it over
        _exit(work());
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return EIO;
    return WIFEXITED(status) ? WEXITSTATUS(status) : EIO;
}

} // namespace convlens
