// An SVG names its font in an attribute, which any rule of CSS overrules.
#include "web_page/web_fonts.h"

#include "encoding/base64.h"
#include "web_page/font_subset.h"
#include "web_page/page_asset.h"
#include "web_page/page_text.h"
#include "web_page/woff.h"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>
#include <string_view>

namespace convlens {
namespace {

struct OwnName {
    std::string_view font, own;
    std::string_view licence; // of assets/licences
};
constexpr std::array names_of_its_own{OwnName{"Inter", "convlens sans", "ofl.txt"},
                                      OwnName{"JetBrains Mono", "convlens mono", "ofl.txt"},
                                      OwnName{"DejaVu Sans", "convlens signs", "dejavu.txt"},
                                      OwnName{"WenQuanYi Micro Hei", "convlens hanzi", "apache.txt"}};

const OwnName& own_name(std::string_view family) {
    const auto* const found = std::ranges::find(names_of_its_own, family, &OwnName::font);
    if (found == names_of_its_own.end())
        throw std::runtime_error("a font whose licence is not known: " + std::string(family));
    return *found;
}

std::string font_face(const FontFile& font, const std::set<char32_t>& characters) {
    const std::string family(own_name(font.family).own);
    const std::string file = woff_of(font_subset(font, characters, family));
    return "@font-face{font-family:" + css_text(family) + ";font-weight:" + std::to_string(font.weight) +
           ";src:url(data:font/woff;base64," + to_base64(file) + ")}\n";
}

/// Whatever the picture says of other fonts.
std::string use_of(const std::string& family) {
    return "[font-family^=" + css_text(family + ",") + "]{font-family:" + css_text(own_name(family).own) +
           "," + css_text(family) + ",sans-serif}\n";
}

} // namespace

PageFonts page_fonts(Typesetter& typesetter, const PageCharacters& characters) {
    PageFonts fonts;
    std::set<std::string> families;
    std::set<std::string_view> licences;
    for (std::size_t i = 0; i < typesetter.font_count(); ++i) {
        if (characters.of(i).empty())
            continue;
        const FontFile& font = typesetter.font(i);
        fonts.rules += font_face(font, characters.of(i));
        if (families.insert(font.family).second)
            fonts.rules += use_of(font.family);
        if (const std::string_view licence = own_name(font.family).licence; licences.insert(licence).second)
            fonts.licences.append(fonts.licences.empty() ? "" : "\n\n").append(page_asset(licence));
    }
    return fonts;
}

} // namespace convlens
