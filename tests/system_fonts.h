// The fonts of the machine, for tests and benchmarks that draw text.
#pragma once

#include "picture/typesetter.h"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace convlens::test {

inline FontFile system_font(const std::string& pattern, const std::string& family, int weight) {
    std::string path;
    FILE* pipe = popen(("fc-match -f '%{file}' '" + pattern + "'").c_str(), "r");
    for (int byte = 0; pipe != nullptr && (byte = std::fgetc(pipe)) != EOF;)
        path.push_back(static_cast<char>(byte));
    if (pipe == nullptr || pclose(pipe) != 0)
        throw std::runtime_error("fc-match does not find " + pattern);
    std::ifstream file(path, std::ios::binary);
    const auto bytes = std::make_shared<std::vector<char>>(std::istreambuf_iterator<char>(file),
                                                           std::istreambuf_iterator<char>());
    return {bytes, std::as_bytes(std::span(*bytes)), 0, family, weight, 1};
}

/// Looked up once.
inline const FontSet& system_fonts() {
    static const FontSet fonts{system_font("Inter:style=Regular", "Inter", 400),
                               system_font("Inter:style=SemiBold", "Inter", 600),
                               system_font("JetBrains Mono:style=Regular", "JetBrains Mono", 400),
                               system_font("JetBrains Mono:style=Bold", "JetBrains Mono", 700),
                               {system_font("WenQuanYi Micro Hei", "WenQuanYi Micro Hei", 400),
                                system_font("DejaVu Sans:style=Book", "DejaVu Sans", 400)}};
    return fonts;
}

} // namespace convlens::test
