// A command line and its target to a request of app/export, all but the fonts.
#pragma once

#include "command/arguments/build_document.h"
#include "command/arguments/command_line.h"
#include "export/export.h"
#include "i18n/catalogue.h"

namespace convlens {

/// Throws Error (request) where the format has no such choice.
ExportRequest picture_request(const CommandLine& request, const Target& target, const Texts& texts,
                              const ExportFormat& format);

} // namespace convlens
