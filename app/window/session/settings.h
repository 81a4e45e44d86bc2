// What a person chose for all sessions: theme, language, size, motion, files opened last. As text, lines
// `name=value`; where it lies, platform/settings_file knows.
#pragma once

#include "i18n/catalogue.h"
#include "picture/theme.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

struct Settings {
    static constexpr std::size_t max_recent = 8;
    static constexpr float smallest_scale = 0.5F, largest_scale = 3;

    ThemeId theme = ThemeId::light;
    std::optional<Language> language; // none: as the system's
    float scale = 1;
    bool reduced_motion = false;
    bool in_class = false;           // lessons are walked by a teacher before a class, not alone
    std::vector<std::string> recent; // newest first
    bool operator==(const Settings&) const = default;
};

/// Lines `name=value`; what is unknown or malformed is passed over.
Settings read_settings(std::string_view text);
std::string write_settings(const Settings& settings);
void add_recent(Settings& settings, const std::string& path);

} // namespace convlens
