// The export that runs beside the window, its progress and its end.
#pragma once

#include "picture/typesetter.h"
#include "window/application/editor.h"

namespace convlens {

class Exporter {
public:
    Exporter(const FontSet& fonts, Executor& executor) : fonts_(fonts), executor_(executor) {}
    /// Begins what the form asks for, unless one is running.
    void start(Session& session, const Editor& editor, ThemeId theme, Language language);
    void cancel();
    /// Tells the session how far it is, and what came of it.
    void update(Session& session, const Texts& texts);

private:
    const FontSet& fonts_;
    Executor& executor_;
    Job<bool> exporting_;
};

} // namespace convlens
