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

enum class Use : int { free, filling, file, folder };

struct Slot {
    std::atomic<Use> use{Use::free};
    std::atomic<int64_t> frames{0};
    std::array<char, PATH_MAX> path{};
};
static_assert(std::atomic<Use>::is_always_lock_free && std::atomic<int64_t>::is_always_lock_free);

// More than one process writes at the same time: `export --all` stages every figure.
std::array<Slot, 256> table;

// "/frame-000001.png" into `to`, at least six digits. By hand: printf is not async-signal-safe.
void put_frame_name(char* to, int64_t frame) {
    std::array<char, 20> digits{};
    int count = 0;
    for (int64_t rest = frame; rest > 0 || count < 6; rest /= 10)
        digits[static_cast<std::size_t>(count++)] = static_cast<char>('0' + rest % 10);
    constexpr char prefix[] = "/frame-";
    std::memcpy(to, prefix, sizeof prefix - 1);
    to += sizeof prefix - 1;
    while (count > 0)
        *to++ = digits[static_cast<std::size_t>(--count)];
    std::memcpy(to, ".png", sizeof ".png");
}
constexpr std::size_t frame_name_room = 40;

void remove_folder(const Slot& slot) {
    std::array<char, PATH_MAX + frame_name_room> path{};
    const std::size_t length = std::strlen(slot.path.data());
    std::memcpy(path.data(), slot.path.data(), length);
    for (int64_t frame = 1; frame <= slot.frames.load(); ++frame) {
        put_frame_name(path.data() + length, frame);
        unlink(path.data());
    }
    rmdir(slot.path.data());
}

extern "C" void remove_unfinished(int signal_number) {
    for (const Slot& slot : table) {
        const Use use = slot.use.load();
        if (use == Use::file)
            unlink(slot.path.data());
        else if (use == Use::folder)
            remove_folder(slot);
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

} // namespace

namespace unfinished {

int register_cleanup(const std::string& path, bool is_folder) {
    assert(path.size() < PATH_MAX);
    for (std::size_t i = 0; i < table.size(); ++i) {
        Use expected = Use::free;
        if (!table[i].use.compare_exchange_strong(expected, Use::filling))
            continue;
        std::memcpy(table[i].path.data(), path.c_str(), path.size() + 1);
        table[i].frames = 0;
        table[i].use = is_folder ? Use::folder : Use::file;
        return static_cast<int>(i);
    }
    assert(false && "more files are being written than the table has room for");
    return -1;
}

void set_frames(int slot, int64_t frames) {
    table.at(static_cast<std::size_t>(slot)).frames = frames;
}

void unregister_cleanup(int slot) {
    table.at(static_cast<std::size_t>(slot)).use = Use::free;
}

std::string frame_name(int64_t frame) {
    std::array<char, frame_name_room> name{};
    put_frame_name(name.data(), frame);
    return name.data() + 1; // without the slash
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
