// One command line from its words to an exit status. Texts are answered here; pictures and the window by a
// function that the program opens when it is first needed, for a start that only describes shall not pay for
// cairo and OpenGL.
#pragma once

#include "command/arguments/subcommands.h"

#include <span>
#include <string_view>

namespace convlens {

/// Never throws: every error is one line on standard error, `convlens: error: WHAT (WHERE)`. 0 done, 1 the
/// work failed, 2 the request is wrong.
int run_command_line(std::span<const std::string_view> words, OpenPictures open_pictures);

} // namespace convlens
