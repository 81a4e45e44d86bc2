// The fonts of the widgets, with every character that they may show: Dear ImGui has '?' for what its atlas
// lacks.
#pragma once

#include "i18n/catalogue.h"
#include "window/application/jobs.h"
#include "window/controls/ui.h"
#include "window/session/session.h"
#include "window/session/settings.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace convlens {

/// Needs Dear ImGui's context from its beginning to its end.
class FontAtlas {
public:
    /// Begins an atlas beside the window, which the system opens meanwhile. If the screen has another
    /// scale, it is made again. `files` stay the caller's.
    FontAtlas(const FontSet& files, Language language, float scale, Executor& executor);

    /// Makes the atlas anew where it lacks a character or has another scale. True: its texture must be
    /// replaced.
    bool update(Language language, const Session& session, const Settings& settings, float scale);
    const Fonts& fonts() const { return fonts_; }
    float scale() const { return scale_; }
    /// Waits for what was begun beside the window.
    void wait() { early_.wait(); }

private:
    /// What the characters follow from.
    struct Shown {
        Language language{};
        std::string message;
        bool lists_files = false;
        std::vector<std::string> recent;
        std::string path; // that is typed
        std::string export_path;
        std::string presenter;                        // what is told beside the class's picture
        std::filesystem::file_time_type changed_at{}; // its folder
        bool operator==(const Shown&) const = default;
    };
    static Shown shown_by(Language language, const Session& session, const Settings& settings);
    static std::string characters_of(const Shown& shown);

    const FontSet& files_;
    Job<Fonts> early_;
    Fonts fonts_;
    std::optional<Shown> shown_; // as characters_ were found
    std::string characters_;     // in the atlas; they stay in it
    float scale_;
};

} // namespace convlens
