// The window: what `convlens` opens when it is not asked for a file. Everything that knows Dear ImGui, OpenGL
// or GLFW lies behind this one function.
#pragma once

#include "document/document.h"
#include "document/network.h"
#include "i18n/catalogue.h"
#include "picture/geometry.h"
#include "picture/theme.h"
#include "picture/typesetter.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace convlens {

struct WindowOptions {
    Document document;
    std::optional<Language> language; // as asked for; else as the person chose last, else `default_language`
    Language default_language = Language::en;
    std::optional<ThemeId> theme; // as asked for; else as the person chose last, else light
    FontSet fonts;                // for figures and widgets alike
    bool play = true;
    std::optional<int64_t> step;            // the step that is shown first, finished
    int width = 1280, height = 720;         // px
    std::string scene_path;                 // the file that was opened, or empty
    std::string lesson;                     // ID, ID:PAGE or a file: opened first, or empty
    std::optional<NetworkDocument> network; // opened first, in place of `document`
    bool report = false; // hidden, for tests: a line of the state on standard output whenever it changes
    std::vector<Rect> monitors;             // hidden, for tests: places of monitors instead of the system's
    std::string clipboard;                  // hidden, for tests: text that is put there at the start
    bool leave_after_first_picture = false; // hidden, for measuring: says how long it took since GLFW began
};

/// Opens the window and stays until it is closed; returns the exit status. Throws Error (work:
/// `error.no_display`, `error.wayland_only`, `error.no_opengl`) where no window can be opened. Errors while
/// it is open are lines in the window.
int run_window(const WindowOptions& options);

} // namespace convlens
