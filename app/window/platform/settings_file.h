// Where the settings and what is saved by itself lie on the disk.
#pragma once

#include "window/session/settings.h"

#include <optional>
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

/// The file as this window has written it last. What was asked for at the start of this run only, by an
/// option, does not get into it before the person chooses another value.
class SettingsFile {
public:
    explicit SettingsFile(const Settings& written, std::optional<ThemeId> asked_theme = {},
                          std::optional<Language> asked_language = {})
        : written_(written), asked_theme_(asked_theme), asked_language_(asked_language) {}
    /// Where they differ from what was written last. Throws Error, once for the same settings.
    void write(Settings settings);

private:
    Settings written_;
    std::optional<ThemeId> asked_theme_;
    std::optional<Language> asked_language_;
};

} // namespace convlens
