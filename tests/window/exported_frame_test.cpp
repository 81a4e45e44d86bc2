// The picture beside the export panel and the one in the file are the same frame: of every figure, in each
// theme and language, with lenses and as a pair, at the first and the last frame.
#include "window/application/export/exporter.h"

#include "document/evaluate/evaluate.h"
#include "document/presets.h"
#include "export/paper.h"
#include "scene/animation.h"
#include "scene/compose.h"
#include "scene/pair/pair_cursors.h"
#include "test_fonts.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

struct Look {
    ThemeId theme;
    Language language;
    std::vector<Lens> lenses;
    bool pair = false;
    bool on_paper = false;
};

ExportForm form_of(const Look& look, ExportPreview preview) {
    ExportForm form;
    form.open = true;
    form.preview = preview;
    form.typed().width = look.lenses.empty() ? 800 : 1920;
    form.typed().height = look.lenses.empty() ? 450 : 1080;
    form.typed().on_paper = look.on_paper;
    form.choices.one_frame_a_step = preview == ExportPreview::last;
    form.choices.transparent = look.pair;
    return form;
}

/// As the window composes it (Stage).
Frame in_window(const ExportForm& form, const Document& document, const Results& results, const Look& look,
                Typesetter& typesetter) {
    Composition composition = exported_composition(form);
    StepRun run;
    run.steps = leading_results(results).steps;
    run.terms_per_step = leading_results(results).terms_per_step;
    const PairCursors cursors = pair_cursors(results, previewed_cursor(form, run, Cursor{}));
    const Rasters rasters = make_rasters(results);
    CardNeeds needs;
    return compose({document,
                    results,
                    cursors.own,
                    {},
                    theme(look.theme),
                    Texts(look.language),
                    typesetter,
                    composition,
                    &rasters,
                    cursors.beside,
                    nullptr,
                    &needs});
}

/// As a file has it, of what the form asks for.
Frame in_file(const ExportForm& form, const Document& document, const Results& results, const Look& look,
              const FontSet& fonts) {
    ExportRequest request;
    request.document = document;
    request.options.theme = look.theme;
    request.options.language = look.language;
    put_choices(form, request);
    Animation animation(request.document, results, request.options, fonts);
    const int64_t frames = animation.set_pace(pace_in(*request.format, request.pace));
    return animation.frame(form.preview == ExportPreview::first ? 0 : frames - 1);
}

TEST(ExportedFrame, is_the_windows) {
    const FontSet fonts = test_fonts();
    Typesetter typesetter(fonts);
    const Look looks[] = {{ThemeId::light, Language::en, {}},
                          {ThemeId::dark, Language::zh, {}},
                          {ThemeId::projector, Language::zh, {Lens::sum, Lens::im2col}},
                          {ThemeId::light, Language::en, {Lens::sizes, Lens::code}},
                          {ThemeId::classic, Language::en, {}, true},
                          {ThemeId::print, Language::en, {}, false, true}};
    for (const Preset& preset : presets())
        for (const Look& look : looks) {
            Document document = preset.document;
            document.lenses = look.lenses;
            document.pair = look.pair;
            const Results results = evaluate(document);
            for (const ExportPreview preview : {ExportPreview::first, ExportPreview::last}) {
                const ExportForm form = form_of(look, preview);
                EXPECT_EQ(dump(in_window(form, document, results, look, typesetter)),
                          dump(in_file(form, document, results, look, fonts)))
                    << document.name << ", look " << &look - looks;
            }
        }
}

} // namespace
} // namespace convlens
