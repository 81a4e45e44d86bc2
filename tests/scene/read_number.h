// A number of a picture read back: what a reader takes it for, and how far the value may be from that.
#pragma once

#include <cstdlib>
#include <optional>
#include <string>

namespace convlens::scene_test {

struct ReadNumber {
    double value = 0;
    double half = 0; // of the last digit
    int digits = 0;  // that are written
};

/// "−7.3", "4.3×10⁸"; nothing for what is no number in the form that people read.
inline std::optional<ReadNumber> read_number(std::string text) {
    const auto take = [&](const std::string& piece) {
        const bool there = text.starts_with(piece);
        text.erase(0, there ? piece.size() : 0);
        return there;
    };
    const bool negative = take("−");
    ReadNumber number;
    std::string plain;
    int behind = 0;
    for (bool point = false; !text.empty() && (text[0] == '.' || (text[0] >= '0' && text[0] <= '9'));
         text.erase(0, 1)) {
        plain += text[0];
        point = point || text[0] == '.';
        behind += point && text[0] != '.' ? 1 : 0;
        number.digits += text[0] != '.' ? 1 : 0;
    }
    if (plain.empty() || plain.back() == '.' || plain.front() == '.')
        return {};
    std::string exponent;
    if (take("×10")) {
        exponent = take("⁻") ? "-" : "";
        static const char* const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
        for (bool more = true; more;) {
            more = false;
            for (int digit = 0; digit < 10 && !more; ++digit)
                if ((more = take(raised[digit])))
                    exponent += std::to_string(digit);
        }
    }
    if (!text.empty())
        return {};
    const std::string power = exponent.empty() ? "" : "e" + exponent;
    number.value = std::strtod(((negative ? "-" : "") + plain + power).c_str(), nullptr);
    number.half = 0.5 * std::strtod(("1" + (exponent.empty() ? "e0" : power)).c_str(), nullptr);
    for (; behind > 0; --behind)
        number.half /= 10;
    return number;
}

} // namespace convlens::scene_test
