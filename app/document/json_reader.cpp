// The parser calls back at every object, array and key: depth and duplicates are refused there, before
// anything deep exists (nlohmann-json crashes when it copies or prints values nested 100,000 deep).
#include "document/json_reader.h"

#include "document/refuse.h"
#include "i18n/error.h"
#include "i18n/utf8.h"
#include "input/limits.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <vector>

namespace convlens {
namespace {

/// Line and column of a byte, both from 1.
Error::Values place(std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, std::min(byte == 0 ? 0 : byte - 1, text.size()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t start = before.rfind('\n');
    const std::size_t column = start == std::string_view::npos ? before.size() + 1 : before.size() - start;
    return {{"line", std::to_string(line)}, {"column", std::to_string(column)}};
}

/// At most 40 characters of UTF-8 with '?' for control characters, "..." where more was there.
std::string shortened(std::string_view text) {
    constexpr std::size_t most = 40;
    std::string result;
    std::size_t characters = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (!continues_character(c) && ++characters > most)
            return result + "...";
        result += byte < 0x20 || byte == 0x7F ? '?' : c;
    }
    return result;
}

/// What the parser calls back: see the file's head.
class Strictness {
public:
    bool operator()(int depth, Json::parse_event_t event, Json& parsed) {
        switch (event) {
        case Json::parse_event_t::object_start:
            keys_.emplace_back();
            [[fallthrough]];
        case Json::parse_event_t::array_start:
            if (depth >= limits::scene_depth)
                refuse("error.scene_too_deep", {{"limit", std::to_string(limits::scene_depth)}});
            break;
        case Json::parse_event_t::key: {
            const auto& key = parsed.get_ref<const std::string&>();
            if (!keys_.back().insert(key).second)
                refuse("error.scene_duplicate_key", {{"key", shortened(key)}});
            break;
        }
        case Json::parse_event_t::object_end:
            keys_.pop_back();
            break;
        case Json::parse_event_t::array_end:
        case Json::parse_event_t::value:
            break;
        }
        return true;
    }

private:
    std::vector<std::set<std::string>> keys_; // of every open object
};

} // namespace

Json parse_json(std::string_view text) {
    if (text.size() > std::size_t{limits::scene_bytes})
        refuse("error.scene_too_large",
               {{"value", std::to_string(text.size())}, {"limit", std::to_string(limits::scene_bytes)}});
    Strictness strictness;
    try {
        return Json::parse(text.begin(), text.end(), [&](int depth, Json::parse_event_t event, Json& parsed) {
            return strictness(depth, event, parsed);
        });
    } catch (const Json::parse_error& error) {
        refuse("error.scene_malformed", place(text, error.byte));
    } catch (const Json::out_of_range&) {
        refuse("error.scene_number_range", {}); // a number such as 1e999
    }
}

std::string shown(const Json& value) {
    // A long list or text is cut before it is printed: only the beginning is shown.
    if (value.is_string())
        return shortened('"' + value.get_ref<const std::string&>() + '"');
    if (value.is_array() && value.size() > 40)
        return shown(Json(Json::array_t(value.begin(), value.begin() + 40)));
    if (value.is_object())
        return "{...}";
    return shortened(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

int64_t integer(const Json& value, const std::string& key, int64_t low, int64_t high) {
    const bool over =
        value.is_number_unsigned() && value.get<uint64_t>() > std::numeric_limits<int64_t>::max();
    const int64_t result = value.is_number_integer() && !over ? value.get<int64_t>() : 0;
    if (!value.is_number_integer() || over || result < low || result > high)
        refuse("error.scene_integer", {{"key", key},
                                       {"value", shown(value)},
                                       {"low", std::to_string(low)},
                                       {"high", std::to_string(high)}});
    return result;
}

uint64_t unsigned_integer(const Json& value, const std::string& key) {
    if (!value.is_number_unsigned())
        refuse("error.scene_integer", {{"key", key},
                                       {"value", shown(value)},
                                       {"low", "0"},
                                       {"high", std::to_string(std::numeric_limits<uint64_t>::max())}});
    return value.get<uint64_t>();
}

double number(const Json& value, const std::string& key) {
    if (value.is_number())
        return value.get<double>();
    if (value == "nan")
        return std::numeric_limits<double>::quiet_NaN();
    if (value == "inf")
        return std::numeric_limits<double>::infinity();
    if (value == "-inf")
        return -std::numeric_limits<double>::infinity();
    refuse("error.scene_number", {{"key", key}, {"value", shown(value)}});
}

bool boolean(const Json& value, const std::string& key) {
    if (!value.is_boolean())
        refuse_choice(value, key, "true, false");
    return value.get<bool>();
}

const std::string& text(const Json& value, const std::string& key) {
    if (!value.is_string())
        refuse("error.scene_text", {{"key", key}, {"value", shown(value)}});
    return value.get_ref<const std::string&>();
}

const Json& object(const Json& value, const std::string& key) {
    if (!value.is_object())
        refuse("error.scene_object", {{"key", key}, {"value", shown(value)}});
    return value;
}

const Json& list(const Json& value, const std::string& key) {
    if (!value.is_array())
        refuse("error.scene_list", {{"key", key}, {"value", shown(value)}});
    return value;
}

void refuse_choice(const Json& value, const std::string& key, const std::string& choices) {
    refuse("error.scene_choice", {{"key", key}, {"value", shown(value)}, {"choices", choices}});
}

Json number_json(double value) {
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value > 0 ? "inf" : "-inf";
    if (value == std::trunc(value) && std::abs(value) < 9e15 && !(value == 0 && std::signbit(value)))
        return static_cast<int64_t>(value);
    return value;
}

} // namespace convlens
