// What the name of a file or folder that is to be written asks for.
#pragma once

#include "export/formats.h"

#include <string>

namespace convlens {

/// The format of the name's ending. "-", and a device or a pipe without an ending, take the first format that
/// is one stream. Throws Error (request) where the name ends in none of that kind.
const ExportFormat& export_format(const std::string& path, ExportKind kind);

/// The format of a folder of numbered files of that ending, such as "svg". Throws Error (request) where there
/// is none; `path` is the folder.
const ExportFormat& folder_format(const std::string& each, const std::string& path);

} // namespace convlens
