// Faults of files by their keys in the catalogue; types by numpy's words.
#include "input/npy_error.h"

#include "i18n/error.h"
#include "input/limits.h"
#include "input/shape_text.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace convlens {
namespace {

static_assert(limits::elements == npy_max_elements && limits::npy_header == npy_max_header);

/// Text of a file for a message: printable characters, at most 20.
std::string shown(std::string_view text) {
    std::string result;
    for (const char c : text.substr(0, 20))
        result += c >= ' ' && c <= '~' ? c : '?';
    return '\'' + result + (text.size() > 20 ? "...'" : "'");
}

Error error_of(const NpyIssue& issue, const std::string& path) {
    const std::string value = std::to_string(issue.value);
    const std::string limit = std::to_string(issue.limit);
    const auto error = [&](std::string key, Error::Values values) {
        return Error(Error::Fault::request, std::move(key), std::move(values), path);
    };
    switch (issue.fault) {
    case NpyFault::magic:
        return error("error.npy_magic", {});
    case NpyFault::version:
        return error("error.npy_version", {{"value", value + "." + limit}});
    case NpyFault::header_length:
        return error("error.npy_header_length", {{"value", value}, {"limit", limit}});
    case NpyFault::header:
        return error("error.npy_header", {{"place", value}});
    case NpyFault::structured:
        return error("error.npy_structured", {});
    case NpyFault::type:
        return error("error.npy_type", {{"value", shown(issue.text)}, {"choices", array_type_names()}});
    case NpyFault::axes:
        return error("error.npy_axes", {{"limit", limit}});
    case NpyFault::elements:
        return error("error.npy_elements", {{"limit", limit}});
    case NpyFault::size:
        return error("error.npy_size",
                     {{"value", value}, {"shape", shape_text(issue.shape)}, {"needed", limit}});
    case NpyFault::source:
        break;
    }
    return error("error.file_shrank", {}); // the gate throws its own for all else
}

constexpr std::pair<NpyType, std::string_view> type_names[] = {
    {NpyType::f2, "float16"}, {NpyType::f4, "float32"}, {NpyType::f8, "float64"}, {NpyType::i1, "int8"},
    {NpyType::i2, "int16"},   {NpyType::i4, "int32"},   {NpyType::i8, "int64"},   {NpyType::u1, "uint8"},
    {NpyType::u2, "uint16"},  {NpyType::u4, "uint32"},  {NpyType::u8, "uint64"},  {NpyType::b1, "bool"}};

} // namespace

std::string_view array_type_name(NpyType type) {
    return std::find_if(std::begin(type_names), std::end(type_names),
                        [&](const auto& row) { return row.first == type; })
        ->second;
}

std::string array_type_names() {
    std::string text;
    for (const auto& [type, name] : type_names)
        text.append(text.empty() ? "" : ", ").append(name);
    return text;
}

void throw_npy_issue(const std::optional<NpyIssue>& issue, const std::string& where) {
    if (issue)
        throw error_of(*issue, where);
}

} // namespace convlens
