// A file is due a moment after an edit, so that dragging a slider does not write one for each value.
#include "window/application/autosave.h"

#include "document/scene_file.h"
#include "input/scene_input.h"
#include "output/files/atomic_file.h"
#include "window/platform/settings_file.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace convlens {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view prefix = "kept-"; // of the files' names, as earlier versions have them
constexpr double delay = 1.5;                // seconds

std::string file_of(long process) {
    return state_folder() + "/" + std::string(prefix) + std::to_string(process) + ".json";
}

bool is_alive(long process) {
    return process > 0 && (kill(static_cast<pid_t>(process), 0) == 0 || errno == EPERM);
}

/// The newest file of a process that is no more, or empty.
std::string abandoned_file() {
    std::string found;
    fs::file_time_type newest{};
    std::error_code error;
    for (fs::directory_iterator entry(state_folder(), error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (!name.starts_with(prefix) || is_alive(std::atol(name.c_str() + prefix.size())))
            continue;
        std::error_code ignored;
        const auto time = entry->last_write_time(ignored);
        if (found.empty() || time > newest) {
            found = entry->path().string();
            newest = time;
        }
    }
    return found;
}

std::string text_of(const Figure& figure) {
    struct Writer {
        std::string operator()(const Document& document) const { return write_scene(document); }
    };
    return std::visit(Writer(), figure);
}

} // namespace

Autosave::Autosave(const Figure& first, Executor& executor)
    : executor_(executor), own_path_(file_of(getpid())), found_path_(abandoned_file()), saved_(first) {}

double Autosave::due_at(double changed_at) const {
    return changed_at == saved_change_ ? 0 : changed_at + delay;
}

std::exception_ptr Autosave::update(const Figure& figure, double changed_at, double now) {
    std::exception_ptr failure;
    if (const auto outcome = saving_.take(); outcome && !outcome->value)
        failure = outcome->error;
    if (due_at(changed_at) == 0 || now < due_at(changed_at) || saving_.is_running())
        return failure;
    saved_change_ = changed_at;
    if (figure == saved_)
        return failure;
    saved_ = figure;
    saving_ = Job<bool>(executor_, [figure, path = own_path_](JobControl&) {
        std::error_code ignored; // the file itself says what is wrong
        fs::create_directories(state_folder(), ignored);
        AtomicFile file(path);
        file.write(text_of(figure));
        file.commit();
        return true;
    });
    return failure;
}

Figure Autosave::read_found() const {
    return read_scene_file(found_path_);
}

std::string Autosave::put_found_aside() {
    const fs::path found(std::exchange(found_path_, {}));
    const fs::path aside = found.parent_path() / ("aside-" + found.filename().string());
    std::error_code ignored; // it stays where it is
    fs::rename(found, aside, ignored);
    return aside.string();
}

void Autosave::forget_found() {
    std::error_code ignored;
    fs::remove(found_path_, ignored);
    found_path_.clear();
}

void Autosave::forget_own() {
    saving_ = {};
    std::error_code ignored;
    fs::remove(own_path_, ignored);
}

} // namespace convlens
