// Cursors of frames, by exact whole numbers of microseconds where there are any.
#include "scene/animation.h"

#include "document/evaluate/reverse.h"
#include "scene/column_regions.h"
#include "scene/compose.h"
#include "scene/lens_table.h"
#include "scene/model/model.h"
#include "scene/model/step_terms.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

FigureColors figure_colors(const Document& document, const Results& results) {
    constexpr int64_t few_cells = 400; // all of them are drawn as cells, in pictures of a usual size
    const FigureModel model(results, 0);
    const auto cells = [](const PlaneModel& plane) { return plane.sheets * plane.rows * plane.columns; };
    FigureColors colors;
    colors.image = document.input.kind == SourceKind::image;
    colors.maps = std::max(cells(model.base), cells(model.top)) > few_cells;
    const auto has_unread = [](const AxisModel& axis) {
        const std::vector<bool> reached = axis.reached();
        return std::find(reached.begin(), reached.end(), false) != reached.end();
    };
    colors.faded = model.base.sheets > 1 || model.top.sheets > 1 ||
                   std::any_of(model.axes.begin(), model.axes.end(), has_unread);
    colors.arrows = takes_largest(results.operation) || model.unpooling();
    return colors;
}

StepRun run_of(const Results& results) {
    StepRun run;
    run.steps = results.steps;
    run.terms_per_step = results.terms_per_step;
    return run;
}

} // namespace

Animation::Animation(const Document& document, const Results& results, const RenderOptions& options,
                     const FontSet& fonts)
    : document_(document), results_(results), options_(options), typesetter_(fonts),
      rasters_(make_rasters(results)), pace_(run_of(leading_results(results_))) {}

Frame Animation::at(const Cursor& cursor) {
    return compose(input_at(pair_cursors(results_, cursor)));
}

SceneInput Animation::input_at(const PairCursors& cursors) {
    return {document_,
            results_,
            cursors.own,
            Tag{},
            theme(options_.theme),
            Texts(options_.language),
            typesetter_,
            options_.composition,
            &rasters_,
            cursors.beside,
            nullptr,
            &card_needs_};
}

void Animation::make_column(float width) {
    // Tilted cells have no numbers that a phone shows large enough.
    if (document_.cell_text != CellText::none)
        document_.view = View::flat;
    options_.composition.column = true;
    options_.composition.size = {width, width};
    options_.composition.size.y = column_height(input_at(pair_cursors(results_, finished(0, 1))));
}

int64_t frames_of(int64_t steps, const Pace& pace) {
    const int64_t shown = pace.steps_of(steps);
    const int64_t million_steps = pace.rate.frames * pace.step_us; // frames of them, times rate.seconds
    const int64_t off = std::abs(million_steps - 1'000'000 * pace.rate.seconds);
    if (off * 2 <= pace.rate.frames)
        return shown;
    const double frames = static_cast<double>(shown) * static_cast<double>(million_steps) / 1e6 /
                          static_cast<double>(pace.rate.seconds);
    return frames < 1e15 ? static_cast<int64_t>(std::ceil(frames - 1e-9)) : INT64_MAX;
}

int64_t FramePace::set(const Pace& pace) {
    run_.step_us = pace.step_us;
    pace_ = pace;
    frames_ = frames_of(run_.steps, pace);
    return frames_;
}

Cursor FramePace::cursor(int64_t frame) const {
    if (frames_ == pace_.steps_of(run_.steps))
        return finished(pace_.first_step + frame, run_.terms_per_step);
    const double end_us = static_cast<double>(frame + 1) * 1e6 / pace_.rate.per_second();
    // The last frame may last longer than what is asked for.
    const auto shown_us = static_cast<double>(pace_.steps_of(run_.steps) * run_.step_us);
    const int64_t time_us =
        pace_.first_step * run_.step_us + static_cast<int64_t>(std::min(end_us, shown_us)) - 1;
    return pace_.plays_phases ? run_.at(time_us) : finished(run_.step_at(time_us), run_.terms_per_step);
}

ColorPairs Animation::palette_pairs() const {
    const Theme& colors = theme(options_.theme);
    FigureColors shown = figure_colors(document_, results_);
    if (results_.paired) {
        const FigureColors beside = figure_colors(results_.paired->document, results_.paired->results);
        shown.maps |= beside.maps;
        shown.faded |= beside.faded;
        shown.arrows |= beside.arrows;
    }
    ColorPairs pairs = convlens::palette_pairs(colors, shown);
    if (options_.composition.lenses) {
        const ColorPairs of_lenses = convlens::palette_pairs(colors, document_.lenses);
        pairs.insert(pairs.end(), of_lenses.begin(), of_lenses.end());
    }
    return pairs;
}

} // namespace convlens
