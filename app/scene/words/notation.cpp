// How counts and indices are written.
#include "scene/words/notation.h"

#include <algorithm>
#include <cstdio>

namespace convlens {

std::string element_name(char letter, const Sizes& indices) {
    const bool wide = std::any_of(indices.begin(), indices.end(), [](int64_t i) { return i > 9; });
    std::string name(1, letter);
    for (std::size_t a = 0; a < indices.size(); ++a) {
        if (wide && a > 0)
            name += "\u2009";
        for (const char digit : std::to_string(indices[a])) {
            name += "\xE2\x82"; // U+2080 to U+2089
            name += static_cast<char>(0x80 + (digit - '0'));
        }
    }
    return name;
}

std::string element_brackets(char letter, const Sizes& indices) {
    std::string name(1, letter);
    name += '[';
    for (std::size_t a = 0; a < indices.size(); ++a)
        name += (a > 0 ? "," : "") + std::to_string(indices[a]);
    return name + ']';
}

std::string bias_brackets(int64_t map, int64_t maps) {
    return maps > 1 ? element_brackets('b', {map}) : "b";
}

std::string size_text(const Sizes& sizes) {
    std::string text;
    for (std::size_t a = 0; a < sizes.size(); ++a)
        text += (a > 0 ? " × " : "") + std::to_string(sizes[a]);
    return text;
}

Sizes spatial_indices(int64_t flat, const Sizes& shape, std::size_t dims) {
    Sizes indices = Sizes::filled(dims, 0);
    for (std::size_t a = dims; a-- > 0;) {
        const int64_t extent = shape[shape.size() - dims + a];
        indices[a] = flat % extent;
        flat /= extent;
    }
    return indices;
}

std::string count_text(int64_t count) {
    if (count >= 10'000'000) {
        static constexpr const char* units[] = {" M", " G", " T", " P", " E"};
        double value = static_cast<double>(count) / 1e6;
        std::size_t unit = 0;
        for (; value >= 999.95 && unit + 1 < std::size(units); ++unit)
            value /= 1000;
        char digits[32];
        std::snprintf(digits, sizeof digits, value < 99.95 ? "%.1f" : "%.0f", value);
        return std::string(digits) + units[unit];
    }
    std::string text = std::to_string(count);
    for (std::size_t at = text.size(); at > 3; at -= 3)
        text.insert(at - 3, ",");
    return text;
}

} // namespace convlens
