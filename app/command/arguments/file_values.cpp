// Taken apart at the first sign of each kind; the parts are read as strictly as whole values.
#include "command/arguments/file_values.h"

#include "input/limits.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <optional>
#include <string>

namespace convlens {
namespace {

std::optional<FrameRate> fraction(std::string_view text) {
    const std::size_t slash = text.find('/');
    const auto frames = number_in(text.substr(0, slash));
    const auto seconds = number_in(text.substr(slash + 1));
    if (!frames || !seconds)
        return std::nullopt;
    return FrameRate{*frames, *seconds};
}

std::optional<FrameRate> decimal(std::string_view text) {
    constexpr std::size_t max_decimals = 6;
    const std::size_t point = text.find('.');
    const std::string_view decimals = point == std::string_view::npos ? "" : text.substr(point + 1);
    if (point == 0 || decimals.size() > max_decimals || (point != std::string_view::npos && decimals.empty()))
        return std::nullopt;
    int64_t scale = 1;
    for (std::size_t i = 0; i < decimals.size(); ++i)
        scale *= 10;
    const auto frames = number_in(std::string(text.substr(0, point)) + std::string(decimals));
    if (!frames)
        return std::nullopt;
    return FrameRate{*frames, scale};
}

} // namespace

FrameRate frame_rate(const OptionValue& value) {
    const bool is_fraction = value.text.find('/') != std::string_view::npos;
    std::optional<FrameRate> rate = is_fraction ? fraction(value.text) : decimal(value.text);
    constexpr int64_t max_seconds = 1'000'000;
    if (!rate || rate->frames < 1 || rate->seconds < 1)
        refuse_value(value, "error.frame_rate");
    const int64_t common = std::gcd(rate->frames, rate->seconds);
    rate->frames /= common;
    rate->seconds /= common;
    if (rate->seconds > max_seconds)
        refuse_value(value, "error.frame_rate");
    return *rate;
}

StepRange step_range(const OptionValue& value) {
    const std::size_t dots = value.text.find("..");
    const auto first = number_in(value.text.substr(0, dots));
    if (!first)
        refuse_value(value, "error.step_list");
    if (dots == std::string_view::npos)
        return {*first, *first};
    const std::string_view rest = value.text.substr(dots + 2);
    if (rest.empty())
        return {*first, std::nullopt};
    const auto last = number_in(rest);
    if (!last || *last < *first)
        refuse_value(value, "error.step_list");
    return {*first, *last};
}

double paper_length_mm(const OptionValue& value) {
    struct Unit {
        std::string_view name;
        double mm;
    };
    constexpr std::array<Unit, 4> units = {{{"mm", 1}, {"cm", 10}, {"pt", 25.4 / 72.27}, {"in", 25.4}}};
    const auto unit =
        std::find_if(units.begin(), units.end(), [&](const Unit& u) { return value.text.ends_with(u.name); });
    if (unit == units.end())
        refuse_value(value, "error.paper_length");
    const std::string_view number = value.text.substr(0, value.text.size() - unit->name.size());
    double length = 0;
    const char* const end = number.data() + number.size();
    const auto result = std::from_chars(number.data(), end, length, std::chars_format::fixed);
    const double mm = length * unit->mm;
    if (result.ec != std::errc() || result.ptr != end || !(mm >= limits::min_paper_mm) ||
        mm > limits::paper_mm)
        refuse_value(value, "error.paper_length");
    return mm;
}

Sweep sweep_of(const OptionValue& value) {
    const std::size_t sign = value.text.find('=');
    if (sign == std::string_view::npos || sign == 0 || sign + 1 == value.text.size())
        refuse_value(value, "error.sweep");
    Sweep sweep{std::string(value.text.substr(0, sign)), {}};
    const std::string_view list = value.text.substr(sign + 1);
    const std::size_t dots = list.find("..");
    if (dots != std::string_view::npos) {
        const auto first = number_in(list.substr(0, dots));
        const auto last = number_in(list.substr(dots + 2));
        if (!first || !last || *last < *first)
            refuse_value(value, "error.sweep");
        if (*last - *first >= limits::sweep_values)
            refuse_value(value, "error.sweep_values", {{"most", std::to_string(limits::sweep_values)}});
        for (int64_t number = *first; number <= *last; ++number)
            sweep.values.push_back(std::to_string(number));
        return sweep;
    }
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        if (end == begin)
            refuse_value(value, "error.sweep");
        sweep.values.emplace_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    if (sweep.values.size() > static_cast<std::size_t>(limits::sweep_values))
        refuse_value(value, "error.sweep_values", {{"most", std::to_string(limits::sweep_values)}});
    return sweep;
}

} // namespace convlens
