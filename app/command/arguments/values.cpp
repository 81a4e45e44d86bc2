// Numbers are read by from_chars, which knows no locale, no blanks and no plus sign.
#include "command/arguments/values.h"

#include "command/arguments/words.h"
#include "i18n/error.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <string>

namespace convlens {
namespace {

bool is_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The numbers of a list of at most `most` entries; `key` is the error of a list that is none.
Sizes number_list(const OptionValue& value, char separator, std::size_t most, const char* key) {
    Sizes numbers;
    std::string_view rest = value.text;
    for (bool more = true; more;) {
        const std::size_t end = rest.find(separator);
        more = end != std::string_view::npos;
        const std::string_view entry = rest.substr(0, end);
        rest.remove_prefix(more ? end + 1 : rest.size());
        if (!is_digits(entry) || numbers.size() == most)
            refuse_value(value, key);
        const std::optional<int64_t> number = number_in(entry);
        if (!number)
            refuse_value(value, "error.number_too_large",
                         {{"number", std::string(entry)}, {"most", std::to_string(limits::number)}});
        numbers.push_back(*number);
    }
    return numbers;
}

} // namespace

void refuse_value(const OptionValue& value, const char* key, Error::Values more) {
    more.emplace_back("value", std::string(value.text));
    throw Error(Error::Fault::request, key, std::move(more), std::string(value.option));
}

std::optional<int64_t> number_in(std::string_view digits) {
    int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (!is_digits(digits) || error != std::errc() || number > limits::number)
        return std::nullopt;
    return number;
}

int64_t whole_number(const OptionValue& value, int64_t least, int64_t most) {
    const std::optional<int64_t> number = number_in(value.text);
    if (!number || *number < least || *number > most)
        refuse_value(value, "error.whole_number",
                     {{"least", std::to_string(least)}, {"most", std::to_string(most)}});
    return *number;
}

Sizes size_list(const OptionValue& value) {
    return number_list(value, 'x', 3, "error.size_list");
}

Sizes pad_list(const OptionValue& value) {
    const Sizes pads = number_list(value, ',', 6, "error.pad_list");
    if (pads.size() % 2 != 0)
        refuse_value(value, "error.pad_list");
    return pads;
}

Sizes place_list(const OptionValue& value) {
    return number_list(value, ',', 3, "error.place_list");
}

double share(const OptionValue& value) {
    double number = 0;
    const char* const end = value.text.data() + value.text.size();
    const auto result = std::from_chars(value.text.data(), end, number);
    if (result.ec != std::errc() || result.ptr != end || !(number >= 0 && number < 1))
        refuse_value(value, "error.share");
    return number;
}

double positive_number(const OptionValue& value, int64_t most, bool infinite) {
    if (infinite && value.text == "inf")
        return std::numeric_limits<double>::infinity();
    double number = 0;
    const char* const end = value.text.data() + value.text.size();
    const bool plain = value.text.find_first_not_of("0123456789.eE+-") == std::string_view::npos;
    const auto result = std::from_chars(value.text.data(), end, number);
    if (!plain || result.ec != std::errc() || result.ptr != end || !(number > 0) ||
        number > static_cast<double>(most))
        refuse_value(value, infinite ? "error.norm" : "error.positive_number",
                     {{"most", std::to_string(most)}});
    return number;
}

int64_t memory_size(const OptionValue& value) {
    constexpr std::string_view units = "KMGT";
    constexpr int64_t most = int64_t{1} << 50;
    std::string_view digits = value.text;
    const char last = digits.empty() ? '0' : digits.back();
    const std::size_t unit =
        units.find(last >= 'a' && last <= 'z' ? static_cast<char>(last - 'a' + 'A') : last);
    if (unit != std::string_view::npos)
        digits.remove_suffix(1);
    const std::optional<int64_t> number = number_in(digits);
    const int64_t scale = unit == std::string_view::npos ? 1 : int64_t{1024} << (10 * unit);
    if (!number || *number < 1 || *number > most / scale)
        refuse_value(value, "error.memory_size");
    return *number * scale;
}

std::size_t one_of(const OptionValue& value, std::span<const std::string_view> names) {
    const auto found = std::find(names.begin(), names.end(), value.text);
    if (found == names.end())
        refuse_value(
            value, "error.choice",
            {{"choices", joined(names, ", ")}, {"guess", std::string(nearest_word(value.text, names))}});
    return static_cast<std::size_t>(found - names.begin());
}

} // namespace convlens
