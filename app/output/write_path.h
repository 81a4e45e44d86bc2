// What writing a file and writing a folder have in common: paths, temporary names, errors.
#pragma once

#include <string>

namespace convlens {

/// The folder that a path lies in, with its slash; "." where it names none.
std::string folder_of(const std::string& path);
/// The path with its last component's symbolic links followed, whether or not the end exists; empty: too many
/// links.
std::string follow_links(std::string path);
/// A name that nobody can foresee.
std::string temporary_name();

/// Throw Error with the system's words for an errno: the path cannot be opened (request), or writing failed
/// (work).
[[noreturn]] void throw_cannot_write(const std::string& path, int reason);
[[noreturn]] void throw_write_failed(const std::string& path, int reason);

} // namespace convlens
