// Regions of the picture by its size and view; then each part draws itself.
#include "scene/compose.h"

#include "scene/base/canvas.h"
#include "scene/base/scene_input.h"
#include "scene/column_regions.h"
#include "scene/figure/figure.h"
#include "scene/figure/handles.h"
#include "scene/figure/layout.h"
#include "scene/figure/reading_size.h"
#include "scene/issues.h"
#include "scene/lens/lens.h"
#include "scene/lens/sum/sum.h"
#include "scene/lens_cards.h"
#include "scene/lens_plan.h"
#include "scene/lens_table.h"
#include "scene/lens_tabs.h"
#include "scene/model/highlight.h"
#include "scene/model/rasters.h"
#include "scene/pair/halves.h"
#include "scene/regions.h"
#include "scene/side.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

class Composer {
public:
    Composer(Frame& frame, const SceneInput& input)
        : input_(input),
          canvas_(frame, input.theme, input.typesetter, text_unit(input.composition, input.document)) {
        canvas_.min_text = input.composition.stage ? stage_digits * input.composition.size.y : 0;
    }

    void draw() {
        if (!input_.results.issues.empty()) {
            draw_issues(canvas_, input_, inset({{0, 0}, input_.composition.size}, 22 * canvas_.unit));
            return;
        }
        const float blend = view_blend();
        const bool flat = blend > 0.5F;
        const Regions r = parts(flat);
        const FigureModel model = this->model();
        const Step step = step_of(input_.results, input_.cursor.step);
        const FigurePlaces places = place(model, r, blend, flat);
        const Highlight highlight = highlighted(input_);

        const Rasters own = input_.rasters == nullptr ? make_rasters(input_.results) : Rasters{};
        const Rasters& rasters = input_.rasters == nullptr ? own : *input_.rasters;
        FigureDrawing figure(canvas_, input_, model, step, places, rasters, highlight);
        figure.draw();
        if (!r.title.empty())
            draw_title(canvas_, input_, r.title);
        r.side.empty() ? draw_below(r, model, step) : draw_beside(r, model, step);
        draw_lenses(r, {input_, model, step, highlight, rasters});
        if (!r.progress.empty())
            draw_progress(canvas_, input_, r.progress);
    }

    FigurePlaces places() {
        const bool flat = view_blend() > 0.5F;
        return place(model(), parts(flat), view_blend(), flat);
    }

    FigureModel model() {
        SheetChoice choice = sheet_choice();
        const FigureModel all(input_.results, input_.cursor.step, choice);
        if (input_.document.view != View::volumes || view_blend() > 0.5F || !has_several_sheets(all))
            return all;
        choice.from_chosen = true;
        choice.max_base = choice.max_top =
            readable_floors(all, parts(false).figure, canvas_.unit, min_cell(input_));
        return {input_.results, input_.cursor.step, choice};
    }

private:
    Regions parts(bool flat) {
        return input_.composition.column ? column_regions(canvas_, input_, flat)
                                         : regions(canvas_, input_, flat);
    }

    SheetChoice sheet_choice() const {
        SheetChoice choice;
        choice.term = std::max<int64_t>(lit_term(input_.cursor, input_.results.terms_per_step), 0);
        choice.base_channel = input_.composition.base_channel;
        choice.top_channel = input_.composition.top_channel;
        return choice;
    }

    /// 0 tilted .. 1 flat.
    float view_blend() const {
        const float moving = input_.composition.view_blend;
        return moving >= 0 ? moving : input_.document.view == View::flat ? 1.0F : 0.0F;
    }

    /// The planes of the view, or between the two views while it changes.
    FigurePlaces place(const FigureModel& model, const Regions& r, float blend, bool flat) {
        const auto tilted_on = [&](const Regions& regions_of) {
            const bool volumes = input_.document.view == View::volumes && has_several_sheets(model);
            const bool has_corner = !regions_of.weights.empty() && model.weights.sheets > 0;
            if (has_corner && !volumes)
                return beside_kernel(model, regions_of);
            FigurePlaces places = volumes ? volumes_at_cursor(model, regions_of.figure)
                                          : view_of(model, View::tilted, regions_of.figure);
            if (has_corner) {
                place_in_corner(places, model, regions_of.weights);
            } else if (!regions_of.side.empty() && model.weights.sheets > 0) {
                Rect area = regions_of.side;
                area.max.y = area.min.y + area.height() * (input_.composition.stage ? 0.4F : 0.27F);
                side_used_ =
                    place_kernel(places, model, area, canvas_.unit, min_cell(input_)) + 22 * canvas_.unit;
            }
            return places;
        };
        if (blend <= 0)
            return tilted_on(r);
        if (blend >= 1)
            return view_of(model, View::flat, r.figure);
        const FigurePlaces tilted = tilted_on(flat ? parts(false) : r);
        const FigurePlaces upright = view_of(model, View::flat, (flat ? r : parts(true)).figure);
        return mixed(tilted, upright, blend);
    }

    /// With the kernel in its corner; narrower where a corner of the planes would lie under it.
    FigurePlaces beside_kernel(const FigureModel& model, const Regions& r) {
        constexpr int max_tries = 8;
        constexpr float narrower = 0.05F; // of the width
        Rect area = r.figure;
        for (int tries = 0;; ++tries) {
            FigurePlaces places = view_of(model, View::tilted, area);
            place_in_corner(places, model, r.weights);
            if (tries == max_tries || !reaches_kernel(places, model, canvas_.unit))
                return places;
            area.max.x -= narrower * r.figure.width();
        }
    }

    void place_in_corner(FigurePlaces& places, const FigureModel& model, const Rect& corner) {
        place_kernel(places, model, corner, canvas_.unit, min_cell(input_));
        move_right(places, model, corner);
    }

    /// The weights to the right end of their place, away from the figure's corner. Where their heading has
    /// words, it needs all of it.
    void move_right(FigurePlaces& places, const FigureModel& model, const Rect& area) const {
        const Rect cells =
            places.weights.of(model.weights.sheets - 1)
                .bounds(static_cast<float>(model.weights.rows), static_cast<float>(model.weights.columns));
        const float heading = kernel_heading_width(input_) * canvas_.unit;
        const float used = std::max(cells.max.x - area.min.x, heading);
        const Vec2 by{std::max(std::floor(area.width() - used), 0.0F), 0};
        places.weights.origin = places.weights.origin + by;
        places.weights_heading = places.weights_heading + by;
    }

    FigurePlaces view_of(const FigureModel& model, View view, const Rect& area) const {
        return view_places(model, view, area, canvas_.unit, min_cell(input_));
    }

    /// The stacks open and close while the window moves.
    FigurePlaces volumes_at_cursor(const FigureModel& model, const Rect& area) {
        FigurePlaces places = view_of(model, View::volumes, area);
        if (input_.cursor.phase != Phase::move || model.step() == 0)
            return places;
        const FigureModel before(model.results(), model.step() - 1, model.choice());
        const FigurePlaces from = view_of(before, View::volumes, area);
        return from.base_share.part.empty() ? mixed(from, places, input_.cursor.progress) : places;
    }

    void draw_card(const Rect& rect) {
        canvas_.card(rect, input_.theme.card, input_.theme.hairline, 7 * canvas_.unit);
    }

    void draw_below(const Regions& r, const FigureModel& model, const Step& step) {
        if (!r.legend.empty())
            draw_legend(canvas_, input_, model, r.legend);
        if (!r.sum.empty()) {
            draw_card(r.sum);
            draw_sum(canvas_, input_, model, step, inset(r.sum, 14 * canvas_.unit), false);
        }
        if (!r.formula.empty()) {
            const std::size_t before = canvas_.count();
            draw_card(r.formula);
            if (draw_formula(canvas_, input_, inset(r.formula, 14 * canvas_.unit)) == 0)
                canvas_.frame().items.resize(before); // on the stage it may be too long to be read
        }
    }

    void draw_beside(const Regions& r, const FigureModel& model, const Step& step) {
        const float unit = canvas_.unit;
        Rect area = r.side;
        area.min.y += side_used_;
        const float legend = legend_height(canvas_, input_, area.width());
        area.max.y -= legend + 12 * unit;
        const bool sum = shows_sum(input_);
        if (input_.composition.formula) {
            // The sum comes first: the formula has what it leaves.
            Rect room = area;
            room.max.y -= sum ? min_sum_height(model) * unit : 0;
            area.min.y += draw_formula(canvas_, input_, room) + 8 * unit;
        }
        if (sum)
            draw_sum(canvas_, input_, model, step, area, true);
        draw_legend(canvas_, input_, model, {{area.min.x, r.side.max.y - legend - 2 * unit}, r.side.max});
    }

    void draw_lenses(const Regions& r, const LensScene& scene) {
        const LensPlan& plan = r.plan;
        const std::size_t before = canvas_.count();
        Canvas cards = card_canvas(canvas_, plan);
        for (std::size_t i = 0; i < r.lenses.size(); ++i)
            if (has_card(plan.shown[i]))
                lens_entry(plan.shown[i]).draw(cards, scene, r.lenses[i]);
        canvas_.texts_last(before);
        if (!r.lens_tabs.empty())
            draw_lens_tabs(canvas_, input_, plan, r.lens_tabs);
    }

    const SceneInput& input_;
    Canvas canvas_;
    float side_used_ = 0; // height of the weights in the side column
};

/// The halves of a pair, with room for the higher one of the two titles.
class FittedHalves : public PairHalves {
public:
    explicit FittedHalves(const SceneInput& input) : PairHalves(input) {
        set_title_height(std::max(title_height_in(own()), title_height_in(beside())));
        // On the stage both figures are whole rather than beside all words.
        constexpr int last = 3;
        for (int parts = 0; parts <= last; ++parts) {
            leave_out(parts);
            if (is_whole(own()) && is_whole(beside()))
                return;
        }
        leave_out(2);
    }

private:
    static bool is_whole(const SceneInput& half) {
        if (!half.composition.stage)
            return true;
        const FigurePlaces places = figure_places(half);
        return places.base_share.part.empty() && places.top_share.part.empty();
    }

    static float title_height_in(const SceneInput& half) {
        Frame nothing;
        Canvas canvas(nothing, half.theme, half.typesetter, text_unit(half.composition, half.document));
        return title_height(canvas, half, half.composition.size.x - 2 * half_margin * canvas.unit);
    }
};

} // namespace

FigureModel figure_model(const SceneInput& input) {
    if (is_pair(input))
        return figure_model(FittedHalves(input).own());
    Frame nothing;
    return Composer(nothing, input).model();
}

FigurePlaces figure_places(const SceneInput& input) {
    if (is_pair(input)) {
        const FittedHalves halves(input);
        return moved(figure_places(halves.own()), halves.own_corner());
    }
    Frame nothing;
    return Composer(nothing, input).places();
}

namespace {

/// The figure behind a veil: nothing of it can be pointed at.
Frame dimmed(const SceneInput& input) {
    Frame frame = compose(input);
    for (Item& item : frame.items)
        item.tag = {};
    Box veil;
    veil.u = {frame.size.x, 0};
    veil.v = {0, frame.size.y};
    veil.fill = with_alpha(input.theme.ground, 0.72F);
    frame.items.push_back({veil, {}, -1});
    return frame;
}

/// The direct figure first, then the one that leads back.
void draw_pair(Frame& frame, const SceneInput& input) {
    const FittedHalves halves(input);
    const auto add = [&](bool beside) {
        add_half(frame, compose(beside ? halves.beside() : halves.own()),
                 beside ? halves.beside_corner() : halves.own_corner(), beside);
    };
    add(halves.own_is_second());
    add(!halves.own_is_second());
    const auto [from, to] = halves.divider();
    Canvas(frame, input.theme, input.typesetter, input.composition.scale)
        .line(from, to, input.theme.hairline, std::max(1.0F, 1.5F * input.composition.scale));
}

} // namespace

Frame compose(const SceneInput& input) {
    const bool over_last = !input.results.issues.empty() && input.last != nullptr;
    Frame frame = over_last ? dimmed(*input.last) : Frame{};
    frame.size = input.composition.size;
    frame.background = input.composition.transparent ? Color{} : input.theme.ground;
    is_pair(input) ? draw_pair(frame, input) : Composer(frame, input).draw();
    return frame;
}

} // namespace convlens
