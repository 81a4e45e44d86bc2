#include "command/output_name.h"

#include "i18n/error.h"

#include <algorithm>
#include <sys/stat.h>

namespace convlens {
namespace {

/// Lower-case letters behind the last point of the name, without it; empty: none.
std::string ending_of(const std::string& path) {
    const std::string name = path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
    const std::size_t point = name.rfind('.');
    std::string ending = point == std::string::npos ? "" : name.substr(point + 1);
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return ending;
}

/// Standard output, a device or a pipe: one stream that has no ending.
bool is_stream(const std::string& path) {
    struct stat file = {};
    return path == "-" || (ending_of(path).empty() && stat(path.c_str(), &file) == 0 &&
                           (S_ISCHR(file.st_mode) || S_ISFIFO(file.st_mode)));
}

[[noreturn]] void refuse(const std::string& path, const char* choices) {
    const std::string ending = ending_of(path);
    throw Error(Error::Fault::request, ending.empty() ? "error.output_without_ending" : "error.output_ending",
                {{"value", ending}, {"choices", choices}}, path);
}

} // namespace

PictureFormat picture_format(const std::string& path) {
    const std::string ending = ending_of(path);
    if (ending == "png" || is_stream(path))
        return PictureFormat::png;
    if (ending == "svg")
        return PictureFormat::svg;
    if (ending == "pdf")
        return PictureFormat::pdf;
    refuse(path, ".png, .svg, .pdf");
}

MovieFormat movie_format(const std::string& path) {
    if (path.ends_with('/'))
        return MovieFormat::png_folder;
    if (ending_of(path) == "gif" || is_stream(path))
        return MovieFormat::gif;
    refuse(path, ".gif, NAME/");
}

} // namespace convlens
