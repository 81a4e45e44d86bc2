// page/shell.html has the places of the parts in braces.
#include "web_page/page_writer.h"

#include "encoding/base64.h"
#include "web_page/page_asset.h"
#include "web_page/page_text.h"
#include "web_page/sealed.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <map>

namespace convlens {
namespace {

/// Texts of the catalogue under "web.".
constexpr std::array text_keys = {"name",   "first", "previous", "play",         "pause",  "next",
                                  "last",   "scrub", "speed",    "words",        "full",   "too_old",
                                  "answer", "check", "choose",   "choose_order", "marked", "reveal",
                                  "go_on",  "right", "not_this"};
/// Texts of the catalogue under "page.look.".
constexpr std::array look_keys = {"size", "value", "cells", "compare", "parameter", "order", "which"};

std::string bytes_of_hex(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        uint8_t byte = 0;
        std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
        bytes += static_cast<char>(byte);
    }
    return bytes;
}

std::string css_color(Color color) {
    std::array<char, 12> text{};
    std::snprintf(text.data(), text.size(), "#%02x%02x%02x", color.r, color.g, color.b);
    return text.data();
}

Color mixed(Color a, Color b) {
    const auto part = [](int from, int to) { return static_cast<uint8_t>(from + (to - from) / 8); };
    return {part(a.r, b.r), part(a.g, b.g), part(a.b, b.b), 255};
}

std::string color_variables(const Theme& theme) {
    const std::array<std::pair<std::string_view, Color>, 8> colors = {
        {{"ground", theme.ground},
         {"card", theme.card},
         {"hairline", theme.hairline},
         {"text", theme.text},
         {"quiet", theme.quiet},
         {"accent", theme.accent},
         {"on-accent", theme.on_accent},
         {"hover", mixed(theme.card, theme.accent)}}};
    std::string rule;
    for (const auto& [name, color] : colors)
        rule.append("--").append(name).append(":").append(css_color(color)).append(";");
    return rule;
}

using Values = std::map<std::string_view, std::string_view>;

/// Each {name} of `values` gives way to its value; other braces stay.
std::string filled(std::string_view text, const Values& values) {
    std::string result;
    while (!text.empty()) {
        const std::size_t open = std::min(text.find('{'), text.size());
        result += text.substr(0, open);
        text.remove_prefix(open);
        const std::size_t close = text.find('}');
        const auto value =
            close == std::string_view::npos ? values.end() : values.find(text.substr(1, close - 1));
        if (value != values.end())
            result += value->second;
        else
            result += text.substr(0, 1);
        text.remove_prefix(value != values.end() ? close + 1 : std::min<std::size_t>(text.size(), 1));
    }
    return result;
}

} // namespace

std::string_view language_code(Language language) {
    return language == Language::zh ? "zh" : "en";
}

std::string_view svg_element(std::string_view file) {
    return file.substr(std::min(file.find("<svg"), file.size()));
}

std::string_view without_last_end(std::string_view text) {
    return text.ends_with('\n') ? text.substr(0, text.size() - 1) : text;
}

std::string page_of(const PageParts& parts) {
    const Theme& colors = theme(parts.theme);
    std::string scene;
    if (!parts.scene.empty())
        scene = "<script type=\"application/json\" id=\"convlens-scene\">" + json_for_script(parts.scene) +
                "</script>\n";
    const std::string hash = to_base64(bytes_of_hex(page_asset("script.sha256")));
    const std::string title = html_escaped(parts.title), words = html_escaped(parts.words);
    const std::string variables = color_variables(colors);
    return filled(page_asset("shell.html"), {{"licences", without_last_end(parts.fonts.licences)},
                                             {"language", language_code(parts.language)},
                                             {"script_hash", hash},
                                             {"scheme", colors.dark ? "dark" : "light"},
                                             {"title", title},
                                             {"fonts", parts.fonts.rules},
                                             {"colors", variables},
                                             {"css", page_asset("shell.css")},
                                             {"words", words},
                                             {"picture", parts.picture},
                                             {"scene", scene},
                                             {"data", parts.data},
                                             {"script", page_asset("script.js")}});
}

std::string packed_json(Pack& pack, std::string_view key) {
    const auto [lines, texts] = pack.finish();
    const auto text_of = [&](const std::string& bytes) {
        return "\"" + to_base64(key.empty() ? bytes : sealed(bytes, key)) + "\"";
    };
    return "[" + text_of(lines) + "," + text_of(texts) + "]";
}

std::string page_texts_json(const Texts& texts, const std::string& title) {
    std::string json = "{\"title\":" + json_text(title);
    const auto add = [&](const std::string& name, const std::string& key) {
        json += ",\"" + name + "\":" + json_text(texts(key));
    };
    for (const std::string key : text_keys)
        add(key, "web." + key);
    for (const std::string key : look_keys)
        add("look." + key, "page.look." + key);
    return json + "}";
}

std::vector<std::string> texts_of_page(const Texts& texts) {
    std::vector<std::string> all = {"0123456789./\u00d7-,xABCDEFGH "};
    for (const std::string key : text_keys)
        all.emplace_back(texts("web." + key));
    for (const std::string key : look_keys)
        all.emplace_back(texts("page.look." + key));
    return all;
}

} // namespace convlens
