// Where the settings and what is saved by itself lie on the disk.
#pragma once

#include "window/session/settings.h"

#include <string>

namespace convlens {

/// Under XDG's folder of configuration. Empty: there is no such folder and no home, and nothing is kept.
std::string settings_path();
/// The folder of documents that are saved while working, XDG's state. Empty: as above.
std::string state_folder();
/// Defaults where there is no regular file.
Settings load_settings();
/// Written atomically; not at all where there is no place. Throws Error.
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
