// Names come in a process that outlives this one: a new folder is filled beside its place and moved, an old
// one gets its files one by one.
#include "output/files/staged_files.h"

#include "output/files/held_signals.h"
#include "output/files/move_all.h"
#include "output/files/write_path.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace convlens {
namespace {

std::atomic<int64_t> held_descriptors = 0; // of all that are being staged

/// How many descriptors may be held: so many that the rest of the program has what it needs, and the system
/// too.
int64_t descriptor_room() {
    constexpr int64_t others = 256, enough = 8192;
    static const int64_t room = [] {
        rlimit limit = {};
        if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
            return int64_t{0};
        limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, std::max<rlim_t>(limit.rlim_cur, enough + others));
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
        const auto all = static_cast<int64_t>(std::min<rlim_t>(limit.rlim_cur, enough + others));
        return std::max<int64_t>(all - others, 0);
    }();
    return room;
}

} // namespace

StagedFiles::StagedFiles(const std::string& folder, bool makes_parent)
    : path_(folder), target_(without_slashes(folder)), makes_parent_(makes_parent) {
    if (target_.empty())
        throw_cannot_write(path_, ENOENT);
    struct stat existing = {};
    exists_ = stat(target_.c_str(), &existing) == 0;
    if (exists_ && S_ISREG(existing.st_mode) && existing.st_nlink == 0)
        open_stream();
    else if (exists_ && !S_ISDIR(existing.st_mode))
        throw_cannot_write(path_, ENOTDIR);
    else
        open_folder();
}

/// Also tells whether anything can be written there.
void StagedFiles::open_folder() {
    if (!exists_) {
        target_ = follow_links(target_);
        if (target_.empty())
            throw_cannot_write(path_, ELOOP);
    }
    inside_ = exists_ ? target_ : folder_of(target_);
    if (makes_parent_ && is_missing(inside_)) {
        new_parent_ = without_slashes(inside_);
        inside_ = folder_of(new_parent_);
    }
    if (inside_.size() >= PATH_MAX - 3 * NAME_MAX)
        throw_cannot_write(path_, ENAMETOOLONG);
    bool ignored = false;
    spool_.descriptor = open_nameless_in(inside_, 0600, ignored);
    if (spool_.descriptor < 0)
        throw_cannot_write(path_, errno);
}

StagedFiles::~StagedFiles() {
    for (const File& file : files_) {
        if (file.bytes.descriptor == spool_.descriptor)
            continue;
        close(file.bytes.descriptor);
        --held_descriptors;
    }
    if (spool_.descriptor >= 0)
        close(spool_.descriptor);
}

void StagedFiles::open_stream() {
    is_stream_ = true;
    spool_.descriptor = ::open(target_.c_str(), O_WRONLY | O_CLOEXEC);
    if (spool_.descriptor < 0)
        throw_cannot_write(path_, errno);
}

/// Without a descriptor where there is no room for one more.
NamelessBytes StagedFiles::open_file() {
    if (++held_descriptors <= descriptor_room()) {
        NamelessBytes file;
        file.descriptor = open_nameless_in(inside_, 0666, file.is_file);
        if (file.descriptor >= 0)
            return file;
        if (errno != EMFILE && errno != ENFILE) {
            const int reason = errno;
            --held_descriptors;
            throw_write_failed(path_, reason);
        }
    }
    --held_descriptors;
    return {};
}

NamelessBytes StagedFiles::spooled(std::string_view bytes) {
    const auto size = static_cast<int64_t>(bytes.size());
    if (const int reason = write_all(spool_.descriptor, bytes); reason != 0)
        throw_write_failed(path_, reason);
    return {spool_.descriptor, false, std::exchange(spool_.size, spool_.size + size), size};
}

std::string StagedFiles::add(const std::string& name) {
    assert(!is_stream_);
    const NamelessBytes file = open_file();
    if (file.descriptor < 0)
        throw_write_failed(path_, EMFILE);
    files_.push_back({name, file});
    return descriptor_path(file.descriptor);
}

void StagedFiles::add(const std::string& name, std::string_view bytes) {
    if (is_stream_) {
        spooled(bytes);
        return;
    }
    const NamelessBytes file = open_file();
    if (file.descriptor < 0) {
        files_.push_back({name, spooled(bytes)});
        return;
    }
    files_.push_back({name, file});
    int reason = write_all(file.descriptor, bytes);
    // Some file systems say only at its end that the disk is full: a copy of the descriptor is closed.
    if (const int copy = reason == 0 ? dup(file.descriptor) : -1;
        reason == 0 && (copy < 0 || close(copy) != 0))
        reason = errno;
    if (reason != 0)
        throw_write_failed(path_, reason);
}

/// Beside its place, then moved there.
int StagedFiles::make_folder() const {
    const std::string made = inside_ + "/" + temporary_name();
    if (mkdir(made.c_str(), 0777) != 0)
        return errno;
    int reason = 0;
    std::size_t named = 0;
    for (; reason == 0 && named < files_.size(); ++named)
        reason = give_name(files_[named].bytes, made + "/" + files_[named].name);
    if (reason == 0 && rename(made.c_str(), target_.c_str()) == 0)
        return 0;
    if (reason == 0)
        reason = errno;
    for (std::size_t i = 0; i < named; ++i)
        unlink((made + "/" + files_[i].name).c_str());
    rmdir(made.c_str());
    return reason;
}

int StagedFiles::fill_folder() const {
    const std::string beside = inside_ + "/" + temporary_name() + "-";
    return move_all(static_cast<int64_t>(files_.size()), [&](int64_t i) {
        const File& file = files_[static_cast<std::size_t>(i)];
        return FileMove{beside + std::to_string(i), target_ + "/" + file.name, file.bytes};
    });
}

int StagedFiles::give_names() const {
    if (exists_)
        return fill_folder();
    return new_parent_.empty() ? make_folder()
                               : in_made_folder(new_parent_, [this] { return make_folder(); });
}

void StagedFiles::commit() {
    if (is_stream_)
        return;
    for (File& file : files_) {
        const std::string name = target_ + "/" + file.name;
        if (exists_ && is_folder(name))
            throw_write_failed(name, EISDIR); // before the first one is moved
        if (file.bytes.descriptor == spool_.descriptor)
            continue;
        struct stat written = {};
        if (fstat(file.bytes.descriptor, &written) != 0)
            throw_write_failed(name, errno);
        file.bytes.size = written.st_size;
    }
    const HeldSignals held;
    const int reason = outliving([this] { return give_names(); });
    if (reason != 0)
        throw_write_failed(path_, reason);
}

} // namespace convlens
