// JSON from outside, read strictly: limits before recursion, no duplicate keys, and every wrong value refused
// with its key, the value and what it may be.
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace convlens {

using Json = nlohmann::json;

/// At most 16 MiB, depth 32, no duplicate keys. Throws Error.
Json parse_json(std::string_view text);

/// `value` for a message: one line, control characters replaced, at most 40 characters.
std::string shown(const Json& value);

/// Each throws Error where the value is not what the name says; `key` is named in the message.
int64_t integer(const Json& value, const std::string& key, int64_t low, int64_t high);
uint64_t unsigned_integer(const Json& value, const std::string& key);
/// A number; "nan", "inf" and "-inf" as text, for JSON has none of these.
double number(const Json& value, const std::string& key);
bool boolean(const Json& value, const std::string& key);
const std::string& text(const Json& value, const std::string& key);
const Json& object(const Json& value, const std::string& key);
const Json& list(const Json& value, const std::string& key);

/// "is not among the choices".
[[noreturn]] void refuse_choice(const Json& value, const std::string& key, const std::string& choices);

/// JSON of a number, the inverse of `number`; whole numbers without a point.
Json number_json(double value);

} // namespace convlens
