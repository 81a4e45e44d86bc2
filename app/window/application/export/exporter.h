// The export that runs beside the window, its progress and its end.
#pragma once

#include "export/export.h"
#include "picture/typesetter.h"
#include "scene/base/scene_input.h"
#include "window/application/editor.h"
#include "window/application/export/expected_export.h"

#include <functional>
#include <optional>
#include <string>

namespace convlens {

/// How the pictures are composed that the form asks for.
Composition exported_composition(const ExportForm& form);
/// What the form says, but for the document, put into a request.
void put_choices(const ExportForm& form, ExportRequest& request);
/// The picture that stands beside the panel; `shown` is the one that the window shows.
Cursor previewed_cursor(const ExportForm& form, const StepRun& run, const Cursor& shown);
/// Playing stands still while the panel is open: what is seen is what a still will be.
void pause_while_exporting(Session& session);

/// The figure that is shown, as it is now; absent: it is impossible.
std::optional<ExportRequest> export_request(const Editor& editor);

class Exporter {
public:
    /// Absent: there is nothing to export.
    using MakeRequest = std::function<std::optional<ExportRequest>()>;

    Exporter(const FontSet& fonts, Executor& executor)
        : fonts_(fonts), executor_(executor), expected_(executor) {}
    /// Begins what the form asks for, unless one is running. `figure`: what is exported, and where it is.
    void start(Session& session, ExportRequest figure, ThemeId theme, Language language);
    void cancel();
    bool is_running() const { return exporting_.is_running(); }
    /// Tells the session how far it is, and what came of it.
    void update(Session& session, const Texts& texts);
    /// Tells it what is to be expected of the form.
    void expect(Session& session, double changed_at, ThemeId theme, Language language,
                const MakeRequest& figure);
    /// `expect`; nothing is expected while an export runs, whose end is an event.
    double due() const { return is_running() ? 0 : expected_.due(); }

private:
    ExportWork work_of(const Session& session, ExportRequest figure, ThemeId theme, Language language) const;

    const FontSet& fonts_;
    Executor& executor_;
    Job<bool> exporting_;
    std::string path_;    // of what is exported; the form's may be typed over meanwhile
    double began_at_ = 0; // platform_seconds
    ExpectedExport expected_;
};

} // namespace convlens
