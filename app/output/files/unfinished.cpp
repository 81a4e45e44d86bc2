// Everything that the handler calls is on POSIX's list of async-signal-safe functions.
#include "output/files/unfinished.h"

#include "output/files/atomic_file.h"

#include <array>
#include <atomic>
#include <cassert>
#include <climits>
#include <csignal>
#include <cstring>
#include <unistd.h>

namespace convlens {
namespace {

enum class Use : int { free, filling, file, child };

struct Slot {
    std::atomic<Use> use{Use::free};
    std::array<char, PATH_MAX> path{};
    pid_t child = -1;
};
static_assert(std::atomic<Use>::is_always_lock_free);

// Several files are written at the same time.
std::array<Slot, 256> table;

extern "C" void remove_unfinished(int signal_number) {
    for (const Slot& slot : table) {
        const Use use = slot.use.load();
        if (use == Use::file)
            unlink(slot.path.data());
        else if (use == Use::child)
            kill(slot.child, SIGKILL);
    }
    std::signal(signal_number, SIG_DFL);
    std::raise(signal_number);
}

void handle(int signal_number, bool even_if_ignored) {
    struct sigaction action = {};
    sigaction(signal_number, nullptr, &action);
    if (action.sa_handler == SIG_IGN && !even_if_ignored)
        return;
    action = {};
    action.sa_handler = remove_unfinished;
    sigfillset(&action.sa_mask); // one removal at a time
    sigaction(signal_number, &action, nullptr);
}

void put_path(Slot& slot, const std::string& path) {
    assert(path.size() < slot.path.size());
    std::memcpy(slot.path.data(), path.c_str(), path.size() + 1);
}

/// A free slot, filled by `fill` while the handler passes it over; -1: there is none.
template <class Fill> int enter(Use use, const Fill& fill) {
    for (std::size_t i = 0; i < table.size(); ++i) {
        Use expected = Use::free;
        if (!table[i].use.compare_exchange_strong(expected, Use::filling))
            continue;
        fill(table[i]);
        table[i].use = use;
        return static_cast<int>(i);
    }
    assert(false && "more is being written than the table has room for");
    return -1;
}

} // namespace

namespace unfinished {

int register_file(const std::string& path) {
    return enter(Use::file, [&](Slot& slot) { put_path(slot, path); });
}

int register_child(pid_t child) {
    return enter(Use::child, [&](Slot& slot) { slot.child = child; });
}

void unregister_cleanup(int slot) {
    if (slot < 0)
        return;
    table.at(static_cast<std::size_t>(slot)).use = Use::free;
}

} // namespace unfinished

void install_signal_cleanup() {
    handle(SIGINT, true);
    handle(SIGTERM, true);
    handle(SIGHUP, false); // nohup keeps its meaning
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

} // namespace convlens
