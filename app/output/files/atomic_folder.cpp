// The frames are moved one by one into a folder that exists, which takes a moment: signals wait until it is
// done.
#include "output/files/atomic_folder.h"

#include "output/files/held_signals.h"
#include "output/files/move_all.h"
#include "output/files/unfinished.h"
#include "output/files/write_path.h"

#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace convlens {
AtomicFolder::AtomicFolder(std::string path, std::string_view ending)
    : path_(std::move(path)), ending_(ending) {
    target_ = without_slashes(path_);
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
    slot_ = unfinished::register_folder(name, ending_);
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
            unlink((temporary_ + "/" + unfinished::frame_name(frame, ending_)).c_str());
        rmdir(temporary_.c_str());
    }
    unfinished::unregister_cleanup(slot_);
}

void AtomicFolder::add(std::string_view bytes) {
    unfinished::set_frames(slot_, ++count_); // before it is there
    const std::string name = temporary_ + "/" + unfinished::frame_name(count_, ending_);
    const int descriptor = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0)
        throw_write_failed(path_, errno);
    const int reason = write_all(descriptor, bytes);
    if (const bool is_closed = close(descriptor) == 0; reason != 0 || !is_closed)
        throw_write_failed(path_, reason != 0 ? reason : errno);
}

void AtomicFolder::commit() {
    const HeldSignals held;
    if (!target_exists_) {
        if (rename(temporary_.c_str(), target_.c_str()) != 0)
            throw_write_failed(path_, errno);
        temporary_.clear();
        return;
    }
    for (int64_t frame = 1; frame <= count_; ++frame) {
        const std::string name = target_ + "/" + unfinished::frame_name(frame, ending_);
        if (is_folder(name))
            throw_write_failed(name, EISDIR); // before the first one is moved
    }
    const int reason = move_all(count_, [&](int64_t i) {
        const std::string name = "/" + unfinished::frame_name(i + 1, ending_);
        return FileMove{temporary_ + name, target_ + name};
    });
    if (reason != 0)
        throw_write_failed(path_, reason);
}

} // namespace convlens
