// Character by character; bytes of UTF-8 stay as they are.
#include "web_page/page_text.h"

#include <array>
#include <cstdint>
#include <cstdio>

namespace convlens {

std::string html_escaped(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '&')
            escaped += "&amp;";
        else if (c == '<')
            escaped += "&lt;";
        else if (c == '>')
            escaped += "&gt;";
        else if (c == '"')
            escaped += "&quot;";
        else
            escaped += c;
    }
    return escaped;
}

std::string json_for_script(std::string_view json) {
    std::string escaped;
    for (const char c : json) {
        if (c == '<')
            escaped += "\\u003c";
        else
            escaped += c;
    }
    return escaped;
}

std::string json_text(std::string_view text) {
    std::string escaped = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            escaped += '\\';
            escaped += c;
        } else if (static_cast<uint8_t>(c) < 0x20) {
            std::array<char, 8> code{};
            std::snprintf(code.data(), code.size(), "\\u%04x", static_cast<unsigned>(c));
            escaped += code.data();
        } else {
            escaped += c;
        }
    }
    return json_for_script(escaped + "\"");
}

std::string css_text(std::string_view text) {
    std::string escaped = "\"";
    for (const char c : text) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                              c == ' ' || c == '-' || c == ',' || static_cast<uint8_t>(c) >= 0x80;
        if (is_plain) {
            escaped += c;
            continue;
        }
        std::array<char, 16> code{};
        std::snprintf(code.data(), code.size(), "\\%x ", static_cast<unsigned>(static_cast<uint8_t>(c)));
        escaped += code.data();
    }
    return escaped + "\"";
}

} // namespace convlens
