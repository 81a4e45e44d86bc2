// What is exported is what is shown, not what is being evaluated.
#include "window/application/exporter.h"

#include "window/application/export_job.h"
#include "window/application/messages.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace convlens {

Composition exported_composition(const ExportForm& form) {
    Composition composition;
    composition.size = {static_cast<float>(form.typed().width), static_cast<float>(form.typed().height)};
    composition.progress = true;
    return composition;
}

void Exporter::start(Session& session, const Editor& editor, ThemeId theme, Language language) {
    if (exporting_.is_running())
        return;
    if (!editor.shown().results.issues.empty()) {
        session.exporting.replaces.clear();
        session.exporting.error = Texts(language)("ui.impossible");
        return;
    }
    ExportRequest request;
    request.document = editor.shown().document;
    request.results = std::make_shared<const Results>(editor.shown().results);
    request.cursor = editor.played();
    begin(session, std::move(request), theme, language);
}

void Exporter::start(Session& session, ExportRequest network, ThemeId theme, Language language) {
    if (!exporting_.is_running())
        begin(session, std::move(network), theme, language);
}

/// What the form says is put into the request.
void Exporter::begin(Session& session, ExportRequest request, ThemeId theme, Language language) {
    session.exporting.error.clear();
    session.exporting.replaces.clear();
    const ExportForm& form = session.exporting;
    request.options = {theme, language, exported_composition(form)};
    request.fonts = fonts_;
    request.format = form.format;
    request.outlines_text = form.outline_text && form.format->outlined != nullptr;
    request.path = form.path.data();
    const ExportSizes& typed = form.typed();
    request.pace = {typed.frames_per_second, std::llround(static_cast<double>(typed.seconds_per_step) * 1e6)};
    exporting_ =
        Job<bool>(executor_, [request](JobControl& control) { return write_export(request, control); });
    session.export_all = 1;
    session.export_done = 0;
}

void Exporter::cancel() {
    if (JobControl* control = exporting_.control())
        control->cancelled = true;
}

void pause_while_exporting(Session& session) {
    ExportForm& form = session.exporting;
    if (form.open == form.pauses)
        return;
    form.pauses = form.open;
    if (form.open)
        form.resumes = std::exchange(session.playing, false);
    else
        session.playing = session.playing || form.resumes;
}

void Exporter::update(Session& session, const Texts& texts) {
    pause_while_exporting(session);
    if (const JobControl* control = exporting_.control()) {
        session.export_done = control->done;
        session.export_all = std::max<int64_t>(control->all, 1);
    }
    const auto outcome = exporting_.take();
    if (!outcome)
        return;
    session.export_all = 0;
    session.asks_to_close = false;
    session.frames_to_draw = 3;
    const std::string path(session.exporting.path.data());
    if (!outcome->value) {
        session.exporting.error = sentence(texts, outcome->error);
        session.exporting.wants_focus = true;
    } else if (*outcome->value) {
        session.exporting.open = false;
        show_message(session, texts("ui.exported", {{"path", path}}), 6);
    } else {
        show_message(session, std::string(texts("ui.export_cancelled")), 6);
    }
}

} // namespace convlens
