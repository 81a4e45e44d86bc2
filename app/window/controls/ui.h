// What every panel draws with: theme, fonts, scale and texts; and Dear ImGui's style made from the theme.
#pragma once

#include "i18n/catalogue.h"
#include "picture/theme.h"
#include "picture/typesetter.h"

#include <imgui.h>

#include <string>
#include <string_view>

namespace convlens {

/// Faces of the widgets at their sizes (em in px at scale 1).
struct Fonts {
    ImFont* text = nullptr;      // 13
    ImFont* bold = nullptr;      // 13
    ImFont* small = nullptr;     // 11
    ImFont* title = nullptr;     // 16.5 bold, Latin only
    ImFont* mono = nullptr;      // 13
    ImFont* mono_bold = nullptr; // 13.5
    ImFont* number = nullptr;    // 19 bold, digits
};

struct Ui {
    const Theme& theme;
    const Fonts& fonts;
    Texts texts;
    float scale = 1;        // px of the window to one of the design
    bool can_focus = false; // the keyboard's focus may be in panels

    float px(float design) const { return design * scale; }
    /// A text of the catalogue as a label with a constant identity: "Play###play".
    std::string label(std::string_view key, std::string_view id) const;
};

ImU32 imgui_color(Color color);
ImVec4 imgui_vector(Color color);

/// Builds the atlas with the characters of `characters` beside Latin. Returned pointers are valid until the
/// next call.
Fonts load_fonts(const FontSet& files, std::string_view characters, float scale);
/// Colours, roundings and distances of the theme.
void apply_style(const Theme& theme, float scale);

/// Selects a font for a scope.
class WithFont {
public:
    explicit WithFont(ImFont* font) { ImGui::PushFont(font); }
    ~WithFont() { ImGui::PopFont(); }
    WithFont(const WithFont&) = delete;
    WithFont& operator=(const WithFont&) = delete;
};

} // namespace convlens
