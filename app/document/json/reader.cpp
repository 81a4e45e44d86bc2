// A value that is not what its key asks for is refused with the key, the value and what it may be.
#include "document/json/reader.h"

#include "i18n/refuse.h"

#include <limits>

namespace convlens {

using Type = JsonValue::Type;

int64_t integer(const JsonValue& value, const std::string& key, int64_t low, int64_t high) {
    const auto whole = value.is(Type::number) ? value.whole() : std::nullopt;
    if (!whole || *whole < low || *whole > high)
        refuse("error.scene_integer", {{"key", key},
                                       {"value", value.shown()},
                                       {"low", std::to_string(low)},
                                       {"high", std::to_string(high)}});
    return *whole;
}

uint64_t unsigned_integer(const JsonValue& value, const std::string& key) {
    const auto whole = value.is(Type::number) ? value.unsigned_whole() : std::nullopt;
    if (!whole)
        refuse("error.scene_integer", {{"key", key},
                                       {"value", value.shown()},
                                       {"low", "0"},
                                       {"high", std::to_string(std::numeric_limits<uint64_t>::max())}});
    return *whole;
}

double number(const JsonValue& value, const std::string& key) {
    if (value.is(Type::number))
        return value.number();
    const std::string name = value.is(Type::text) ? value.text(5) : std::string();
    if (name == "nan")
        return std::numeric_limits<double>::quiet_NaN();
    if (name == "inf")
        return std::numeric_limits<double>::infinity();
    if (name == "-inf")
        return -std::numeric_limits<double>::infinity();
    refuse("error.scene_number", {{"key", key}, {"value", value.shown()}});
}

bool boolean(const JsonValue& value, const std::string& key) {
    if (!value.is(Type::boolean))
        refuse_choice(value, key, "true, false");
    return value.is_true();
}

std::string text(const JsonValue& value, const std::string& key) {
    if (!value.is(Type::text))
        refuse("error.scene_text", {{"key", key}, {"value", value.shown()}});
    return value.text();
}

JsonObject object(const JsonValue& value, const std::string& key) {
    if (!value.is(Type::object))
        refuse("error.scene_object", {{"key", key}, {"value", value.shown()}});
    return value.members();
}

JsonList list(const JsonValue& value, const std::string& key) {
    if (!value.is(Type::list))
        refuse("error.scene_list", {{"key", key}, {"value", value.shown()}});
    return value.elements();
}

void refuse_choice(const JsonValue& value, const std::string& key, const std::string& choices) {
    refuse("error.scene_choice", {{"key", key}, {"value", value.shown()}, {"choices", choices}});
}

} // namespace convlens
