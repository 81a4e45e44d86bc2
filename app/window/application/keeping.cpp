// The document is kept while working: if the program or the X server dies, the next start offers it. One file
// a process under XDG's state folder; it goes when the window closes in peace.
#include "window/application/application.h"

#include "document/scene_file.h"
#include "input/scene_input.h"
#include "output/atomic_file.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace convlens {
namespace {

namespace fs = std::filesystem;
constexpr const char* prefix = "kept-";

std::string kept_file_of(long process) {
    return state_folder() + "/" + prefix + std::to_string(process) + ".json";
}

} // namespace

void Application::find_kept() {
    kept_path_ = kept_file_of(getpid());
    kept_ = history_.current();
    std::error_code error;
    fs::file_time_type newest{};
    for (fs::directory_iterator entry(state_folder(), error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (name.rfind(prefix, 0) != 0)
            continue;
        const long process = std::atol(name.c_str() + std::string_view(prefix).size());
        const bool alive = process > 0 && (kill(static_cast<pid_t>(process), 0) == 0 || errno == EPERM);
        std::error_code ignored;
        const auto time = entry->last_write_time(ignored);
        if (!alive && (found_path_.empty() || time > newest)) {
            found_path_ = entry->path().string();
            newest = time;
        }
    }
    session_.can_restore = !found_path_.empty();
}

void Application::keep_document() {
    if (auto outcome = keeping_.take(); outcome && !outcome->value)
        say(sentence(outcome->error), 8);
    if (kept_at_ == 0 || platform_seconds() < kept_at_ || keeping_.is_running())
        return;
    kept_at_ = 0;
    if (history_.current() == kept_)
        return;
    kept_ = history_.current();
    keeping_ = Job<bool>(
        [document = kept_, path = kept_path_](JobControl&) {
            std::error_code ignored; // the file itself says what is wrong
            fs::create_directories(state_folder(), ignored);
            AtomicFile file(path);
            file.write(write_scene(document));
            file.commit();
            return true;
        },
        wake_platform);
}

void Application::restore() {
    session_.can_restore = false;
    const std::string path = found_path_;
    try {
        const Document document = read_scene_file(path);
        gestures_.press();
        commit(document);
        session_.playhead_us = 0;
        forget_kept(false);
    } catch (const std::exception&) {
        say(sentence(std::current_exception()), 10);
    }
}

void Application::forget_kept(bool own) {
    std::error_code ignored;
    if (own) {
        keeping_ = {};
        fs::remove(kept_path_, ignored);
    } else {
        fs::remove(found_path_, ignored);
        found_path_.clear();
        session_.can_restore = false;
    }
}

void Application::write_settings_soon() {
    if (settings_ == written_settings_)
        return;
    written_settings_ = settings_;
    try {
        save_settings(settings_);
    } catch (const std::exception&) {
        say(sentence(std::current_exception()), 8);
    }
}

} // namespace convlens
