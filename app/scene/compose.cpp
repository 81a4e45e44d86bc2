// Regions of the picture by its size and view; then each part draws itself.
#include "scene/compose.h"

#include "scene/canvas.h"
#include "scene/figure.h"
#include "scene/figure_layout.h"
#include "scene/issues.h"
#include "scene/rasters.h"
#include "scene/side.h"
#include "scene/sum.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

/// Smaller pictures show the figure alone: the guide's own sizes.
constexpr float least_width_for_texts = 560;
constexpr float least_height_for_texts = 340;
constexpr float least_height_for_title = 420;

struct Regions {
    Rect title, figure, side, sum, formula, legend, progress; // empty: not shown
};

/// Size of texts: 1 where the stage of a window of 1280x720 is, no larger than a narrow picture bears; bigger
/// on the stage.
float text_unit(const Composition& c) {
    const float by_size = std::min(c.size.y / 640, c.size.x / 1040) / c.scale;
    const float unit = std::clamp(by_size, 0.72F, 8.0F);
    return unit * c.scale * (c.stage ? 1.12F : 1.0F);
}

/// Whether the upper sheet of a tilted figure, or its heading, touches the rectangle. Its upper left edge
/// rises to the right, so the rectangle's lower right corner decides.
bool covers(const FigurePlaces& places, const Rect& rect, float unit) {
    const Vec2 left = places.top.at(0, 0);
    const Vec2 u = places.top.u;
    const float edge = left.y + (rect.max.x - left.x) * u.y / u.x;
    const bool under_edge = rect.max.x > left.x && rect.max.y > edge;
    const bool under_heading = rect.max.y > places.top_heading.y - 22 * unit;
    return under_edge || under_heading;
}

Regions tilted_regions(Canvas& canvas, const SceneInput& input, Rect area) {
    const Composition& c = input.composition;
    const float unit = canvas.unit;
    Regions r;
    if (c.progress) {
        r.progress = {{area.min.x, area.max.y - 26 * unit}, area.max};
        area.max.y -= 34 * unit;
    }
    const bool aside = (c.sum || c.formula) && c.size.x >= 640;
    if (aside) {
        const float width = std::clamp(area.width() * 0.33F, 270 * unit, 400 * unit);
        r.side = {{area.max.x - width, area.min.y}, area.max};
        area.max.x -= width + 28 * unit;
    }
    if (c.title && c.size.y >= least_height_for_title * c.scale) {
        // The figure's upper left corner is empty, so the title may stand in it as far as nothing is covered.
        const float width = std::min(area.width() * 0.56F, 520 * unit);
        const float height = title_height(canvas, input, width);
        r.title = {area.min, {area.min.x + width, area.min.y + height}};
        const FigureModel model(input.results, input.cursor.step);
        const float top = area.min.y;
        for (float share = 0.2F; share <= 1; share += 0.1F) {
            area.min.y = top + height * share;
            if (!covers(tilted_places(model, area, unit), inset(r.title, -8 * unit), unit))
                break;
        }
    }
    r.figure = area;
    return r;
}

Regions flat_regions(Canvas& canvas, const SceneInput& input, Rect area) {
    const Composition& c = input.composition;
    const float unit = canvas.unit;
    Regions r;
    if (c.progress) {
        r.progress = {{area.min.x, area.max.y - 26 * unit}, area.max};
        area.max.y -= 34 * unit;
    }
    if (c.title && c.size.y >= least_height_for_title * c.scale) {
        const float height = title_height(canvas, input, area.width());
        r.title = {area.min, {area.max.x, area.min.y + height}};
        area.min.y += height + 8 * unit;
    }
    const bool small = c.size.y < least_height_for_title * c.scale;
    if (c.sum) {
        const float height = small ? 104 * unit : std::min(198 * unit, area.height() * 0.42F);
        r.sum = {{area.min.x, area.max.y - height}, area.max};
        area.max.y -= height + 14 * unit;
        if (c.formula && !small && area.width() > 820 * unit) {
            r.formula = r.sum;
            r.formula.min.x = r.sum.max.x - std::min(area.width() * 0.32F, 380 * unit);
            r.sum.max.x = r.formula.min.x - 14 * unit;
        }
    }
    if ((c.title || c.sum) && !small) {
        r.legend = {{area.min.x, area.max.y - 18 * unit}, area.max};
        area.max.y -= 26 * unit;
    }
    r.figure = area;
    return r;
}

Regions regions(Canvas& canvas, const SceneInput& input, bool flat) {
    const Composition& c = input.composition;
    const Rect all{{0, 0}, c.size};
    if (c.size.x < least_width_for_texts * c.scale || c.size.y < least_height_for_texts * c.scale) {
        Regions r;
        r.figure = inset(all, std::max(5.0F, std::min(c.size.x, c.size.y) * 0.02F));
        return r;
    }
    const float margin = 22 * canvas.unit;
    return flat ? flat_regions(canvas, input, inset(all, margin))
                : tilted_regions(canvas, input, inset(all, margin));
}

class Composer {
public:
    Composer(Frame& frame, const SceneInput& input)
        : input_(input), canvas_(frame, input.theme, input.typesetter, text_unit(input.composition)) {}

    void draw() {
        const Composition& c = input_.composition;
        if (!input_.results.issues.empty()) {
            draw_issues(canvas_, input_, inset({{0, 0}, c.size}, 22 * canvas_.unit));
            return;
        }
        const float blend = c.view_blend >= 0                    ? c.view_blend
                            : input_.document.view == View::flat ? 1.0F
                                                                 : 0.0F;
        const bool flat = blend > 0.5F;
        const Regions r = regions(canvas_, input_, flat);
        const FigureModel model(input_.results, input_.cursor.step);
        const Step step = step_of(input_.results, input_.cursor.step);
        const FigurePlaces places = place(model, r, blend, flat);

        const Rasters own = input_.rasters == nullptr ? make_rasters(input_.results) : Rasters{};
        FigureDrawing figure(canvas_, input_, model, places,
                             input_.rasters == nullptr ? own : *input_.rasters);
        figure.draw();
        if (!r.title.empty())
            draw_title(canvas_, input_, r.title);
        flat ? draw_below(r, model, step) : draw_beside(r, model, step);
        if (!r.progress.empty())
            draw_progress(canvas_, input_, r.progress);
    }

private:
    /// The planes of the view, or between the two views while it changes.
    FigurePlaces place(const FigureModel& model, const Regions& r, float blend, bool flat) {
        const auto tilted_on = [&](const Regions& regions_of) {
            FigurePlaces places = tilted_places(model, regions_of.figure, canvas_.unit);
            if (!regions_of.side.empty() && model.weights.sheets > 0) {
                Rect area = regions_of.side;
                area.max.y = area.min.y + area.height() * 0.3F;
                side_used_ = place_weights(places, model, area, canvas_.unit) + 22 * canvas_.unit;
            }
            return places;
        };
        if (blend <= 0)
            return tilted_on(r);
        if (blend >= 1)
            return flat_places(model, r.figure, canvas_.unit);
        const FigurePlaces tilted = tilted_on(flat ? regions(canvas_, input_, false) : r);
        const FigurePlaces upright =
            flat_places(model, (flat ? r : regions(canvas_, input_, true)).figure, canvas_.unit);
        return mixed(tilted, upright, blend);
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
            draw_card(r.formula);
            draw_formula(canvas_, input_, inset(r.formula, 14 * canvas_.unit));
        }
    }

    void draw_beside(const Regions& r, const FigureModel& model, const Step& step) {
        if (r.side.empty())
            return;
        const float unit = canvas_.unit;
        Rect area = r.side;
        area.min.y += side_used_;
        area.max.y -= 30 * unit; // the legend's place
        if (input_.composition.formula) {
            // The sum comes first: the formula has what it leaves.
            Rect room = area;
            room.max.y -= input_.composition.sum ? least_sum_height(model) * unit : 0;
            area.min.y += draw_formula(canvas_, input_, room) + 8 * unit;
        }
        if (input_.composition.sum)
            draw_sum(canvas_, input_, model, step, area, true);
        draw_legend(canvas_, input_, model, {{area.min.x, r.side.max.y - 20 * unit}, r.side.max});
    }

    const SceneInput& input_;
    Canvas canvas_;
    float side_used_ = 0; // height of the weights in the side column
};

} // namespace

std::string tag_space_name(uint32_t space) {
    switch (static_cast<TagSpace>(space)) {
    case TagSpace::none:
        return "figure";
    case TagSpace::x:
        return "input";
    case TagSpace::w:
        return "kernel";
    case TagSpace::y:
        return "output";
    case TagSpace::padded_x:
        return "padding";
    case TagSpace::window:
        return "window";
    case TagSpace::sum:
        return "sum";
    case TagSpace::formula:
        return "formula";
    case TagSpace::caption:
        return "caption";
    case TagSpace::sight:
        return "sight-lines";
    case TagSpace::issue:
        return "issue";
    case TagSpace::chrome:
        return "progress";
    }
    return "figure";
}

std::string step_name(const Results& results, int64_t step) {
    return step_name(FigureModel(results, step), step_of(results, step));
}

Frame compose(const SceneInput& input) {
    Frame frame;
    frame.size = input.composition.size;
    frame.background = input.composition.transparent ? Color{} : input.theme.ground;
    Composer(frame, input).draw();
    return frame;
}

} // namespace convlens
