// What follows steps takes its height from the first one, so that nothing moves while they go by.
#include "scene/column_regions.h"

#include "scene/figure/layout.h"
#include "scene/lens_cards.h"
#include "scene/side.h"

#include <algorithm>
#include <array>

namespace convlens {
namespace {

constexpr float gap = 12;            // units between parts
constexpr float readable_cell = 32;  // units: its digits are read on a phone
constexpr float max_card = 900;      // units of height
constexpr float kernel_height = 112; // units, of a kernel in the corner of a tilted figure
constexpr std::array heights{0.55F, 0.65F, 0.75F, 0.9F, 1.05F, 1.2F, 1.35F, 1.5F, 1.75F,
                             2.0F,  2.3F,  2.6F,  3.0F, 3.4F,  3.9F, 4.5F,  5.2F}; // of the width

class Column {
public:
    Column(Canvas& canvas, const SceneInput& input, bool flat)
        : canvas_(canvas), input_(input), flat_(flat),
          unit_(canvas.unit), area_{{column_margin * unit_, column_margin * unit_},
                                    {input.composition.size.x - column_margin * unit_,
                                     column_margin * unit_}} {}

    Regions regions() {
        const Composition& c = input_.composition;
        Regions r;
        r.plan = lens_plan(c, input_.document);
        if (c.title) { // letters may reach beyond their widths
            const float overhang = 3 * unit_;
            r.title = next(title_height(canvas_, input_, width() - overhang));
            r.title.max.x -= overhang;
        }
        place_figure(r);
        r.legend = next(legend_height(canvas_, input_, width()));
        if (shows_sum(input_))
            r.sum = next(lens_card_height(canvas_, input_, Lens::sum, width(), max_card * unit_));
        if (c.formula)
            place_formula(r);
        for (const Lens lens : r.plan.shown)
            r.lenses.push_back(next(lens_card_height(canvas_, input_, lens, width(), max_card * unit_)));
        if (c.progress)
            r.progress = next(26 * unit_);
        return r;
    }

    float height() const { return area_.max.y; }

private:
    float width() const { return area_.width(); }

    /// Below what there is.
    Rect next(float height) {
        const Rect place{{area_.min.x, area_.max.y}, {area_.max.x, area_.max.y + std::ceil(height)}};
        area_.max.y = place.max.y + gap * unit_;
        return place;
    }

    /// As low as cells can be read; else as high as they still grow.
    void place_figure(Regions& r) {
        const FigureModel model(input_.results, 0);
        const bool has_corner = !flat_ && model.weights.sheets > 0;
        const float corner = has_corner ? (kernel_height + gap) * unit_ : 0;
        std::array<float, heights.size()> cells{};
        std::size_t chosen = 0;
        for (std::size_t i = 0; i < heights.size(); ++i) {
            cells[i] = cell_in(model, heights[i] * width());
            if (cells[i] > 1.04F * cells[chosen] && cells[chosen] < readable_cell * unit_)
                chosen = i;
        }
        r.figure = next(heights[chosen] * width() + corner);
        if (!has_corner)
            return;
        r.weights = r.figure;
        r.weights.min.y = r.figure.max.y - kernel_height * unit_;
        r.figure.max.y = r.weights.min.y - gap * unit_;
    }

    float cell_in(const FigureModel& model, float height) const {
        const Rect place{{0, 0}, {width(), height}};
        const View view = flat_ ? View::flat : View::tilted;
        return view_places(model, view, place, unit_, 0).base.cell();
    }

    void place_formula(Regions& r) {
        Frame nothing;
        Canvas trial = canvas_.trial(nothing, 1);
        const float inside = 14 * unit_;
        const float used =
            draw_formula(trial, input_, {{inside, inside}, {width() - inside, max_card * unit_}});
        if (used > 0)
            r.formula = next(used + 2 * inside);
    }

    Canvas& canvas_;
    const SceneInput& input_;
    bool flat_;
    float unit_;
    Rect area_; // taken by what there is
};

} // namespace

Regions column_regions(Canvas& canvas, const SceneInput& input, bool flat) {
    return Column(canvas, input, flat).regions();
}

float column_height(const SceneInput& input) {
    Frame nothing;
    Canvas canvas(nothing, input.theme, input.typesetter, column_unit(input.composition));
    Column column(canvas, input, input.document.view == View::flat);
    column.regions();
    return column.height();
}

} // namespace convlens
