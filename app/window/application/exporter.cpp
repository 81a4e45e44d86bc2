// What is exported is what is shown, not what is being evaluated.
#include "window/application/exporter.h"

#include "window/application/export_job.h"
#include "window/application/messages.h"

#include <algorithm>

namespace convlens {

void Exporter::start(Session& session, const Editor& editor, ThemeId theme, Language language) {
    if (exporting_.is_running())
        return;
    session.exporting.error.clear();
    ExportWish wish;
    wish.form = session.exporting;
    wish.document = editor.shown().document;
    wish.results = editor.shown().results;
    wish.cursor = editor.cursor();
    wish.theme = theme;
    wish.language = language;
    wish.fonts = fonts_;
    exporting_ = Job<bool>(executor_, [wish](JobControl& control) { return write_export(wish, control); });
    session.export_all = 1;
    session.export_done = 0;
}

void Exporter::cancel() {
    if (JobControl* control = exporting_.control())
        control->cancelled = true;
}

void Exporter::update(Session& session, const Texts& texts) {
    if (const JobControl* control = exporting_.control()) {
        session.export_done = control->done;
        session.export_all = std::max<int64_t>(control->all, 1);
    }
    const auto outcome = exporting_.take();
    if (!outcome)
        return;
    session.export_all = 0;
    session.frames_to_draw = 3;
    const std::string path(session.exporting.path.data());
    if (!outcome->value) {
        session.exporting.error = sentence(texts, outcome->error);
    } else if (*outcome->value) {
        session.exporting.open = false;
        show_message(session, texts("ui.exported", {{"path", path}}), 6);
    } else {
        show_message(session, std::string(texts("ui.export_cancelled")), 6);
    }
}

} // namespace convlens
