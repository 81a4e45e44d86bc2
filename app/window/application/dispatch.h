// Every request of keys, menus and panels, carried out. Each group of commands is one exhaustive switch.
#pragma once

#include "window/application/command_context.h"
#include "window/application/files/files.h"

namespace convlens {

void dispatch(const Request& request, const CommandContext& context);

// The groups:
void carry_out(PlaybackCommand command, const Request& request, const CommandContext& context);
void carry_out(LookCommand command, const Request& request, const CommandContext& context);
void carry_out(LensCommand command, const Request& request, const CommandContext& context);
void carry_out(FileCommand command, const Request& request, const CommandContext& context);
void carry_out(EditCommand command, const Request& request, const CommandContext& context);
void carry_out(ClassCommand command, const Request& request, const CommandContext& context);

/// Takes an answer of `files`.
void take_file(const FileAnswer& answer, const CommandContext& context);

} // namespace convlens
