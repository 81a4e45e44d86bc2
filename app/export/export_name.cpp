// Endings count in any case; only the last part of a path has one.
#include "export/export_name.h"

#include "i18n/error.h"

#include <algorithm>
#include <iterator>
#include <sys/stat.h>

namespace convlens {
namespace {

/// Lower-case letters from the last point of the name on; empty: none.
std::string ending_of(const std::string& path) {
    const std::string name = path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
    const std::size_t point = name.rfind('.');
    std::string ending = point == std::string::npos ? "" : name.substr(point);
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return ending == "." ? "" : ending;
}

/// Standard output, a device or a pipe: one stream that has no ending.
bool is_stream(const std::string& path) {
    struct stat file = {};
    return path == "-" || (ending_of(path).empty() && stat(path.c_str(), &file) == 0 &&
                           (S_ISCHR(file.st_mode) || S_ISFIFO(file.st_mode)));
}

[[noreturn]] void refuse(const std::string& path, ExportKind kind) {
    std::string choices;
    for (const ExportFormat& format : export_formats) {
        const std::string choice = (format.is_folder() ? "NAME" : "") + std::string(format.ending);
        if (format.is_movie() == (kind == ExportKind::movie) && choices.find(choice) == std::string::npos)
            choices.append(choices.empty() ? "" : ", ").append(choice);
    }
    const std::string ending = ending_of(path);
    throw Error(Error::Fault::request, ending.empty() ? "error.output_without_ending" : "error.output_ending",
                {{"value", ending.substr(ending.empty() ? 0 : 1)}, {"choices", choices}}, path);
}

} // namespace

const ExportFormat& export_format(const std::string& path, ExportKind kind) {
    const bool is_folder = path.ends_with('/');
    const std::string ending = is_folder ? "/" : ending_of(path);
    const bool takes_any = is_stream(path);
    const auto* const found =
        std::find_if(std::begin(export_formats), std::end(export_formats), [&](const ExportFormat& format) {
            return format.is_movie() == (kind == ExportKind::movie) &&
                   (format.ending == ending || (takes_any && !format.is_folder()));
        });
    if (found == std::end(export_formats))
        refuse(path, kind);
    return *found;
}

const ExportFormat& folder_format(const std::string& each, const std::string& path) {
    std::string choices;
    for (const ExportFormat& format : export_formats) {
        if (!format.is_folder())
            continue;
        if (format.each.substr(1) == each)
            return format;
        choices.append(choices.empty() ? "" : ", ").append(format.each.substr(1));
    }
    throw Error(Error::Fault::request, "error.folder_format", {{"value", each}, {"choices", choices}}, path);
}

} // namespace convlens
