// The XDG folders, or their places below the home folder.
#include "window/platform/settings_file.h"

#include "output/files/atomic_file.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace convlens {
namespace {

namespace fs = std::filesystem;

std::string folder(const char* variable, const char* below_home) {
    const char* set = std::getenv(variable);
    if (set != nullptr && set[0] == '/')
        return std::string(set) + "/convlens";
    const char* home = std::getenv("HOME");
    return std::string(home != nullptr ? home : "/tmp") + "/" + below_home + "/convlens";
}

} // namespace

std::string settings_path() {
    return folder("XDG_CONFIG_HOME", ".config") + "/settings";
}

std::string state_folder() {
    return folder("XDG_STATE_HOME", ".local/state");
}

Settings load_settings() {
    std::ifstream file(settings_path(), std::ios::binary);
    std::string text(65536, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    return read_settings(text);
}

void save_settings(const Settings& settings) {
    std::error_code ignored; // the file itself says what is wrong
    fs::create_directories(fs::path(settings_path()).parent_path(), ignored);
    AtomicFile file(settings_path());
    file.write(write_settings(settings));
    file.commit();
}

void SettingsFile::write(const Settings& settings) {
    if (settings == written_)
        return;
    written_ = settings;
    save_settings(settings);
}

} // namespace convlens
