// kept-NAME.json while somebody works, left-NAME.json afterwards, kept-NAME.lock beside both.
#include "window/application/files/autosave_file.h"

#include "i18n/error.h"
#include "output/files/atomic_file.h"
#include "output/files/write_path.h"
#include "window/platform/settings_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <utility>
#include <vector>

namespace convlens {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view working_prefix = "kept-"; // as earlier versions have it
constexpr std::string_view left_prefix = "left-", ending = ".json", lock_ending = ".lock";

std::string lock_path(const std::string& name) {
    return state_folder() + "/" + std::string(working_prefix) + name + std::string(lock_ending);
}

/// Held until it is closed; none: somebody else holds it, or it cannot be made.
std::optional<Descriptor> locked(const std::string& path) {
    Descriptor lock(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600));
    if (lock.get() < 0 || flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
        return std::nullopt;
    struct stat held = {}, there = {};
    const bool is_same = fstat(lock.get(), &held) == 0 && stat(path.c_str(), &there) == 0 &&
                         held.st_ino == there.st_ino && held.st_dev == there.st_dev;
    if (!is_same) // its holder has just removed it
        return std::nullopt;
    return lock;
}

void remove_file(const std::string& path) {
    std::error_code ignored;
    fs::remove(path, ignored);
}

struct Found {
    std::string name;
    bool is_left = false;
    fs::file_time_type time;
};

std::optional<Found> scene_at(const fs::directory_entry& entry) {
    std::string name = entry.path().filename().string();
    const bool is_left = name.starts_with(left_prefix);
    if ((!is_left && !name.starts_with(working_prefix)) || !name.ends_with(ending))
        return std::nullopt;
    name = name.substr(working_prefix.size(), name.size() - working_prefix.size() - ending.size());
    std::error_code error;
    const auto time = entry.last_write_time(error);
    if (name.empty() || error)
        return std::nullopt;
    return Found{name, is_left, time};
}

/// Newest first.
std::vector<Found> all_scenes() {
    std::vector<Found> all;
    std::error_code error;
    for (fs::directory_iterator entry(state_folder(), error); !error && entry != fs::directory_iterator();
         entry.increment(error))
        if (const auto found = scene_at(*entry))
            all.push_back(*found);
    std::sort(all.begin(), all.end(), [](const Found& a, const Found& b) { return a.time > b.time; });
    return all;
}

} // namespace

std::string AutosaveFile::path_of(const std::string& name, State state) {
    const std::string_view prefix = state == State::left ? left_prefix : working_prefix;
    return state_folder() + "/" + std::string(prefix) + name + std::string(ending);
}

std::string AutosaveFile::path() const {
    return path_of(name_, state_);
}

AutosaveFile AutosaveFile::create() {
    std::error_code ignored; // the lock itself says what is wrong
    fs::create_directories(state_folder(), ignored);
    constexpr int tries = 8; // a name that is taken is next to impossible
    for (int i = 0; i < tries; ++i) {
        const std::string name = random_name();
        if (auto lock = locked(lock_path(name)))
            return {name, State::working, std::move(*lock)};
    }
    throw_cannot_write(path_of("", State::working), errno);
}

std::optional<AutosaveFile> AutosaveFile::abandoned() {
    for (const Found& found : all_scenes()) {
        const State state = found.is_left ? State::left : State::working;
        auto lock = locked(lock_path(found.name));
        std::error_code ignored;
        if (lock && fs::exists(path_of(found.name, state), ignored)) // nobody was quicker
            return AutosaveFile(found.name, state, std::move(*lock));
    }
    return std::nullopt;
}

void AutosaveFile::write(std::string_view scene) {
    write_whole_file(path_of(name_, State::working), scene);
    if (std::exchange(state_, State::working) == State::left) // the new one is there
        remove_file(path_of(name_, State::left));
}

void AutosaveFile::leave() {
    std::error_code error;
    fs::rename(path_of(name_, State::working), path_of(name_, State::left), error);
    if (!error)
        state_ = State::left;
}

std::string AutosaveFile::put_aside() {
    const fs::path found(path());
    const fs::path aside = found.parent_path() / ("aside-" + found.filename().string());
    std::error_code ignored; // it stays where it is
    fs::rename(found, aside, ignored);
    remove_file(lock_path(name_));
    lock_.close();
    return aside.string();
}

void AutosaveFile::remove() {
    remove_file(path_of(name_, State::working));
    remove_file(path_of(name_, State::left));
    remove_file(lock_path(name_));
    lock_.close();
}

} // namespace convlens
