// Magic numbers; files of text by their first tag or command.
#include "input/embedded/container.h"

#include <algorithm>
#include <string>

namespace convlens {
namespace {

/// HTML has letters of either case.
std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

Container container_of_markup(std::string_view text) {
    const std::string small = lower(text);
    if (small.starts_with("<!doctype html") || small.starts_with("<html"))
        return Container::html;
    return text.find("<svg") != std::string_view::npos ? Container::svg : Container::none;
}

} // namespace

Container container_of(std::string_view begin) {
    if (begin.starts_with("\x89PNG\r\n\x1a\n"))
        return Container::png;
    if (begin.starts_with("GIF87a") || begin.starts_with("GIF89a"))
        return Container::gif;
    if (begin.starts_with("RIFF") && begin.size() >= 12 && begin.substr(8, 4) == "WEBP")
        return Container::webp;
    if (begin.size() >= 8 && begin.substr(4, 4) == "ftyp")
        return Container::mp4;
    if (begin.starts_with("\x1A\x45\xDF\xA3"))
        return Container::webm;
    if (begin.starts_with("%PDF-"))
        return Container::pdf;
    if (begin.starts_with("\xEF\xBB\xBF")) // a byte order mark
        begin.remove_prefix(3);
    begin.remove_prefix(std::min(begin.find_first_not_of(" \t\r\n"), begin.size()));
    if (begin.starts_with('<'))
        return container_of_markup(begin);
    return begin.starts_with('%') || begin.starts_with('\\') ? Container::tex : Container::none;
}

} // namespace convlens
