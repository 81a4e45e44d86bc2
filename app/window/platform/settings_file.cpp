// The XDG folders, or their places below the home folder.
#include "window/platform/settings_file.h"

#include "i18n/error.h"
#include "input/gate.h"
#include "output/files/atomic_file.h"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace convlens {
namespace {

namespace fs = std::filesystem;
constexpr int64_t max_bytes = 65536; // of the settings

/// Empty where neither variable names a place that is the person's own.
std::string folder(const char* variable, const char* below_home) {
    const char* set = std::getenv(variable);
    if (set != nullptr && set[0] == '/')
        return std::string(set) + "/convlens";
    const char* home = std::getenv("HOME");
    if (home == nullptr || home[0] != '/')
        return {};
    return std::string(home) + "/" + below_home + "/convlens";
}

} // namespace

std::string settings_path() {
    const std::string found = folder("XDG_CONFIG_HOME", ".config");
    return found.empty() ? found : found + "/settings";
}

std::string state_folder() {
    return folder("XDG_STATE_HOME", ".local/state");
}

Settings load_settings() {
    try {
        return read_settings(read_file(settings_path(), max_bytes));
    } catch (const Error&) {
        return {}; // there is none yet, or it is no file
    }
}

void save_settings(const Settings& settings) {
    const std::string path = settings_path();
    if (path.empty())
        return;
    std::error_code ignored; // the file itself says what is wrong
    fs::create_directories(fs::path(path).parent_path(), ignored);
    if (fs::exists(path, ignored) && !fs::is_regular_file(path, ignored)) // a pipe would be waited for
        throw Error(Error::Fault::request, "error.not_a_file", {}, path);
    write_whole_file(path, write_settings(settings));
}

void SettingsFile::write(Settings settings) {
    if (asked_theme_ == settings.theme)
        settings.theme = written_.theme;
    else
        asked_theme_.reset();
    if (asked_language_ && asked_language_ == settings.language)
        settings.language = written_.language;
    else
        asked_language_.reset();
    if (settings == written_)
        return;
    written_ = settings;
    save_settings(settings);
}

} // namespace convlens
