// The fonts of the tests, found by fc-match.
#pragma once

#include "picture/typesetter.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace convlens {

inline FontFile font_matching(const std::string& pattern, float scale = 1) {
    std::string path(4096, '\0');
    FILE* pipe = popen(("fc-match -f '%{file}' '" + pattern + "'").c_str(), "r");
    path.resize(pipe != nullptr ? std::fread(path.data(), 1, path.size(), pipe) : 0);
    if (pipe != nullptr)
        pclose(pipe);
    std::ifstream file(path, std::ios::binary);
    const auto bytes = std::make_shared<std::vector<char>>(std::istreambuf_iterator<char>(file),
                                                           std::istreambuf_iterator<char>());
    FontFile font;
    font.owner = bytes;
    font.bytes = std::as_bytes(std::span(*bytes));
    font.family = pattern.substr(0, pattern.find(':'));
    font.scale = scale;
    return font;
}

inline FontSet test_fonts() {
    FontSet fonts;
    fonts.sans = font_matching("Inter:weight=80");
    fonts.sans_bold = font_matching("Inter:weight=180");
    fonts.mono = font_matching("JetBrains Mono:weight=80");
    fonts.mono_bold = font_matching("JetBrains Mono:weight=200");
    fonts.fallback = {font_matching("WenQuanYi Micro Hei", 1.15F), font_matching("DejaVu Sans")};
    return fonts;
}

} // namespace convlens
