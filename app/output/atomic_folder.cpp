// The frames are moved one by one into a folder that exists, which takes a moment: signals wait until it is
// done.
#include "output/atomic_folder.h"

#include "output/unfinished.h"
#include "output/write_path.h"

#include <cerrno>
#include <climits>
#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace convlens {
namespace {

// Holds back the signals that end the program, for this thread.
class SignalsHeld {
public:
    SignalsHeld() {
        sigset_t held;
        sigemptyset(&held);
        for (const int signal_number : {SIGINT, SIGTERM, SIGHUP})
            sigaddset(&held, signal_number);
        pthread_sigmask(SIG_BLOCK, &held, &before_);
    }
    ~SignalsHeld() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    SignalsHeld(const SignalsHeld&) = delete;
    SignalsHeld& operator=(const SignalsHeld&) = delete;

private:
    sigset_t before_;
};

} // namespace

AtomicFolder::AtomicFolder(std::string path) : path_(std::move(path)) {
    target_ = path_;
    while (target_.size() > 1 && target_.ends_with('/'))
        target_.pop_back();
    if (target_.empty())
        throw_cannot_write(path_, ENOENT);
    struct stat existing = {};
    target_exists_ = stat(target_.c_str(), &existing) == 0;
    if (target_exists_ && !S_ISDIR(existing.st_mode))
        throw_cannot_write(path_, ENOTDIR);
    if (!target_exists_) {
        target_ = follow_links(target_);
        if (target_.empty())
            throw_cannot_write(path_, ELOOP);
    }
    const std::string name = (target_exists_ ? target_ : folder_of(target_)) + "/" + temporary_name();
    if (name.size() >= PATH_MAX - 2 * NAME_MAX)
        throw_cannot_write(path_, ENAMETOOLONG);
    slot_ = unfinished::register_cleanup(name, true);
    if (mkdir(name.c_str(), 0777) != 0) {
        const int reason = errno;
        unfinished::unregister_cleanup(std::exchange(slot_, -1));
        throw_cannot_write(path_, reason);
    }
    temporary_ = name;
}

AtomicFolder::~AtomicFolder() {
    if (!temporary_.empty()) {
        for (int64_t frame = 1; frame <= count_; ++frame)
            unlink((temporary_ + "/" + unfinished::frame_name(frame)).c_str());
        rmdir(temporary_.c_str());
    }
    unfinished::unregister_cleanup(slot_);
}

void AtomicFolder::add(std::string_view bytes) {
    unfinished::set_frames(slot_, ++count_); // before it is there
    const std::string name = temporary_ + "/" + unfinished::frame_name(count_);
    const int descriptor = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0)
        throw_write_failed(path_, errno);
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            const int reason = errno;
            close(descriptor);
            throw_write_failed(path_, reason);
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (close(descriptor) != 0)
        throw_write_failed(path_, errno);
}

void AtomicFolder::commit() {
    const SignalsHeld held;
    if (!target_exists_) {
        if (rename(temporary_.c_str(), target_.c_str()) != 0)
            throw_write_failed(path_, errno);
        temporary_.clear();
        return;
    }
    for (int64_t frame = 1; frame <= count_; ++frame) {
        struct stat existing = {};
        const std::string name = target_ + "/" + unfinished::frame_name(frame);
        if (lstat(name.c_str(), &existing) == 0 && S_ISDIR(existing.st_mode))
            throw_write_failed(name, EISDIR); // before the first one is moved
    }
    for (int64_t frame = 1; frame <= count_; ++frame) {
        const std::string name = "/" + unfinished::frame_name(frame);
        if (rename((temporary_ + name).c_str(), (target_ + name).c_str()) != 0)
            throw_write_failed(path_, errno);
    }
}

} // namespace convlens
