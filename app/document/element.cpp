// std::from_chars knows no locale: a point is a point everywhere.
#include "document/element.h"

#include "convlens/arithmetic.h"
#include "i18n/refuse.h"
#include "i18n/utf8.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace convlens {
namespace {

constexpr std::string_view minus_sign = "−";

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// As from_chars reads it: the minus sign and full-width forms (U+FF01 and on) as ASCII.
std::string plain(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[i + k]); };
        if (text.substr(i, minus_sign.size()) == minus_sign) {
            result += '-';
            i += minus_sign.size();
        } else if (i + 2 < text.size() && byte(0) == 0xEF && (byte(1) == 0xBC || byte(1) == 0xBD)) {
            result += static_cast<char>(0x21 + (byte(1) - 0xBC) * 64 + byte(2) - 0x81);
            i += 3;
        } else {
            result += text[i++];
        }
    }
    return result;
}

/// At most 24 bytes of it, whole characters.
std::string shortened(std::string_view text) {
    const std::string_view shown = first_bytes(text, 24);
    return std::string(shown) + (shown.size() < text.size() ? "…" : "");
}

[[noreturn]] void refuse_number(const char* key, std::string_view text) {
    refuse(key, {{"value", shortened(text)}});
}

} // namespace

double read_number(std::string_view text) {
    const std::string_view asked = trimmed(text);
    const std::string number = plain(asked);
    const char* first = number.data();
    const char* const last = first + number.size();
    if (number.size() > 1 && *first == '+' && first[1] != '-')
        ++first;
    double value = 0;
    const auto [end, error] = std::from_chars(first, last, value);
    if (error == std::errc::result_out_of_range)
        refuse_number("number.too_large", asked);
    if (error != std::errc() || end != last || std::isnan(value))
        refuse_number("number.none", asked);
    if (!(std::abs(value) <= largest_number))
        refuse_number("number.too_large", asked);
    return value;
}

Sizes tensor_shape(const Operation& operation, TensorRole role) {
    switch (role) {
    case TensorRole::x:
        return input_shape(operation);
    case TensorRole::w:
        return weight_shape(operation);
    case TensorRole::dy:
        return output_shape(operation);
    }
    return {};
}

const Source& source_of(const Document& document, TensorRole role) {
    switch (role) {
    case TensorRole::x:
        return document.input;
    case TensorRole::w:
        return document.weight;
    case TensorRole::dy:
        break;
    }
    return document.grad_output;
}

Source& source_of(Document& document, TensorRole role) {
    return const_cast<Source&>(source_of(std::as_const(document), role));
}

void set_number(Document& document, const Operation& operation, TensorRole role, int64_t flat, double value) {
    const Sizes at = unravel_index(flat, tensor_shape(operation, role));
    source_of(document, role).edits[{at.begin(), at.end()}] = value;
}

double moved_number(double value, double by) {
    const double sum = std::round((value + by) * 1e6) / 1e6;
    return std::clamp(sum, -largest_number, largest_number) + 0.0; // no -0
}

} // namespace convlens
