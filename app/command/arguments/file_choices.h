// The options of files of pictures, put into a request: what is shown, when, and how the file holds it.
#pragma once

#include "command/arguments/command_line.h"
#include "export/export.h"

namespace convlens {

/// Everything but the document, the fonts and the format. `request.path` and the format are known already.
/// Throws Error (request) where the format has no such choice.
void choose_file(const CommandLine& line, ExportRequest& request);

/// Those of a web page: --lang alone, or all of them, that of the locale first.
std::vector<Language> page_languages(const CommandLine& line);

/// The format of the output's name, in a folder the one of --format. Throws Error (request).
const ExportFormat& asked_format(const CommandLine& line, ExportKind kind);

} // namespace convlens
