// Formatting without locale: the same bytes everywhere.
#include "output/svg/text.h"

#include "i18n/utf8.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace convlens {

std::string svg_number(float value) {
    if (!std::isfinite(value))
        return "0";
    constexpr float most = 1e7F;
    const auto hundredths = std::llround(static_cast<double>(std::clamp(value, -most, most)) * 100);
    std::string text = hundredths < 0 ? "-" : "";
    text += std::to_string(std::llabs(hundredths) / 100);
    if (const auto rest = std::llabs(hundredths) % 100; rest != 0) {
        text += '.';
        text += static_cast<char>('0' + rest / 10);
        if (rest % 10 != 0)
            text += static_cast<char>('0' + rest % 10);
    }
    return text;
}

std::string svg_point(Vec2 p) {
    std::string text = svg_number(p.x);
    text += ' ';
    text += svg_number(p.y);
    return text;
}

std::string svg_paint(std::string_view name, Color color) {
    std::string text(1, ' ');
    text += name;
    if (color.a == 0) {
        text += "=\"none\"";
        return text;
    }
    std::array<char, 12> hex{};
    std::snprintf(hex.data(), hex.size(), "=\"#%02x%02x%02x\"", color.r, color.g, color.b);
    text += hex.data();
    if (color.a != 255) {
        text += ' ';
        text += name;
        text += "-opacity=\"";
        text += svg_number(static_cast<float>(color.a) / 255);
        text += '"';
    }
    return text;
}

char32_t allowed_in_xml(char32_t c) {
    const bool forbidden = c < 0x20 || c == 0x7F || c == 0xFFFE || c == 0xFFFF;
    return forbidden ? replacement_character : c;
}

std::string svg_escaped(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const char32_t c = allowed_in_xml(take_character(text));
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else
            append_utf8(out, c);
    }
    return out;
}

std::string SvgIds::unique(std::string_view name) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    std::string plain;
    for (const char c : name)
        plain += is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' ? c : '-';
    if (plain.empty() || !is_letter(plain.front()))
        plain.insert(0, "id-");
    std::string id = plain;
    for (int next = 2; !used_.insert(id).second; ++next) {
        id = plain;
        id += '-';
        id += std::to_string(next);
    }
    return id;
}

} // namespace convlens
