// All rounding is done on decimal digits, so that 0.15 is rounded as it is read and not as it is stored.
#include "scene/words/number.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <utility>

namespace convlens {
namespace {

constexpr int double_digits = 15; // what lies behind them is noise
constexpr int full_digits = 7;
constexpr int plain_whole = 7;     // digits before the point that are written out
constexpr int smallest_plain = -3; // Decimal::point: 0.0001

/// 0.ddd·10^point, without zeros at either end; no digits: zero.
struct Decimal {
    std::string digits;
    int point = 0;

    int decimals() const { return std::max(0, static_cast<int>(digits.size()) - point); }
    bool is_whole() const { return decimals() == 0; }
    bool operator==(const Decimal&) const = default;
};

Decimal trimmed(Decimal d) {
    d.digits.erase(d.digits.find_last_not_of('0') + 1);
    if (d.digits.empty())
        d.point = 0;
    return d;
}

/// Halves go up, which is away from zero for a magnitude. `count` may be negative.
Decimal first_digits(Decimal d, int count) {
    if (count >= static_cast<int>(d.digits.size()))
        return d;
    if (count < 0)
        return {};
    const bool up = d.digits[static_cast<std::size_t>(count)] >= '5';
    d.digits.resize(static_cast<std::size_t>(count));
    if (up) {
        std::size_t at = d.digits.size();
        while (at > 0 && d.digits[at - 1] == '9')
            d.digits[--at] = '0';
        if (at > 0) {
            ++d.digits[at - 1];
        } else {
            d.digits.insert(0, 1, '1');
            ++d.point;
        }
    }
    return trimmed(std::move(d));
}

/// 15 digits of a finite value's magnitude.
Decimal decimal_of(double value) {
    char text[32];
    const char* const end = std::to_chars(text, std::end(text), std::fabs(value),
                                          std::chars_format::scientific, double_digits - 1)
                                .ptr;
    std::string digits(text, 1);
    digits.append(text + 2, double_digits - 1);
    if (digits[0] == '0')
        return {};
    const char* exponent = text + double_digits + 2; // behind "e"
    exponent += *exponent == '+' ? 1 : 0;
    int power = 0;
    std::from_chars(exponent, end, power);
    return trimmed({std::move(digits), power + 1});
}

std::string plain(const Decimal& d, int decimals) {
    const auto count = [](int n) { return static_cast<std::size_t>(std::max(n, 0)); };
    std::string whole = d.digits.substr(0, count(d.point));
    whole.append(count(d.point - static_cast<int>(d.digits.size())), '0');
    if (whole.empty())
        whole = "0";
    std::string fraction(std::min(count(-d.point), count(decimals)), '0');
    if (count(d.point) < d.digits.size())
        fraction += d.digits.substr(count(d.point));
    fraction.resize(count(decimals), '0');
    return fraction.empty() ? whole : whole + "." + fraction;
}

std::string power_of_ten(int exponent) {
    static constexpr const char* raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string text = exponent < 0 ? "10⁻" : "10";
    for (const char c : std::to_string(std::abs(exponent)))
        text += raised[c - '0'];
    return text;
}

/// "4.3×10⁸"
std::string scientific(const Decimal& d) {
    return plain({d.digits, 1}, static_cast<int>(d.digits.size()) - 1) + "×" + power_of_ten(d.point - 1);
}

std::string signed_text(double value, const std::string& magnitude) {
    return value < 0 ? "−" + magnitude : magnitude;
}

/// Of what is no number.
std::string odd_text(double value) {
    return std::isnan(value) ? "NaN" : value < 0 ? "−∞" : "∞";
}

NumberText written(double value, const Decimal& all, const Decimal& shown, const std::string& magnitude) {
    return {signed_text(value, magnitude), shown == all};
}

/// Whole digits that are shorter as a power of ten: 1×10⁶, and 4.3×10⁸.
bool prefers_power(const Decimal& d) {
    return d.point >= plain_whole && static_cast<int>(d.digits.size()) + 4 < d.point;
}

/// As nearly all numbers of lessons are.
bool is_small_whole(double value) {
    return value == std::trunc(value) && std::abs(value) < 1e6;
}

std::string small_whole(double value) {
    return signed_text(value, std::to_string(static_cast<int64_t>(std::abs(value))));
}

} // namespace

NumberText short_number(double value, int decimals) {
    if (!std::isfinite(value))
        return {odd_text(value), true};
    if (is_small_whole(value))
        return {small_whole(value), true};
    const Decimal all = decimal_of(value);
    if (all.digits.empty())
        return {"0", true};
    const Decimal read = first_digits(all, full_digits);
    if (read.point > plain_whole || read.point < smallest_plain || prefers_power(read)) {
        const Decimal shown = first_digits(read, decimals + 1);
        return written(value, all, shown, scientific(shown));
    }
    const int behind = std::min(read.point > 0 ? decimals : decimals + 1 - read.point, read.decimals());
    const Decimal shown = first_digits(read, read.point + behind);
    return written(value, all, shown, plain(shown, behind));
}

std::string number_text(double value, int decimals) {
    return short_number(value, decimals).text;
}

std::pair<std::string, std::string> distinct_numbers(double a, double b, int decimals) {
    const auto texts = [&] { return std::pair(number_text(a, decimals), number_text(b, decimals)); };
    while (a != b && decimals < full_digits && texts().first == texts().second)
        ++decimals;
    return texts();
}

NumberText full_number(double value) {
    if (!std::isfinite(value))
        return {odd_text(value), true};
    if (is_small_whole(value))
        return {small_whole(value), true};
    const Decimal all = decimal_of(value);
    if (all.digits.empty())
        return {"0", true};
    if (all.is_whole() && all.point <= double_digits && !prefers_power(all))
        return written(value, all, all, plain(all, 0));
    const Decimal shown = first_digits(all, full_digits);
    const bool is_plain = shown.point <= plain_whole && shown.point >= smallest_plain;
    return written(value, all, shown, is_plain ? plain(shown, shown.decimals()) : scientific(shown));
}

std::string with_minus_signs(const std::string& text) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool hyphen = at > 0 && at + 1 < text.size() && is_letter(text[at + 1]);
        result += text[at] == '-' && !hyphen ? std::string("−") : std::string(1, text[at]);
    }
    return result;
}

std::string equals_text(double value) {
    const NumberText number = full_number(value);
    return std::string(number.sign()) + " " + number.text;
}

std::string NumberFormat::cell(double value) const {
    if (!std::isfinite(value))
        return odd_text(value);
    if (exponent == 0 && !average && is_small_whole(value))
        return small_whole(value);
    // Rounded from the digits that are shown where the cell is pointed at, so that both agree.
    Decimal d = first_digits(decimal_of(value), full_digits);
    if (d.digits.empty())
        return average ? "0.0" : "0";
    d.point -= exponent;
    const int least = average ? 1 : 0;
    const int significant = digits > 0 ? digits : 2;
    if (d.point > plain_whole || d.point < smallest_plain || prefers_power(d))
        return signed_text(value, scientific(first_digits(d, std::max(significant, d.point > 0 ? 3 : 2))));
    const bool near_zero = d.point < 0 && !(d.point == -1 && d.digits[0] >= '5');
    int decimals = std::max(significant - d.point, 0);
    if (digits == 0 && d.point > 0 && (exponent == 0 || average))
        decimals = d.point >= 4 ? 0 : 1;
    else if (digits == 0 && average && !near_zero)
        decimals = 1;
    decimals = std::max(std::min(decimals, d.decimals()), least);
    const Decimal shown = first_digits(d, d.point + decimals);
    if (shown.point > d.point && d.point < 0) // 0.0996 is 0.10
        decimals = std::max(decimals - 1, least);
    return signed_text(value, plain(shown, decimals));
}

std::string NumberFormat::factor() const {
    return exponent == 0 ? std::string() : "× " + power_of_ten(exponent);
}

NumberFormat number_format(const Magnitudes& magnitudes, int digits, bool average) {
    NumberFormat format{digits, 0, average};
    if (magnitudes.largest < 9e5 && (magnitudes.smallest >= 0.01 || magnitudes.largest == 0))
        return format;
    const Decimal smallest = first_digits(decimal_of(magnitudes.smallest), full_digits);
    const Decimal largest = first_digits(decimal_of(magnitudes.largest), full_digits);
    constexpr int long_whole = 7;     // digits
    constexpr int long_fraction = -2; // Decimal::point: below 0.01
    const bool is_small = !smallest.digits.empty() && smallest.point <= long_fraction && largest.point <= 0;
    if (is_small || largest.point >= long_whole)
        format.exponent = 3 * static_cast<int>(std::floor((largest.point - 1) / 3.0));
    return format;
}

} // namespace convlens
