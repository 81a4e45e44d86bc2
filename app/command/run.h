// One command line from its words to an exit status. Texts are answered here; pictures and the window by a
// function that the program opens when it is first needed, for a start that only describes shall not pay for
// cairo and OpenGL.
#pragma once

#include "command/build_document.h"
#include "command/command_line.h"
#include "i18n/catalogue.h"

#include <span>
#include <string_view>

namespace convlens {

/// Answers Subcommand::render, export_movie and window; returns the exit status. `target` is empty for export
/// --all.
using Pictures = int (*)(const CommandLine& request, Target& target, const Texts& texts);

/// What a front end must give: how to get at the pictures. Throws Error where they are not to be had.
using OpenPictures = Pictures (*)();

/// Never throws: every error is one line on standard error, `convlens: error: WHAT (WHERE)`. 0 done, 1 the
/// work failed, 2 the request is wrong.
int run_command_line(std::span<const std::string_view> words, OpenPictures open_pictures);

} // namespace convlens
