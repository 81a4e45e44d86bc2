// What writing a file and writing a folder have in common: paths, temporary names, errors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace convlens {

/// The folder that a path lies in, with its slash; "." where it names none.
std::string folder_of(const std::string& path);
/// The path without slashes at its end; "/" stays.
std::string without_slashes(std::string path);
/// Whether nothing is there, links followed.
bool is_missing(const std::string& path);
/// Whether a folder lies at the path itself, links not followed.
bool is_folder(const std::string& path);
/// The path with its last component's symbolic links followed, whether or not the end exists; empty: too many
/// links.
std::string follow_links(std::string path);
/// Letters and digits that nobody can foresee.
std::string random_name();
/// A name of these for a file that is not finished.
std::string temporary_name();

/// With zeros before it: as many digits as `last` has, at least `min_digits`, so that names sort as numbers
/// do.
std::string padded_number(int64_t number, int64_t last, std::size_t min_digits);

/// Writes all of it; returns 0, or the errno of what failed.
int write_all(int descriptor, std::string_view bytes);

/// Throw Error with the system's words for an errno: the path cannot be opened (request, but work where the
/// disk or the machine is full), or writing failed (work).
[[noreturn]] void throw_cannot_write(const std::string& path, int reason);
[[noreturn]] void throw_write_failed(const std::string& path, int reason);

} // namespace convlens
