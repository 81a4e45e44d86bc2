// The subcommands that write pictures: one frame, an animation, every figure. Everything here is linked into
// the module that the program opens on first use.
#pragma once

#include "command/build_document.h"
#include "command/command_line.h"
#include "i18n/catalogue.h"

namespace convlens {

/// All throw Error.
void render(const CommandLine& request, const Target& target, const Texts& texts);
void export_movie(const CommandLine& request, const Target& target, const Texts& texts);
/// The same of a target network:NET.
/// Of `target` only the step counts.
void render_network(const CommandLine& request, const Target& target, const Texts& texts);
void export_network_movie(const CommandLine& request, const Texts& texts);
/// Every figure as NAME.gif, one frame a step, in the folder `request.output`; all of them or none.
/// `convlens lesson export`.
void export_lesson_slides(const CommandLine& request);
void export_all(const CommandLine& request, const Texts& texts);
/// The sheet of `convlens exercise`.
void write_exercise_sheet(const CommandLine& request, const Texts& texts);

} // namespace convlens
