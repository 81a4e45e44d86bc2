// The subcommands that write pictures: one frame, an animation, every figure. Everything here is linked into
// the module that the program opens on first use.
#pragma once

#include "command/arguments/build_document.h"
#include "command/arguments/command_line.h"
#include "i18n/catalogue.h"

namespace convlens {

/// All throw Error.
void render(const CommandLine& request, const Target& target, const Texts& texts);
void export_movie(const CommandLine& request, const Target& target, const Texts& texts);
/// The same of a target network:NET.
/// Of `target` only the step counts.
void render_network(const CommandLine& request, const Target& target, const Texts& texts);
void export_network_movie(const CommandLine& request, const Texts& texts);
/// All steps, or the figures of a sweep, on one page.
void export_sheet(const CommandLine& request, const Target& target, const Texts& texts);
/// Every figure, several targets, or the values of a sweep, as files in the folder `request.output`. Says on
/// standard error what could not be written and what is impossible; returns the exit status.
int export_many(const CommandLine& request, const Texts& texts);
/// Whether the command line asks for that.
bool is_for_many(const CommandLine& request);
/// `convlens lesson export`.
void export_lesson_slides(const CommandLine& request, const Texts& texts);
/// The sheet of `convlens exercise`.
void write_exercise_sheet(const CommandLine& request, const Texts& texts);

} // namespace convlens
