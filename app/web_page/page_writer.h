// The page around its pictures: one file, which nothing else belongs to and no network. It lets nothing be
// loaded (Content-Security-Policy) and runs this script alone.
#pragma once

#include "i18n/catalogue.h"
#include "picture/theme.h"
#include "web_page/pack.h"
#include "web_page/web_fonts.h"

#include <string>
#include <string_view>
#include <vector>

namespace convlens {

/// What is seen and heard before the script runs, and what the script begins with.
struct PageParts {
    Language language = Language::en;
    ThemeId theme = ThemeId::light;
    std::string title;
    std::string words;   // of the first picture
    std::string picture; // the first one, SVG
    PageFonts fonts;
    std::string scene; // JSON; empty: none
    std::string data;  // JSON for the script
};
std::string page_of(const PageParts& parts);

/// A page's texts in one language as the script wants them: {"KEY": TEXT, ..}.
std::string page_texts_json(const Texts& texts, const std::string& title);
/// All that the script may write, for the fonts.
std::vector<std::string> texts_of_page(const Texts& texts);

/// The pack as the script reads it: [LINES, TEXTS] in base64; sealed where there is a key (sealed.h). Once.
std::string packed_json(Pack& pack, std::string_view key = {});

/// An SVG file without what comes before its first element.
std::string_view svg_element(std::string_view file);
/// A text in lines without the end of the last one.
std::string_view without_last_end(std::string_view text);

/// "en", "zh"
std::string_view language_code(Language language);

} // namespace convlens
