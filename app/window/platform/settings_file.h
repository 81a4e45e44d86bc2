// Where the settings and what is saved by itself lie on the disk.
#pragma once

#include "window/session/settings.h"

#include <string>

namespace convlens {

/// Under XDG's folder of configuration.
std::string settings_path();
/// The folder of documents that are saved while working, XDG's state.
std::string state_folder();
/// Defaults where there is no file.
Settings load_settings();
/// Written atomically. Throws Error.
void save_settings(const Settings& settings);

/// The file as this window has written it last.
class SettingsFile {
public:
    explicit SettingsFile(const Settings& written) : written_(written) {}
    /// Where they differ from what was written last. Throws Error, once for the same settings.
    void write(const Settings& settings);

private:
    Settings written_;
};

} // namespace convlens
