// Cursors of frames, by exact whole numbers of microseconds where there are any.
#include "scene/animation.h"

#include "document/reverse.h"
#include "scene/compose.h"
#include "scene/lens_table.h"
#include "scene/model/model.h"
#include "scene/model/step_terms.h"
#include "scene/pair/pair_cursors.h"

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
    const PairCursors cursors = pair_cursors(results_, cursor);
    return compose({document_, results_, cursors.own, Tag{}, theme(options_.theme), Texts(options_.language),
                    typesetter_, options_.composition, &rasters_, cursors.beside, nullptr, &card_needs_});
}

int64_t frames_of(int64_t steps, int64_t frames_per_second, int64_t step_us) {
    const int64_t frames_per_million_steps = frames_per_second * step_us;
    const int64_t off = std::abs(frames_per_million_steps - 1'000'000);
    if (off * 2 <= frames_per_second)
        return steps;
    const double frames = static_cast<double>(steps) * static_cast<double>(frames_per_million_steps) / 1e6;
    return frames < 1e15 ? static_cast<int64_t>(std::ceil(frames - 1e-9)) : INT64_MAX;
}

int64_t FramePace::set(int64_t frames_per_second, int64_t step_us) {
    run_.step_us = step_us;
    frames_per_second_ = frames_per_second;
    frames_ = frames_of(run_.steps, frames_per_second, step_us);
    return frames_;
}

Cursor FramePace::cursor(int64_t frame) const {
    if (frames_ == run_.steps)
        return finished(frame, run_.terms_per_step);
    const double end_us = static_cast<double>(frame + 1) * 1e6 / static_cast<double>(frames_per_second_);
    return run_.at(static_cast<int64_t>(end_us) - 1);
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
