// What is left out by rank where a picture is small: formula, title, sum; the figure always stays.
#include "scene/regions.h"

#include "scene/base/scene_input.h"
#include "scene/figure/layout.h"
#include "scene/figure/reading_size.h"
#include "scene/half_regions.h"
#include "scene/lens_cards.h"
#include "scene/lens_table.h"
#include "scene/lens_tabs.h"
#include "scene/side.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

/// Smaller pictures show the figure alone: the guide's own sizes.
constexpr float min_width_for_texts = 560;
constexpr float min_height_for_texts = 340;
constexpr float min_height_for_title = 420;
constexpr float tabs_gap = 9; // units below the tabs of lenses

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

/// A tilted figure's upper left corner is empty, so the title may lie in it as far as nothing is covered:
/// returns its place, and moves the top of the figure's area down to where it has to begin.
Rect title_in_corner(Canvas& canvas, const SceneInput& input, float width, Rect& area) {
    const float unit = canvas.unit;
    const float height = title_height(canvas, input, width);
    const Rect title{area.min, {area.min.x + width, area.min.y + height}};
    const FigureModel model(input.results, input.cursor.step);
    if (input.document.view == View::volumes && has_several_sheets(model)) { // stacks have it full
        area.min.y += height + 4 * unit;
        return title;
    }
    const float top = area.min.y;
    for (float share = 0; share <= 1; share += 0.1F) {
        area.min.y = top + height * share;
        const FigurePlaces places = view_places(model, View::tilted, area, unit, min_cell(input));
        if (!covers(places, inset(title, -8 * unit), unit))
            break;
    }
    return title;
}

/// A sum takes no more than it needs.
void fit_sum(Canvas& canvas, const SceneInput& input, Rect& place) {
    place.min.y = place.max.y - lens_card_height(canvas, input, Lens::sum, place.width(), place.height());
}

Regions tilted_regions(Canvas& canvas, const SceneInput& input, Rect area) {
    const Composition& c = input.composition;
    const float unit = canvas.unit;
    Regions r;
    const bool aside = (shows_sum(input) || c.formula) && c.size.x >= 640;
    if (aside) {
        const float width = std::clamp(area.width() * (c.stage ? 0.31F : 0.33F), 270 * unit, 400 * unit);
        r.side = {{area.max.x - width, area.min.y}, area.max};
        area.max.x -= width + 28 * unit;
    }
    if (shows_sum(input) && !aside && c.size.y >= min_height_for_title * c.scale) {
        r.sum = {{area.min.x, area.max.y - std::min(178 * unit, area.height() * 0.4F)}, area.max};
        fit_sum(canvas, input, r.sum);
        area.max.y = r.sum.min.y - 12 * unit;
    }
    if (c.title && c.size.y >= min_height_for_title * c.scale)
        r.title = title_in_corner(canvas, input, std::min(area.width() * 0.56F, 520 * unit), area);
    r.figure = area;
    return r;
}

Regions flat_regions(Canvas& canvas, const SceneInput& input, Rect area) {
    const Composition& c = input.composition;
    const float unit = canvas.unit;
    Regions r;
    if (c.title && c.size.y >= min_height_for_title * c.scale) {
        const float height = title_height(canvas, input, area.width());
        r.title = {area.min, {area.max.x, area.min.y + height}};
        area.min.y += height + 8 * unit;
    }
    const bool small = c.size.y < min_height_for_title * c.scale;
    const bool large = is_large(FigureModel(input.results, input.cursor.step));
    if (shows_sum(input)) {
        // One more row of chips from ten terms on, two from twenty on; more come in pages.
        const int64_t terms = input.results.terms_per_step;
        const float more = terms > 20 ? 72 : terms > 10 ? 36 : 0;
        // Maps want the height; the sum of a large figure goes through its terms in pages anyway.
        const bool low = large && terms <= 10 && !c.formula;
        const float strip =
            input.results.operation.kind == Kind::max_unpool ? 122 : 96; // in words: two lines
        const float height = c.stage        ? strip * unit
                             : small || low ? 104 * unit
                             : large        ? 140 * unit
                                            : std::min((198 + more) * unit, area.height() * 0.46F);
        r.sum = {{area.min.x, area.max.y - height}, area.max};
        area.max.y -= height + 14 * unit;
        if (c.formula && !small && !c.stage && area.width() > 820 * unit) {
            r.formula = r.sum;
            r.formula.min.x = r.sum.max.x - std::min(area.width() * 0.32F, 380 * unit);
            r.sum.max.x = r.formula.min.x - 14 * unit;
        }
    }
    if ((c.title || shows_sum(input)) && !small && !c.stage) {
        r.legend = {{area.min.x, area.max.y - 18 * unit}, area.max};
        area.max.y -= 26 * unit;
    }
    r.figure = area;
    return r;
}

/// Tabs where not all lenses have a place, and cards below them.
void place_lenses(Canvas& canvas, const SceneInput& input, const LensPlan& plan, Rect area, Regions& r) {
    if (const float height = lens_tabs_height(canvas, input, plan, area.width()); height > 0) {
        r.lens_tabs = {area.min, {area.max.x, area.min.y + height}};
        area.min.y += height + tabs_gap * canvas.unit;
    }
    r.lenses = lens_cards(canvas, input, plan, area);
}

/// Tabs and one card at the lower edge; returns what is left above.
Rect place_below(Canvas& canvas, const SceneInput& input, const LensPlan& plan, Rect area, Regions& r) {
    const float unit = canvas.unit;
    const float tabs = lens_tabs_height(canvas, input, plan, area.width());
    const float above = tabs > 0 ? tabs + tabs_gap * unit : 0;
    const float room = area.height() * 0.52F - above;
    Rect lower = area;
    lower.min.y =
        area.max.y - above - lens_card_height(canvas, input, plan.shown.front(), area.width(), room);
    area.max.y = lower.min.y - 10 * unit;
    place_lenses(canvas, input, plan, lower, r);
    if (!has_card(plan.shown.front()))
        std::swap(r.sum, r.lenses.front());
    if (r.lenses.front().empty())
        r.lenses.clear();
    return area;
}

/// Lenses at the right; returns what is left of them.
Rect place_beside(Canvas& canvas, const SceneInput& input, const LensPlan& plan, Rect area, Regions& r) {
    const float share = plan.columns == 1   ? 0.415F
                        : plan.columns == 2 ? 0.58F
                        : plan.columns == 3 ? 0.67F
                                            : 0.73F;
    Rect column = area;
    column.min.x = area.max.x - area.width() * share;
    place_lenses(canvas, input, plan, column, r);
    if (shows_sum(input) && input.document.view != View::volumes) // stacks want width, not height
        r.sum = sum_below_cards(canvas, input, plan, r.lenses, column);
    area.max.x = column.min.x - 16 * canvas.unit;
    return area;
}

/// Figure, legend and sum, with lenses at the right or below, in both views.
Regions lens_regions(Canvas& canvas, const SceneInput& input, const LensPlan& plan, Rect area, bool flat) {
    const Composition& c = input.composition;
    const float unit = canvas.unit;
    const bool volumes =
        !flat && input.document.view == View::volumes && has_volumes(input.results.operation);
    Regions r;
    area =
        plan.below ? place_below(canvas, input, plan, area, r) : place_beside(canvas, input, plan, area, r);
    const Rect left = area;
    if (shows_sum(input) && !plan.below && r.sum.empty()) {
        const bool large = flat && is_large(FigureModel(input.results, input.cursor.step));
        r.sum = {{area.min.x, area.max.y - std::min((large ? 140 : 178) * unit, area.height() * 0.36F)},
                 area.max};
        fit_sum(canvas, input, r.sum);
        area.max.y = r.sum.min.y - 12 * unit;
    }
    r.legend = {{area.min.x, area.max.y - 18 * unit}, area.max};
    if (flat || has_weight(input.results.operation.kind))
        area.max.y -= 26 * unit;
    if (!flat && has_weight(input.results.operation.kind)) {
        // The kernel lies in the lower right corner, where a tilted figure has nothing; several sheets of
        // it one below the other at the right edge.
        const bool several = FigureModel(input.results, input.cursor.step).weights.sheets > 1;
        const float side = several ? area.height() - 44 * unit : std::min(112 * unit, area.height() * 0.36F);
        const float wide = (several ? 150 : 138) * unit; // its heading has words
        r.weights = {{area.max.x - wide, area.max.y - side}, area.max};
        area.max.x -= wide * (volumes || several ? 1.0F : 0.6F); // names of sheets lie at a stack's right
    }
    if (c.title) { // the title alone: the figure needs the height
        r.title = {area.min, {left.max.x, area.min.y + 34 * unit}};
        area.min.y += (flat || volumes ? 38 : 33) * unit;
    }
    r.figure = area;
    return r;
}

} // namespace

float kernel_heading_width(const SceneInput& input) {
    const Operation& op = input.results.operation;
    const bool turned = op.kind == Kind::conv_transpose || input.results.flipped;
    const bool several = op.out_channels > 1;
    if (!turned)
        return several ? 138.0F : 76.0F;
    return (op.dims() == 3 ? 200.0F : 138.0F) + (several ? 78.0F : 0.0F);
}

bool shows_sum(const SceneInput& input) {
    return input.composition.lenses && has_lens(input.document, Lens::sum);
}

Regions regions(Canvas& canvas, const SceneInput& input, bool flat) {
    const Composition& c = input.composition;
    if (c.half)
        return half_regions(canvas, input, flat);
    const Rect all{{0, 0}, c.size};
    const LensPlan plan = lens_plan(c, input.document);
    const bool small = c.size.x < min_width_for_texts * c.scale || c.size.y < min_height_for_texts * c.scale;
    const float unit = canvas.unit;
    Rect area = all;
    Rect said;
    if (plan.none_fits) {
        const Rect line = inset(area, 12 * unit);
        const float height = lens_tabs_height(canvas, input, plan, line.width());
        if (height < 0.25F * area.height()) {
            said = {{line.min.x, line.max.y - height}, line.max};
            area.max.y = said.min.y;
        }
    }
    Regions r;
    if (small && !plan.below) {
        r.figure = inset(area, std::max(5.0F, std::min(c.size.x, c.size.y) * 0.02F));
        r.lens_tabs = said;
        return r;
    }
    area = inset(area, 22 * unit);
    Rect progress;
    if (c.progress) {
        progress = {{area.min.x, area.max.y - 26 * unit}, area.max};
        area.max.y -= 34 * unit;
    }
    r = !plan.shown.empty() ? lens_regions(canvas, input, plan, area, flat)
        : flat              ? flat_regions(canvas, input, area)
                            : tilted_regions(canvas, input, area);
    if (plan.none_fits)
        r.lens_tabs = said;
    r.progress = progress;
    return r;
}

} // namespace convlens
