// Every request of keys, menus and panels, carried out. Each group of commands is one exhaustive switch.
#pragma once

#include "window/application/autosave.h"
#include "window/application/class_view.h"
#include "window/application/copying.h"
#include "window/application/exporter.h"
#include "window/application/files.h"
#include "window/application/lessons.h"
#include "window/application/networks.h"
#include "window/application/tick_context.h"
#include "window/platform/platform.h"
#include "window/platform/settings_file.h"

namespace convlens {

/// What commands work on.
struct CommandContext {
    TickContext tick;
    Settings& settings;
    SettingsFile& settings_file;
    Platform& platform;
    Files& files;
    Exporter& exporter;
    PictureCopy& picture_copy;
    Autosave& autosave;
    Lessons& lessons;
    Networks& networks;
    ClassView& class_view;
    std::size_t& figure; // index of the preset that next_figure goes on from
};

void dispatch(const Request& request, const CommandContext& context);

// The groups:
void carry_out(PlaybackCommand command, const Request& request, const CommandContext& context);
void carry_out(LookCommand command, const Request& request, const CommandContext& context);
void carry_out(LensCommand command, const Request& request, const CommandContext& context);
void carry_out(FileCommand command, const Request& request, const CommandContext& context);
void carry_out(EditCommand command, const Request& request, const CommandContext& context);
void carry_out(ClassCommand command, const Request& request, const CommandContext& context);

/// Writes the settings where they differ from the file; a line says why they cannot be.
void write_settings(const CommandContext& context);
/// Takes an answer of `files`.
void take_file(const FileAnswer& answer, const CommandContext& context);

} // namespace convlens
