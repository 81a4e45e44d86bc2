// The table of the system's reasons that a person meets; others are named by their number.
#include "i18n/error_words.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace convlens {
namespace {

constexpr std::string_view other_mark = "system.other ";
constexpr std::string_view cairo_mark = "system.cairo ";
constexpr std::string_view driver_mark = "system.driver ";

constexpr std::array<std::pair<int, std::string_view>, 23> reasons{{
    {EACCES, "system.permission_denied"},
    {EBADF, "system.bad_descriptor"},
    {EBUSY, "system.busy"},
    {EDQUOT, "system.quota"},
    {EEXIST, "system.exists"},
    {EFBIG, "system.file_too_large"},
    {EINVAL, "system.invalid_argument"},
    {EIO, "system.input_output"},
    {EISDIR, "system.is_directory"},
    {ELOOP, "system.link_loop"},
    {EMFILE, "system.too_many_files"},
    {ENAMETOOLONG, "system.name_too_long"},
    {ENFILE, "system.too_many_files"},
    {ENODEV, "system.no_device"},
    {ENOENT, "system.no_such_file"},
    {ENOMEM, "system.no_memory"},
    {ENOSPC, "system.no_space"},
    {ENOTDIR, "system.not_directory"},
    {ENXIO, "system.no_device"},
    {EPERM, "system.not_permitted"},
    {EPIPE, "system.broken_pipe"},
    {EROFS, "system.read_only"},
    {ETXTBSY, "system.busy"},
}};

constexpr std::array places{place_memory, place_standard_output, place_window};

} // namespace

std::string system_reason(int error) {
    const auto* const found = std::find_if(reasons.begin(), reasons.end(),
                                           [error](const auto& reason) { return reason.first == error; });
    return found == reasons.end() ? std::string(other_mark) + std::to_string(error)
                                  : std::string(found->second);
}

std::string cairo_reason(int status, bool is_out_of_memory) {
    return is_out_of_memory ? system_reason(ENOMEM) : std::string(cairo_mark) + std::to_string(status);
}

std::string driver_reason(std::string_view words) {
    return std::string(driver_mark).append(words);
}

std::string in_words(const Texts& texts, std::string_view value) {
    const bool known = std::find(places.begin(), places.end(), value) != places.end() ||
                       std::any_of(reasons.begin(), reasons.end(),
                                   [value](const auto& reason) { return reason.second == value; });
    if (known)
        return std::string(texts(value));
    if (value.starts_with(other_mark))
        return texts("system.other", {{"number", value.substr(other_mark.size())}});
    if (value.starts_with(cairo_mark))
        return texts("system.cairo", {{"number", value.substr(cairo_mark.size())}});
    if (value.starts_with(driver_mark))
        return std::string(texts.language() == Language::en ? value.substr(driver_mark.size())
                                                            : texts("system.driver"));
    return std::string(value);
}

std::string value_in_words(const Texts& texts, std::string_view name, std::string_view value) {
    return name == "reason" ? in_words(texts, value) : std::string(value);
}

} // namespace convlens
