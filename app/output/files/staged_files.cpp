// Every temporary name begins alike, with what nobody can foresee.
#include "output/files/staged_files.h"

#include "output/files/held_signals.h"
#include "output/files/move_all.h"
#include "output/files/unfinished.h"
#include "output/files/write_path.h"

#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

namespace convlens {

StagedFiles::StagedFiles(const std::string& folder) : path_(folder), target_(without_slashes(folder)) {
    struct stat existing = {};
    exists_ = stat(target_.c_str(), &existing) == 0;
    if (exists_ && !S_ISDIR(existing.st_mode))
        throw_cannot_write(path_, ENOTDIR);
    if (!exists_ && access(folder_of(target_).c_str(), F_OK) != 0)
        throw_cannot_write(path_, errno);
    prefix_ = (exists_ ? target_ : folder_of(target_)) + "/" + temporary_name();
}

StagedFiles::~StagedFiles() {
    for (const File& file : files_) {
        unlink(file.temporary.c_str());
        unfinished::unregister_cleanup(file.slot);
    }
}

std::string StagedFiles::add(const std::string& name) {
    File file{name, prefix_ + "-" + name, -1};
    file.slot = unfinished::register_file(file.temporary);
    files_.push_back(file);
    return file.temporary;
}

void StagedFiles::commit() {
    for (const File& file : files_) {
        const std::string name = target_ + "/" + file.name;
        if (exists_ && is_folder(name))
            throw_cannot_write(name, EISDIR); // before the first one is moved
    }
    const HeldSignals held;
    if (!exists_ && mkdir(target_.c_str(), 0777) != 0)
        throw_write_failed(path_, errno);
    const int reason = move_all(static_cast<int64_t>(files_.size()), [&](int64_t i) {
        const File& file = files_[static_cast<std::size_t>(i)];
        return FileMove{file.temporary, target_ + "/" + file.name};
    });
    if (reason == 0)
        return;
    if (!exists_)
        rmdir(target_.c_str());
    throw_write_failed(path_, reason);
}

} // namespace convlens
