// The table of themes. tests/picture/theme_test.cpp checks its contrasts; a new colour has to pass it.
#include "picture/theme.h"

#include <array>
#include <cassert>
#include <cmath>

namespace convlens {
namespace {

/// The guide's Solarized blue and cyan, on white, the cyan lighter so that the two differ in luminance too.
/// Digits are nearly black, so what the window covers turns lighter where the guide's turned darker.
constexpr Theme classic_theme{
    .id = ThemeId::classic,
    .name = "classic",
    .ground = rgb(0xFFFFFF),
    .card = rgb(0xFBFAF6),
    .hairline = rgb(0xDCD8C8),
    .text = rgb(0x002B36),
    .quiet = rgb(0x586E75),
    .accent = rgb(0x1C6AA6),
    .on_accent = rgb(0xFFFFFF),
    .x = {rgb(0x268BD2), rgb(0x002B36), rgb(0x00121A), rgb(0x1A66A0), rgb(0x7DBDEB)},
    .w = {rgb(0xE6C767), rgb(0x5C4700), rgb(0x3A2C00), rgb(0x7A5F00), rgb(0xF3DE9C)},
    .y = {rgb(0x5AC8BE), rgb(0x002B36), rgb(0x00201D), rgb(0x14726B), rgb(0x9FE3DC)},
    .gradient = {rgb(0xEE9AC2), rgb(0x6B1040), rgb(0x45082A), rgb(0xB02670), rgb(0xF7C6DD)},
    .padding_fill = rgb(0xFFFFFF),
    .padding_ink = rgb(0xCAD2D2),
    .padding_text = rgb(0x586E75),
    .hole_fill = rgb(0xFFFFFF),
    .hole_ink = rgb(0x657B83),
    .unread_ink = rgb(0x002B36),
    .current = rgb(0x6E0016),
    .window = rgb(0x002B36),
    .sight = rgb(0x073642),
    .empty = rgb(0xFFFFFF),
    .negative = rgb(0xCB4B16),
    .neutral = rgb(0xFDF6E3),
    .positive = rgb(0x268BD2),
    .map_low = rgb(0x002B36),
    .map_high = rgb(0xFDF6E3),
    .line = 1.25F,
    .bold = 2.75F,
};

constexpr Theme light_theme{
    .id = ThemeId::light,
    .name = "light",
    .ground = rgb(0xF6F7F9),
    .card = rgb(0xFFFFFF),
    .hairline = rgb(0xDDE1E6),
    .text = rgb(0x1A1F26),
    .quiet = rgb(0x5F6975),
    .accent = rgb(0x1F5FBF),
    .on_accent = rgb(0xFFFFFF),
    .x = {rgb(0xB4D2EF), rgb(0x047AF4), rgb(0x174878), rgb(0x1B4F80), rgb(0xFBDFA8)},
    .w = {rgb(0xFFEAC0), rgb(0xA87300), rgb(0x6E4A00), rgb(0x7A5200), rgb(0xF6C96B)},
    .y = {rgb(0xCFF0E3), rgb(0x1F8F6B), rgb(0x0B5A41), rgb(0x0B5A41), rgb(0xF4E3A6)},
    .gradient = {rgb(0xF0E4F8), rgb(0xB8377F), rgb(0x7A2450), rgb(0x7A2450), rgb(0xF9DAAC)},
    .padding_fill = rgb(0xF1F2F5),
    .padding_ink = rgb(0xCDD3DB),
    .padding_text = rgb(0x5F6975),
    .hole_fill = rgb(0xFCFCFE),
    .hole_ink = rgb(0x858F9D),
    .unread_ink = rgb(0x7C8694),
    .current = rgb(0x982E27),
    .window = rgb(0x9A6800),
    .sight = rgb(0x4A525D),
    .empty = rgb(0xFFFFFF),
    .negative = rgb(0xC9541C),
    .neutral = rgb(0xF7F7F7),
    .positive = rgb(0x2A72B5),
    .map_low = rgb(0x15263B),
    .map_high = rgb(0xF2F6FB),
    .line = 1,
    .bold = 2.5F,
};

constexpr Theme dark_theme{
    .id = ThemeId::dark,
    .name = "dark",
    .dark = true,
    .ground = rgb(0x13171C),
    .card = rgb(0x1B2027),
    .hairline = rgb(0x323A45),
    .text = rgb(0xE7EBF0),
    .quiet = rgb(0x9CA7B4),
    .accent = rgb(0x6BA6F5),
    .on_accent = rgb(0x0A1524),
    .x = {rgb(0x1B3A5C), rgb(0x4F8ED1), rgb(0xD3E7FA), rgb(0x8DC0F2), rgb(0x55441A)},
    .w = {rgb(0x403009), rgb(0xD09A26), rgb(0xFCE6B0), rgb(0xF0C365), rgb(0x6A5114)},
    .y = {rgb(0x1C5945), rgb(0x2BBE92), rgb(0xD8F6EA), rgb(0x74D6B3), rgb(0x52501C)},
    .gradient = {rgb(0x501537), rgb(0xCD6396), rgb(0xFADCEA), rgb(0xF09CC4), rgb(0x59431E)},
    .padding_fill = rgb(0x171C22),
    .padding_ink = rgb(0x333C47),
    .padding_text = rgb(0x9CA7B4),
    .hole_fill = rgb(0x181D24),
    .hole_ink = rgb(0x8390A0),
    .unread_ink = rgb(0x8390A0),
    .current = rgb(0xFF8A80),
    .window = rgb(0xF5BE45),
    .sight = rgb(0xA9B4C1),
    .empty = rgb(0x161A20),
    .negative = rgb(0xF08A4B),
    .neutral = rgb(0x23282F),
    .positive = rgb(0x5CA4EC),
    .map_low = rgb(0x10151B),
    .map_high = rgb(0xEAF2FB),
    .line = 1,
    .bold = 2.5F,
};

/// For washed-out projectors: pure white, dark digits, thick lines.
constexpr Theme projector_theme{
    .id = ThemeId::projector,
    .name = "projector",
    .ground = rgb(0xFFFFFF),
    .card = rgb(0xFFFFFF),
    .hairline = rgb(0xB9C0C9),
    .text = rgb(0x000000),
    .quiet = rgb(0x3D444D),
    .accent = rgb(0x0B4499),
    .on_accent = rgb(0xFFFFFF),
    .x = {rgb(0xA3CBF3), rgb(0x024997), rgb(0x02203F), rgb(0x0B3F73), rgb(0xFFDD8C)},
    .w = {rgb(0xFFE7A7), rgb(0x7A5302), rgb(0x332200), rgb(0x5E3F00), rgb(0xFFC53A)},
    .y = {rgb(0xBFF2DC), rgb(0x12714A), rgb(0x002B1E), rgb(0x004F37), rgb(0xF2E58A)},
    .gradient = {rgb(0xFFA7CC), rgb(0x8E1558), rgb(0x420A28), rgb(0x78124A), rgb(0xFFD99A)},
    .padding_fill = rgb(0xFFFFFF),
    .padding_ink = rgb(0xBFC5CD),
    .padding_text = rgb(0x3D444D),
    .hole_fill = rgb(0xFFFFFF),
    .hole_ink = rgb(0x4D5662),
    .unread_ink = rgb(0x4D5662),
    .current = rgb(0xC0263C),
    .window = rgb(0x6B4300),
    .sight = rgb(0x000000),
    .empty = rgb(0xFFFFFF),
    .negative = rgb(0xC44200),
    .neutral = rgb(0xFFFFFF),
    .positive = rgb(0x0B57A8),
    .map_low = rgb(0x000000),
    .map_high = rgb(0xFFFFFF),
    .line = 2,
    .bold = 4.5F,
};

/// Greys only: lightness, patterns and thick frames replace the differences in colour.
constexpr Theme print_theme{
    .id = ThemeId::print,
    .name = "print",
    .ground = rgb(0xFFFFFF),
    .card = rgb(0xFFFFFF),
    .hairline = rgb(0xC8C8C8),
    .text = rgb(0x000000),
    .quiet = rgb(0x4D4D4D),
    .accent = rgb(0x333333),
    .on_accent = rgb(0xFFFFFF),
    .x = {rgb(0xD2D2D2), rgb(0x4A4A4A), rgb(0x000000), rgb(0x1A1A1A), rgb(0xAAAAAA)},
    .w = {rgb(0xB4B4B4), rgb(0x333333), rgb(0x000000), rgb(0x1A1A1A), rgb(0x999999)},
    .y = {rgb(0xF2F2F2), rgb(0x4A4A4A), rgb(0x000000), rgb(0x1A1A1A), rgb(0xC6C6C6)},
    .gradient = {rgb(0x989898), rgb(0x262626), rgb(0x000000), rgb(0x1A1A1A), rgb(0xC0C0C0)},
    .padding_fill = rgb(0xFFFFFF),
    .padding_ink = rgb(0xC2C2C2),
    .padding_text = rgb(0x4D4D4D),
    .hole_fill = rgb(0xFFFFFF),
    .hole_ink = rgb(0x595959),
    .unread_ink = rgb(0x404040),
    .current = rgb(0x000000),
    .window = rgb(0x262626),
    .sight = rgb(0x262626),
    .empty = rgb(0xFFFFFF),
    .negative = rgb(0x262626),
    .neutral = rgb(0x999999),
    .positive = rgb(0xFFFFFF),
    .map_low = rgb(0x000000),
    .map_high = rgb(0xFFFFFF),
    .line = 1,
    .bold = 3,
};

/// The one list of themes: their count and names follow from it.
constexpr std::array table{classic_theme, light_theme, dark_theme, projector_theme, print_theme};
static_assert(has_all_values(table, [](const Theme& t) { return t.id; }));

constexpr std::array<NameRow<ThemeId>, table.size()> names_of_table() {
    std::array<NameRow<ThemeId>, table.size()> rows;
    for (std::size_t i = 0; i < table.size(); ++i)
        rows[i] = {table[i].name, table[i].id};
    return rows;
}
constexpr std::array<NameRow<ThemeId>, table.size()> names = names_of_table();

double linear(uint8_t part) {
    const double value = part / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Color c) {
    return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

} // namespace

std::span<const Theme> themes() {
    return table;
}

const Theme& theme(ThemeId id) {
    const auto at = static_cast<std::size_t>(id);
    assert(at < table.size());
    return table[at];
}

Names<ThemeId> theme_names() {
    return names;
}

std::optional<ThemeId> theme_named(std::string_view name) {
    return named(theme_names(), name);
}

double contrast(Color a, Color b) {
    const double one = luminance(a);
    const double other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

} // namespace convlens
