// What commands work on: the parts of the running window. Whoever uses a part includes it.
#pragma once

#include "window/application/tick_context.h"
#include "window/session/settings.h"

#include <cstddef>

namespace convlens {

class Autosave;
class ClassView;
class Exporter;
class Files;
class Lessons;
class Networks;
class PictureCopy;
class Platform;
class SettingsFile;

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

/// Writes the settings where they differ from the file; a line says why they cannot be.
void write_settings(const CommandContext& context);

} // namespace convlens
