// A scene's values by their kind, read strictly: every wrong one is refused with its key, the value and what
// it may be.
#pragma once

#include "document/json/tree.h"
#include "i18n/names.h"

#include <cstdint>
#include <string>

namespace convlens {

/// Each throws Error where the value is not what the name says; `key` is named in the message.
int64_t integer(const JsonValue& value, const std::string& key, int64_t low, int64_t high);
uint64_t unsigned_integer(const JsonValue& value, const std::string& key);
/// A number; "nan", "inf" and "-inf" as text, for JSON has none of these.
double number(const JsonValue& value, const std::string& key);
bool boolean(const JsonValue& value, const std::string& key);
std::string text(const JsonValue& value, const std::string& key);
JsonObject object(const JsonValue& value, const std::string& key);
JsonList list(const JsonValue& value, const std::string& key);

/// "is not among the choices".
[[noreturn]] void refuse_choice(const JsonValue& value, const std::string& key, const std::string& choices);

/// One of the names.
template <class Enum> Enum choice(const JsonValue& value, const std::string& key, Names<Enum> names) {
    constexpr std::size_t longer_than_all = 64; // bytes
    const auto found =
        value.is(JsonValue::Type::text) ? named(names, value.text(longer_than_all)) : std::nullopt;
    if (!found)
        refuse_choice(value, key, joined_names(names));
    return *found;
}

} // namespace convlens
