// The export dialog's work: the same compose as the stage, on another thread with fonts of its own.
#pragma once

#include "document/results.h"
#include "picture/theme.h"
#include "picture/typesetter.h"
#include "scene/base/timeline.h"
#include "window/application/jobs.h"
#include "window/session/session.h"

namespace convlens {

struct ExportWish {
    ExportForm form;
    Document document;
    Results results;
    Cursor cursor; // for a picture of this step
    ThemeId theme{};
    Language language{};
    FontSet fonts;
};

/// Writes it; false: cancelled, nothing was written. Throws Error.
bool write_export(const ExportWish& wish, JobControl& control);

} // namespace convlens
