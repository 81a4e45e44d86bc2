// Tables of the names that enumerations have in files and on the command line. Not for people's eyes alone:
// these are never translated. What the compiler knows of an enumeration (how many values it has) is asked
// here, too, so that a table without a row for each value does not compile.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace convlens {

template <class Enum> using NameRow = std::pair<std::string_view, Enum>;
template <class Enum> using Names = std::span<const NameRow<Enum>>;

/// The name of a value, which the table has.
template <class Enum> constexpr std::string_view name_of(Names<Enum> names, Enum value) {
    for (const auto& [name, named] : names)
        if (named == value)
            return name;
    return {};
}
/// The value of a name; none where no row has it.
template <class Enum> constexpr std::optional<Enum> named(Names<Enum> names, std::string_view name) {
    for (const auto& [known, value] : names)
        if (known == name)
            return value;
    return {};
}
/// "conv, conv-transpose, ..." for messages.
template <class Enum> std::string joined_names(Names<Enum> names) {
    std::string joined;
    for (const auto& entry : names)
        joined.append(joined.empty() ? "" : ", ").append(entry.first);
    return joined;
}

/// Whether the value has an enumerator: of others gcc and clang write the number, in brackets behind its
/// type.
template <auto value> constexpr bool is_enumerator() {
    return std::string_view(__PRETTY_FUNCTION__).find("value = (") == std::string_view::npos;
}
/// How many values an enumeration has that counts from 0.
template <class Enum, std::size_t from = 0> constexpr std::size_t enum_count() {
    if constexpr (is_enumerator<static_cast<Enum>(from)>())
        return enum_count<Enum, from + 1>();
    else
        return from;
}

/// Whether the rows are those of all values, in their order. `value_of(row)` is the row's value.
template <class Row, std::size_t count, class ValueOf>
constexpr bool has_all_values(const std::array<Row, count>& rows, const ValueOf& value_of) {
    for (std::size_t i = 0; i < count; ++i)
        if (static_cast<std::size_t>(value_of(rows[i])) != i)
            return false;
    return count == enum_count<decltype(value_of(rows[0]))>();
}
template <class Enum, std::size_t count>
constexpr bool has_all_values(const std::array<NameRow<Enum>, count>& rows) {
    return has_all_values(rows, [](const NameRow<Enum>& row) { return row.second; });
}

} // namespace convlens
