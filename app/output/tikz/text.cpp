// Formatting without locale: the same bytes everywhere.
#include "output/tikz/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace convlens {
namespace {

/// TeX knows no length over 16383 pt; what lies that far out is never seen.
constexpr double max_number = 16000;

struct Written {
    char32_t character;
    const char* text;
};
/// What is not the character itself. Signs of formulas are set in the fonts of formulas.
constexpr Written written[] = {
    {U' ', "\\ "},           {U'#', "\\#"},          {U'$', "\\$"},
    {U'%', "\\%"},           {U'&', "\\&"},          {U'_', "\\_"},
    {U'{', "$\\{$"},         {U'}', "$\\}$"},        {U'\\', "$\\backslash$"},
    {U'~', "\\~{}"},         {U'^', "\\^{}"},        {U'<', "$<$"},
    {U'>', "$>$"},           {U'|', "$|$"},          {U'"', "{''}"},
    {U'-', "-{}"},           {U'\'', "'{}"},         {U'`', "`{}"},
    {U'?', "?{}"},           {U'!', "!{}"},          {0x00A0, "~"},
    {0x00B0, "${}^\\circ$"}, {0x00B1, "$\\pm$"},     {0x00B2, "${}^2$"},
    {0x00B3, "${}^3$"},      {0x00B7, "$\\cdot$"},   {0x00B9, "${}^1$"},
    {0x00D7, "$\\times$"},   {0x2013, "--"},         {0x2018, "`{}"},
    {0x2019, "'{}"},         {0x201C, "``"},         {0x201D, "{''}"},
    {0x2026, "\\dots{}"},    {0x2032, "$'$"},        {0x207B, "${}^-$"},
    {0x2190, "$\\gets$"},    {0x2192, "$\\to$"},     {0x2194, "$\\leftrightarrow$"},
    {0x2202, "$\\partial$"}, {0x2212, "$-$"},        {0x221E, "$\\infty$"},
    {0x2248, "$\\approx$"},  {0x2260, "$\\ne$"},     {0x2264, "$\\le$"},
    {0x2265, "$\\ge$"},      {0x2308, "$\\lceil$"},  {0x2309, "$\\rceil$"},
    {0x230A, "$\\lfloor$"},  {0x230B, "$\\rfloor$"}, {0x03A3, "$\\Sigma$"},
    {0x2211, "$\\Sigma$"},
};

/// Digits that stand high (from U+2074) or low (from U+2080).
std::optional<std::string> small_digit(char32_t c) {
    const auto digit = [](char32_t at) { return std::string(1, static_cast<char>('0' + at)); };
    if (c == 0x2070 || (c >= 0x2074 && c <= 0x2079))
        return "${}^" + digit(c - 0x2070) + "$";
    if (c >= 0x2080 && c <= 0x2089)
        return "${}_" + digit(c - 0x2080) + "$";
    return {};
}

} // namespace

std::string tikz_number(double value, int decimals) {
    if (!std::isfinite(value))
        return "0";
    int64_t scale = 1;
    for (int i = 0; i < decimals; ++i)
        scale *= 10;
    const int64_t parts =
        std::llround(std::clamp(value, -max_number, max_number) * static_cast<double>(scale));
    std::string text = parts < 0 ? "-" : "";
    text += std::to_string(std::llabs(parts) / scale);
    std::string rest = std::to_string(std::llabs(parts) % scale + scale).substr(1);
    rest.erase(rest.find_last_not_of('0') + 1);
    return rest.empty() ? text : text + "." + rest;
}

std::string tikz_point(Vec2 p) {
    return "(" + tikz_number(double{p.x}) + "," + tikz_number(double{p.y}) + ")";
}

std::string tikz_line(std::string before, Vec2 from, Vec2 to) {
    return before.append(tikz_point(from)).append("--").append(tikz_point(to));
}

std::string tikz_color(Color color) {
    std::array<char, 8> name{};
    std::snprintf(name.data(), name.size(), "c%02x%02x%02x", color.r, color.g, color.b);
    return name.data();
}

std::string tikz_paint(const char* key, Color color) {
    std::string text = key;
    text += "=" + tikz_color(color);
    if (color.a != 255)
        text += ",opacity=" + tikz_number(color.a / 255.0, 3);
    return text;
}

std::optional<std::string> tex_character(char32_t c) {
    for (const Written& other : written)
        if (other.character == c)
            return other.text;
    if (c > U' ' && c < 0x7F)
        return std::string(1, static_cast<char>(c));
    return small_digit(c);
}

} // namespace convlens
