// What is exported is what is shown, not what is being evaluated.
#include "window/application/export/exporter.h"

#include "export/page_figures.h"
#include "window/application/export/export_job.h"
#include "window/application/messages.h"
#include "window/platform/platform.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace convlens {

Composition exported_composition(const ExportForm& form) {
    Composition composition;
    composition.size = picture_of(form).size;
    composition.title = form.choices.caption;
    composition.progress = form.choices.caption && !form.is_sheet(); // each picture has its line there
    composition.formula = form.choices.formula;
    composition.lenses = form.choices.lenses;
    composition.transparent = form.choices.transparent;
    return composition;
}

namespace {

Pace pace_of(const ExportForm& form) {
    const ExportSizes& typed = form.typed();
    const ExportChoices& choices = form.choices;
    Pace pace;
    if (form.is_sheet()) {
        pace.rate = {1, 1};
        pace.step_us = 1'000'000;
    } else {
        pace.step_us = std::llround(static_cast<double>(typed.seconds_per_step) * 1e6);
        pace.rate = choices.one_frame_a_step ? pace.one_a_step() : FrameRate{typed.frames_per_second, 1};
        pace.plays_phases = choices.plays_phases;
    }
    if (form.has_values()) // figures of other values have other steps
        return pace;
    pace.first_step = choices.first_step - 1;
    if (choices.last_step > 0)
        pace.last_step = choices.last_step - 1;
    return pace;
}

} // namespace

void put_choices(const ExportForm& form, ExportRequest& request) {
    const ExportChoices& choices = form.choices;
    request.format = form.format;
    request.path = form.path.data();
    request.options.composition = exported_composition(form);
    request.file_width = picture_of(form).file_width;
    request.pace = pace_of(form);
    request.loops = choices.loops;
    request.crops = choices.crops;
    request.holds_scene = choices.holds_scene;
    request.file.outlines_text = choices.outline_text && form.format->has_outlines;
    if (form.typed().on_paper)
        request.file.width_mm = static_cast<double>(form.typed().width_mm);
    if (form.format->has_quality && choices.quality < 100)
        request.quality = choices.quality;
}

Cursor previewed_cursor(const ExportForm& form, const StepRun& run, const Cursor& shown) {
    if (!form.open || (!form.has_steps() && !form.has_values()))
        return shown;
    if (!form.has_steps())
        return finished(run.steps - 1, run.terms_per_step);
    Pace pace = pace_in(*form.format,
                        pace_of(form)); // the figure may have fewer steps than it had when they were typed
    pace.first_step = std::min(pace.first_step, run.steps - 1);
    pace.last_step = std::clamp(pace.last_step.value_or(run.steps - 1), pace.first_step, run.steps - 1);
    FramePace frames(run);
    const int64_t count = frames.set(pace);
    return frames.cursor(form.preview == ExportPreview::first ? 0 : count - 1);
}

std::optional<ExportRequest> export_request(const Editor& editor) {
    if (!editor.shown().results.issues.empty())
        return std::nullopt;
    ExportRequest request;
    request.document = editor.shown().document;
    request.results = std::make_shared<const Results>(editor.shown().results);
    request.cursor = editor.played();
    return request;
}

ExportWork Exporter::work_of(const Session& session, ExportRequest figure, ThemeId theme,
                             Language language) const {
    figure.options.theme = theme;
    figure.options.language = language;
    figure.fonts = fonts_;
    put_choices(session.exporting, figure);
    if (figure.format->is_page)
        figure.languages = languages_from(language);
    const ExportForm& form = session.exporting;
    return {std::move(figure), form.content(), form.choices.sweeps, form.choices.max_bytes};
}

void Exporter::start(Session& session, ExportRequest figure, ThemeId theme, Language language) {
    if (exporting_.is_running())
        return;
    session.exporting.error.clear();
    session.exporting.replaces.clear();
    exporting_ = Job<bool>(executor_, [work = work_of(session, std::move(figure), theme, language)](
                                          JobControl& control) { return write_export(work, control); });
    path_ = session.exporting.path.data();
    began_at_ = platform_seconds();
    session.export_all = 1;
    session.export_done = 0;
}

void Exporter::expect(Session& session, double changed_at, ThemeId theme, Language language,
                      const MakeRequest& figure) {
    expected_.update(session, changed_at, platform_seconds(), [&]() -> std::optional<ExportWork> {
        std::optional<ExportRequest> request = figure();
        if (!request)
            return std::nullopt;
        return work_of(session, *std::move(request), theme, language);
    });
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
        session.export_seconds = platform_seconds() - began_at_;
    }
    const auto outcome = exporting_.take();
    if (!outcome)
        return;
    session.export_all = 0;
    session.asks_to_close = false;
    session.frames_to_draw = 3;
    if (!outcome->value) {
        session.exporting.error = sentence(texts, outcome->error);
        session.exporting.wants_focus = true;
    } else if (*outcome->value) {
        session.exporting.open = false;
        show_message(session, texts("ui.exported", {{"path", path_}}), 6);
    } else {
        show_message(session, std::string(texts("ui.export_cancelled")), 6);
    }
}

} // namespace convlens
