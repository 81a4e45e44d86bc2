// The export that runs beside the window, its progress and its end.
#pragma once

#include "export/export.h"
#include "picture/typesetter.h"
#include "scene/base/scene_input.h"
#include "window/application/editor.h"

namespace convlens {

/// How the pictures are composed that the form asks for.
Composition exported_composition(const ExportForm& form);
/// Playing stands still while the panel is open: what is seen is what a still will be.
void pause_while_exporting(Session& session);

class Exporter {
public:
    Exporter(const FontSet& fonts, Executor& executor) : fonts_(fonts), executor_(executor) {}
    /// Begins what the form asks for, unless one is running.
    void start(Session& session, const Editor& editor, ThemeId theme, Language language);
    /// The same of a network that is shown, without a misfit: `network` says which, and where its cursor is.
    void start(Session& session, ExportRequest network, ThemeId theme, Language language);
    void cancel();
    bool is_running() const { return exporting_.is_running(); }
    /// Tells the session how far it is, and what came of it.
    void update(Session& session, const Texts& texts);

private:
    void begin(Session& session, ExportRequest request, ThemeId theme, Language language);

    const FontSet& fonts_;
    Executor& executor_;
    Job<bool> exporting_;
};

} // namespace convlens
