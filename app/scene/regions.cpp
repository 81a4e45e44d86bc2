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
constexpr float tabs_gap = 9;     // units below the tabs of lenses
constexpr float min_column = 300; // units of width of a column of lenses

/// About 4 : 3: texts for the last row leave a figure beside lenses too little width.
bool is_narrow_stage(const Composition& c) {
    constexpr float wide = 1.5F;
    return c.stage && c.size.x < wide * c.size.y;
}

/// Whether the upper sheet of a tilted figure, or its heading, touches the rectangle. Its upper left edge
/// rises to the right, so the rectangle's lower right corner decides.
bool covers(const FigurePlaces& places, const Rect& rect, float unit) {
    const Vec2 left = places.top.at(0, 0);
    const Vec2 u = places.top.u;
    const float edge = left.y + (rect.max.x - left.x) * u.y / u.x;
    const bool under_edge = rect.max.x > left.x && rect.max.y > edge;
    const bool under_heading = rect.max.y > places.top_heading.y - 22 * unit;
    const auto under_map = [&](const Sheet& map) {
        return map.origin.y > 0 && map.origin.y - 24 * unit < rect.max.y;
    };
    const bool under_maps = under_map(places.base_share.map) || under_map(places.top_share.map) ||
                            under_map(places.base_share.strip) || under_map(places.top_share.strip);
    const bool over_pooled = !places.pooled.moves.empty() && places.pooled_heading.y - 22 * unit < rect.max.y;
    return under_edge || under_heading || under_maps || over_pooled;
}

/// A tilted figure's upper left corner is empty, so the title may lie in it as far as nothing is covered:
/// moves the top of the figure's area down to where it has to begin.
void clear_corner(const Canvas& canvas, const SceneInput& input, const Rect& title, Rect& area) {
    const float unit = canvas.unit;
    const float height = title.height();
    const FigureModel model(input.results, input.cursor.step);
    if (input.document.view == View::volumes && has_several_sheets(model)) { // stacks have it full
        area.min.y += height + 4 * unit;
        return;
    }
    const float top = area.min.y;
    constexpr int parts = 10;
    const int last = is_narrow_stage(input.composition) ? parts : parts - 1;
    for (int part = 0; part <= last; ++part) {
        area.min.y = top + height * static_cast<float>(part) / parts;
        const FigurePlaces places = view_places(model, View::tilted, area, unit, min_cell(input));
        if (!covers(places, inset(title, -8 * unit), unit))
            break;
    }
}

/// Title and caption at the top of a figure that has lenses beside it; returns their place, and moves the top
/// of the figure's area down. In the corner of a tilted figure where that leaves it more height.
Rect title_beside_lenses(Canvas& canvas, const SceneInput& input, float width, bool tilted, bool caption,
                         Rect& area) {
    constexpr float min_room = 200; // units: a low figure has the title alone
    const float unit = canvas.unit;
    const bool low = !caption || area.height() < min_room * unit;
    const auto place = [&](float wide) {
        const float height =
            low ? bare_title_height(canvas, input, wide) : brief_title_height(canvas, input, wide);
        return Rect{area.min, area.min + Vec2{wide, height}};
    };
    const Rect over = place(width);
    Rect below = area;
    below.min.y = over.max.y + 3 * unit;
    if (tilted && !input.composition.stage) { // where small maps lie in the corner
        const Rect title = place(std::min(width * 0.56F, 520 * unit));
        Rect beside = area;
        clear_corner(canvas, input, title, beside);
        if (beside.min.y < below.min.y) {
            area = beside;
            return title;
        }
    }
    area = below;
    return over;
}

/// A sum takes no more than it needs.
void fit_sum(Canvas& canvas, const SceneInput& input, Rect& place) {
    place.min.y = place.max.y - lens_card_height(canvas, input, Lens::sum, place.width(), place.height());
}

/// The strip below a flat figure, of the sum and the formula, takes no more than they need; returns what the
/// figure gets of it.
float fit_strip(Canvas& canvas, const SceneInput& input, Regions& r) {
    const float top = r.sum.min.y;
    fit_sum(canvas, input, r.sum);
    if (!r.formula.empty()) {
        Frame nothing;
        Canvas trial = canvas.trial(nothing, 1);
        const float used = draw_formula(trial, input, inset(r.formula, 14 * canvas.unit)) + 28 * canvas.unit;
        r.sum.min.y = std::max(top, std::min(r.sum.min.y, r.sum.max.y - used));
        r.formula.min.y = r.sum.min.y;
    }
    return r.sum.min.y - top;
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
    if (c.title && c.size.y >= min_height_for_title * c.scale) {
        const float width = std::min(area.width() * 0.56F, 520 * unit);
        r.title = {area.min, area.min + Vec2{width, title_height(canvas, input, width)}};
        clear_corner(canvas, input, r.title, area);
    }
    r.figure = area;
    return r;
}

/// The window's figure keeps half of the stage; its sum is as low as a small picture's then, and goes through
/// its terms in pages.
float max_sum(const Canvas& canvas, const SceneInput& input, const Rect& area) {
    const Composition& c = input.composition;
    if (c.formula || c.stage)
        return area.height();
    constexpr float min_height = 104, beside = 14 + 26; // units; with the gap and the legend
    return std::max(area.height() - beside * canvas.unit - c.size.y / 2, min_height * canvas.unit);
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
        r.sum = {{area.min.x, area.max.y - std::min(height, max_sum(canvas, input, area))}, area.max};
        area.max.y = r.sum.min.y - 14 * unit;
        if (c.formula && !small && !c.stage && area.width() > 820 * unit) {
            r.formula = r.sum;
            r.formula.min.x = r.sum.max.x - std::min(area.width() * 0.32F, 380 * unit);
            r.sum.max.x = r.formula.min.x - 14 * unit;
        }
        if (!c.stage)
            area.max.y += fit_strip(canvas, input, r);
    }
    if ((c.title || shows_sum(input)) && !small && !c.stage) {
        r.legend = {{area.min.x, area.max.y - legend_height(canvas, input, area.width())}, area.max};
        area.max.y = r.legend.min.y - 8 * unit;
    }
    r.figure = area;
    return r;
}

/// Of the tabs, with what keeps them apart from the cards; 0: there are none.
float tabs_height(Canvas& canvas, const SceneInput& input, const LensPlan& plan, float width) {
    const float height = lens_tabs_height(canvas, input, plan, width);
    return height > 0 ? height + tabs_gap * canvas.unit : 0;
}

/// Tabs where not all lenses have a place, and cards below them.
void place_lenses(Canvas& canvas, const SceneInput& input, const LensPlan& plan, Rect area, Regions& r) {
    if (const float height = tabs_height(canvas, input, plan, area.width()); height > 0) {
        r.lens_tabs = {area.min, {area.max.x, area.min.y + height - tabs_gap * canvas.unit}};
        area.min.y += height;
    }
    r.lenses = lens_cards(canvas, input, plan, area);
}

/// Tabs and one card at the lower edge; returns what is left above.
Rect place_below(Canvas& canvas, const SceneInput& input, const LensPlan& plan, Rect area, Regions& r) {
    const float unit = canvas.unit;
    const float above = tabs_height(canvas, input, plan, area.width());
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
    Rect cards = column;
    cards.min.y += tabs_height(canvas, input, plan, column.width());
    column.min.x =
        column.max.x - std::max(lens_cards_width(canvas, input, plan, cards), min_column * canvas.unit);
    place_lenses(canvas, input, plan, column, r);
    if (shows_sum(input) && input.document.view != View::volumes) // stacks want width, not height
        r.sum = sum_below_cards(canvas, input, plan, r.lenses, column);
    area.max.x = column.min.x - 16 * canvas.unit;
    return area;
}

/// The kernel lies in the lower right corner, where a tilted figure has nothing; several sheets of it one
/// below the other at the right edge. Returns its place, and takes the figure's area from it.
Rect kernel_place(const Canvas& canvas, const SceneInput& input, bool several, bool volumes, Rect& area) {
    const float unit = canvas.unit;
    const float bias = input.results.bias ? bias_height * unit : 0;
    float high = several ? area.height() - 44 * unit : std::min(112 * unit, area.height() * 0.36F) + bias;
    float wide = (several ? 150 : 138) * unit; // its heading has words
    if (const float cell = min_cell(input); cell > 0) {
        const PlaneModel weights = FigureModel(input.results, input.cursor.step).weights;
        const float needed = cell * static_cast<float>(weights.rows) + (heading_height + 4) * unit + bias;
        high = std::max(high, std::min(needed, 0.7F * area.height()));
        wide = std::max(wide, cell * static_cast<float>(weights.columns));
    }
    const Rect place{{area.max.x - wide, area.max.y - high}, area.max};
    area.max.x -= wide * (volumes || several ? 1.0F : 0.6F); // names of sheets lie at a stack's right
    return place;
}

struct LensChoices {
    const LensPlan& plan;
    bool flat = false, caption = true;
};

/// Figure, legend and sum, with lenses at the right or below, in both views.
Regions lens_regions(Canvas& canvas, const SceneInput& input, Rect area, const LensChoices& choices) {
    const Composition& c = input.composition;
    const float unit = canvas.unit;
    const auto& [plan, flat, caption] = choices;
    const bool volumes =
        !flat && input.document.view == View::volumes && has_volumes(input.results.operation);
    Regions r;
    area =
        plan.below ? place_below(canvas, input, plan, area, r) : place_beside(canvas, input, plan, area, r);
    const Rect left = area;
    if (shows_sum(input) && !plan.below && r.sum.empty()) {
        const bool large = flat && is_large(FigureModel(input.results, input.cursor.step));
        const float strip = input.results.operation.kind == Kind::max_unpool ? 122 : 104;
        const float high = (c.stage ? strip : large ? 140.0F : 178.0F) * unit;
        r.sum = {{area.min.x, area.max.y - std::min(high, area.height() * 0.36F)}, area.max};
        fit_sum(canvas, input, r.sum);
        area.max.y = r.sum.min.y - 12 * unit;
    }
    r.legend = {{area.min.x, area.max.y - 18 * unit}, area.max};
    if (flat || has_weight(input.results.operation.kind) || is_narrow_stage(c)) { // else in an empty corner
        r.legend.min.y = area.max.y - legend_height(canvas, input, area.width());
        area.max.y = r.legend.min.y - 8 * unit;
    }
    const bool several = !flat && has_weight(input.results.operation.kind) &&
                         FigureModel(input.results, input.cursor.step).weights.sheets > 1;
    if (!flat && has_weight(input.results.operation.kind))
        r.weights = kernel_place(canvas, input, several, volumes, area);
    if (c.title)
        r.title = title_beside_lenses(canvas, input, (several ? area : left).width(), !flat && !volumes,
                                      caption, area);
    r.figure = area;
    return r;
}

/// Whether the window is shown with what is next to it.
bool shows_neighbourhood(const Canvas& canvas, const SceneInput& input, const Regions& r, bool flat) {
    const FigureModel model(input.results, input.cursor.step);
    const View view = flat ? View::flat : input.document.view == View::volumes ? View::volumes : View::tilted;
    Rect area = r.figure;
    if (!r.weights.empty()) // as far as the kernel in its corner may push it
        area.max.x = std::min(area.max.x, std::max(r.weights.min.x, area.min.x + 0.6F * area.width()));
    const CellWindow part = view_places(model, view, area, canvas.unit, min_cell(input)).base_share.part;
    return part.empty() || (part.rows >= std::min(model.base.rows, model.axes[1].window() + 1) &&
                            part.columns >= std::min(model.base.columns, model.axes[2].window() + 1));
}

/// The line that says that lenses have no room, at the lower end of the area; returns its place, and takes it
/// from the area.
Rect line_of_none(Canvas& canvas, const SceneInput& input, const LensPlan& plan, Rect& area) {
    const float height = lens_tabs_height(canvas, input, plan, area.width());
    if (height >= 0.25F * area.height())
        return {};
    const Rect line{{area.min.x, area.max.y - height}, area.max};
    area.max.y = line.min.y;
    return line;
}

Regions plain_regions(Canvas& canvas, const SceneInput& input, const Rect& area, bool flat) {
    return flat ? flat_regions(canvas, input, area) : tilted_regions(canvas, input, area);
}

/// Beside lenses. On a narrow stage the figure comes first: where its window has no room with what is next to
/// it, the caption gives way, and then the lenses; stacks always need the width.
Regions regions_with_lenses(Canvas& canvas, const SceneInput& input, const LensPlan& plan, const Rect& area,
                            bool flat) {
    const bool stacks = !flat && input.document.view == View::volumes;
    for (const bool caption : {true, false}) {
        Regions beside = lens_regions(canvas, input, area, {plan, flat, caption});
        beside.plan = plan;
        if (!is_narrow_stage(input.composition) ||
            (!stacks && shows_neighbourhood(canvas, input, beside, flat)))
            return beside;
    }
    LensPlan none = plan;
    none.shown.clear();
    none.tabs.clear();
    none.none_fits = true;
    Rect rest = area;
    const Rect line = line_of_none(canvas, input, none, rest);
    rest.max.y -= 6 * canvas.unit;
    Regions alone = plain_regions(canvas, input, rest, flat);
    alone.lens_tabs = line;
    alone.plan = none;
    return alone;
}

} // namespace

float kernel_heading_width(const SceneInput& input) {
    const Operation& op = input.results.operation;
    const bool turned = op.kind == Kind::conv_transpose || input.results.flipped;
    const bool several = op.out_channels > 1;
    if (input.composition.is_narrow_half())
        return 76;
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
        Rect rest = inset(area, 12 * unit);
        said = line_of_none(canvas, input, plan, rest);
        if (!said.empty())
            area.max.y = said.min.y;
    }
    Regions r;
    r.plan = plan;
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
    if (!plan.shown.empty()) {
        r = regions_with_lenses(canvas, input, plan, area, flat);
    } else {
        r = plain_regions(canvas, input, area, flat);
        r.plan = plan;
    }
    if (plan.none_fits)
        r.lens_tabs = said;
    r.progress = progress;
    return r;
}

} // namespace convlens
