// A contact sheet's page has the size of --size; its pictures have one in which figures are small and whole.
#include "command/arguments/error_line.h"
#include "command/arguments/picture_request.h"
#include "command/networks/tasks.h"
#include "command/pictures/fonts.h"
#include "command/pictures/pictures.h"
#include "command/pictures/progress_bar.h"
#include "command/pictures/sweep.h"
#include "document/evaluate/reverse.h"
#include "export/export_name.h"
#include "export/sheet.h"
#include "i18n/refuse.h"
#include "scene/words/words.h"

#include <algorithm>

namespace convlens {
namespace {

/// Lenses, which nobody can read when they are small, are there where they were asked for.
SheetRequest sheet_request(const CommandLine& request, const Target& target, const Texts& texts) {
    constexpr Vec2 small{640, 360}, with_lenses{1280, 720};
    SheetRequest sheet;
    sheet.picture =
        picture_request(request, target, texts, export_format(request.output, ExportKind::picture));
    if (request.size)
        sheet.page = sheet.picture.options.composition.size;
    Composition& composition = sheet.picture.options.composition;
    composition.size = request.lenses ? with_lenses : small;
    composition.lenses = request.lenses.has_value();
    composition.title = request.caption.value_or(false);
    composition.formula = request.formula.value_or(false);
    composition.progress = false;
    sheet.picture.needs_room = false;
    sheet.title = title_of(target.document, texts);
    sheet.picture.fonts = load_fonts();
    return sheet;
}

/// Each value's figure, or why there is none.
std::vector<SheetFigure> figures_of(const std::vector<SweepPoint>& points, const CommandLine& request,
                                    const Texts& texts) {
    std::vector<SheetFigure> figures;
    for (const SweepPoint& point : points) {
        SheetFigure figure{{}, point.caption, {}};
        if (point.impossible)
            figure.fault = reason_in_words(*point.impossible, texts);
        else
            figure.document = picture_request(request, point.target, texts,
                                              export_format(request.output, ExportKind::picture))
                                  .document;
        figures.push_back(std::move(figure));
    }
    return figures;
}

} // namespace

void export_sheet(const CommandLine& request, const Target& target, const Texts& texts) {
    if (request.sweeps.empty()) {
        const SheetRequest sheet = sheet_request(request, target, texts);
        ProgressBar bar(request.progress, texts);
        write_step_sheet(sheet, bar.progress());
        return;
    }
    const std::vector<SweepPoint> points = sweep_points(request, texts);
    const auto possible =
        std::find_if(points.begin(), points.end(), [](const SweepPoint& p) { return !p.impossible; });
    const SheetRequest sheet =
        sheet_request(request, possible == points.end() ? Target{} : possible->target, texts);
    ProgressBar bar(request.progress, texts);
    write_figure_sheet(sheet, figures_of(points, request, texts), bar.progress());
}

} // namespace convlens
