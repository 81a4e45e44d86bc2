// Every built-in figure as a file of its own.
#pragma once

#include "export/batch.h"
#include "i18n/catalogue.h"
#include "picture/theme.h"
#include "picture/typesetter.h"

#include <vector>

namespace convlens {

struct FiguresRequest {
    ThemeId theme = ThemeId::light;
    Language language = Language::en;
    std::vector<Language> languages; // of web pages, as ExportRequest
    FontSet fonts;
    const ExportFormat* format = &export_formats[0]; // in one file each
    bool pairs = false;      // beside each figure the one that leads back, where there is one
    bool holds_scene = true; // as ExportRequest
    bool loops = true;
    FileFacts file;
    std::optional<int> quality;
    std::optional<Vec2> size; // px, of each; absent: that of the figure
    bool crops = false;       // as ExportRequest
};

/// Each as NAME and the format's ending, one frame a step and a second, at `size` or the size that it has of
/// its own, a pair twice as wide; as one picture its last step.
std::vector<BatchJob> figure_jobs(const FiguresRequest& request);

/// The last step of a figure, finished.
Cursor last_cursor(const Document& document);

} // namespace convlens
