// Every built-in figure as an animation of its own.
#pragma once

#include "export/formats.h"
#include "i18n/catalogue.h"
#include "output/movie.h"
#include "picture/theme.h"
#include "picture/typesetter.h"

#include <string>

namespace convlens {

struct FiguresRequest {
    ThemeId theme = ThemeId::light;
    Language language = Language::en;
    FontSet fonts;
    const ExportFormat* format = &export_formats[0]; // of animations in one file
    std::string folder;                              // made where it is missing
    bool holds_scene = true;                         // each file can be opened again
    bool pairs = false; // beside each figure the one that leads back, where there is one
};

/// Each figure as NAME and the format's ending, one frame a step and a second, at the size that it has of its
/// own, a pair twice as wide; all of them or none. On as many threads as there are processors; `progress`
/// counts the frames of all, one call at a time, and ends the work by false. Returns whether it came to the
/// end. Throws Error.
bool export_figures(const FiguresRequest& request, const Progress& progress);

} // namespace convlens
