// The temporary lies beside the target, so that rename() is atomic, under a name that nobody can foresee.
#include "output/files/atomic_file.h"

#include "output/files/held_signals.h"
#include "output/files/move_all.h"
#include "output/files/nameless.h"
#include "output/files/unfinished.h"
#include "output/files/write_path.h"

#include <cassert>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace convlens {
namespace {

constexpr std::size_t buffer_size = 1 << 16;

bool is_same_file(const struct stat& a, const struct stat& b) {
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

} // namespace

AtomicFile::AtomicFile(std::string path, FileOrder order, bool makes_folder)
    : path_(std::move(path)), makes_folder_(makes_folder) {
    buffer_.reserve(buffer_size);
    open();
    if (order == FileOrder::any && target_.empty())
        gather();
}

AtomicFile::~AtomicFile() {
    for (const int descriptor : {descriptor_, goal_})
        if (descriptor > STDERR_FILENO || (descriptor >= 0 && path_ != "-"))
            close(descriptor);
    if (!temporary_.empty() && !is_nameless_)
        unlink(temporary_.c_str());
    if (slot_ >= 0)
        unfinished::unregister_cleanup(slot_);
}

void AtomicFile::open() {
    if (path_ == "-") {
        descriptor_ = STDOUT_FILENO;
        return;
    }
    if (path_.empty())
        throw_cannot_write(path_, ENOENT);
    if (path_.ends_with('/'))
        throw_cannot_write(path_, EISDIR);
    struct stat at_path = {};
    if (stat(path_.c_str(), &at_path) == 0) {
        if (S_ISDIR(at_path.st_mode))
            throw_cannot_write(path_, EISDIR);
        if (!S_ISREG(at_path.st_mode))
            return open_straight();
    } else if (errno != ENOENT) {
        throw_cannot_write(path_, errno);
    }
    target_ = follow_links(path_);
    if (target_.empty())
        throw_cannot_write(path_, ELOOP);
    struct stat at_target = {};
    // Links below /proc/self/fd may name a file that is no longer at that place.
    if (at_path.st_ino != 0 && (stat(target_.c_str(), &at_target) != 0 || !is_same_file(at_path, at_target)))
        return open_straight();
    open_temporary();
}

void AtomicFile::open_straight() {
    target_.clear();
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor_ < 0)
        throw_cannot_write(path_, errno);
}

void AtomicFile::open_temporary() {
    struct stat existing = {};
    const bool exists = stat(target_.c_str(), &existing) == 0;
    if (exists && access(target_.c_str(), W_OK) != 0)
        throw_cannot_write(path_, errno);
    std::string folder = folder_of(target_);
    if (makes_folder_ && is_missing(folder)) {
        new_folder_ = without_slashes(folder);
        folder = folder_of(new_folder_);
    }
    const std::string name = folder + "/" + temporary_name();
    if (name.size() >= PATH_MAX)
        throw_cannot_write(path_, ENAMETOOLONG);
    const mode_t mode = exists ? 0600 : 0666;
    // To be opened for reading, too: by another program, in /proc/self/fd.
    descriptor_ = ::open(folder.c_str(), O_RDWR | O_TMPFILE | O_CLOEXEC, mode);
    is_nameless_ = descriptor_ >= 0;
    if (!is_nameless_) {
        slot_ = unfinished::register_file(name);
        descriptor_ = ::open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (descriptor_ < 0) {
            const int reason = errno;
            unfinished::unregister_cleanup(std::exchange(slot_, -1));
            throw_cannot_write(path_, reason);
        }
    }
    temporary_ = name;
    if (exists)
        fchmod(descriptor_, existing.st_mode & 07777); // as far as the file system has modes
}

/// From now on the bytes go to a file without a name.
void AtomicFile::gather() {
    goal_ = descriptor_;
    descriptor_ = open_nameless();
    if (descriptor_ < 0)
        throw_cannot_write(path_, errno);
}

/// What is gathered, to where it belongs.
void AtomicFile::pass_on() {
    std::swap(descriptor_, goal_);
    copy(goal_);
    flush();
    close(std::exchange(goal_, -1));
}

void AtomicFile::copy(int descriptor) {
    std::vector<char> piece(buffer_size);
    off_t at = 0;
    ssize_t size = 0;
    while ((size = pread(descriptor, piece.data(), piece.size(), at)) > 0) {
        write(piece.data(), static_cast<std::size_t>(size));
        at += size;
    }
    if (size < 0)
        throw_write_failed(path_, errno);
}

void AtomicFile::overwrite(int64_t offset, std::string_view bytes) {
    flush();
    while (!bytes.empty()) {
        const ssize_t written = pwrite(descriptor_, bytes.data(), bytes.size(), offset);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            throw_write_failed(path_, errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
        offset += written;
    }
}

void AtomicFile::write(const void* bytes, std::size_t size) {
    if (buffer_.size() + size > buffer_size)
        flush();
    const char* begin = static_cast<const char*>(bytes);
    if (size >= buffer_size)
        write_out(begin, size);
    else
        buffer_.insert(buffer_.end(), begin, begin + size);
}

void AtomicFile::flush() {
    write_out(buffer_.data(), buffer_.size());
    buffer_.clear();
}

void AtomicFile::write_out(const char* bytes, std::size_t size) {
    assert(descriptor_ >= 0);
    if (const int reason = write_all(descriptor_, {bytes, size}); reason != 0)
        throw_write_failed(path_, reason);
}

void AtomicFile::finish() {
    flush();
    if (goal_ >= 0)
        pass_on();
    // Standard output is closed too: some file systems say only then that the disk is full. A copy of the
    // descriptor does that without taking it from the program.
    const bool stays = is_nameless_ || path_ == "-";
    const int closing = stays ? dup(descriptor_) : descriptor_;
    if (!stays)
        descriptor_ = -1;
    is_finished_ = true;
    if (closing < 0 || close(closing) != 0)
        throw_write_failed(path_, errno);
}

FileMove AtomicFile::move() const {
    return {temporary_, target_, {is_nameless_ ? descriptor_ : -1, is_nameless_}};
}

/// What has no name takes that of the target where it is free; to replace a file it needs another for a
/// moment.
int AtomicFile::take_place() const {
    const FileMove asked = move();
    if (!new_folder_.empty()) {
        const HeldSignals held;
        return outliving([&] { return in_made_folder(new_folder_, [&] { return move_one(asked); }); });
    }
    if (!is_nameless_)
        return move_one(asked); // one rename
    if (const int reason = give_name(asked.nameless, target_); reason != EEXIST)
        return reason;
    const HeldSignals held;
    return outliving([&] { return move_one(asked); });
}

void AtomicFile::commit() {
    if (!is_finished_)
        finish();
    if (temporary_.empty())
        return;
    if (const int reason = take_place(); reason != 0)
        throw_write_failed(path_, reason);
    temporary_.clear();
}

void AtomicFile::commit_all(std::span<AtomicFile* const> files) {
    std::vector<AtomicFile*> waiting;
    for (AtomicFile* const file : files) {
        if (!file->is_finished_)
            file->finish();
        assert(file->new_folder_.empty());
        if (!file->temporary_.empty())
            waiting.push_back(file);
    }
    if (waiting.empty())
        return;
    if (waiting.size() == 1)
        return waiting.front()->commit();
    const HeldSignals held;
    const int reason = outliving([&] {
        return move_all(static_cast<int64_t>(waiting.size()),
                        [&](int64_t i) { return waiting[static_cast<std::size_t>(i)]->move(); });
    });
    if (reason != 0)
        throw_write_failed(waiting.front()->path_, reason);
    for (AtomicFile* const file : waiting)
        file->temporary_.clear();
}

void write_whole_file(const std::string& path, std::string_view bytes) {
    AtomicFile(path).write_whole(bytes);
}

} // namespace convlens
