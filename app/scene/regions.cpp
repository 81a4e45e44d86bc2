// What is left out by rank where a picture is small: formula, title, sum; the figure always stays.
#include "scene/regions.h"

#include "scene/figure_layout.h"
#include "scene/side.h"

#include <algorithm>

namespace convlens {
namespace {

/// Smaller pictures show the figure alone: the guide's own sizes.
constexpr float least_width_for_texts = 560;
constexpr float least_height_for_texts = 340;
constexpr float least_height_for_title = 420;

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
    if (c.title && c.size.y >= least_height_for_title * c.scale) {
        const float height = title_height(canvas, input, area.width());
        r.title = {area.min, {area.max.x, area.min.y + height}};
        area.min.y += height + 8 * unit;
    }
    const bool small = c.size.y < least_height_for_title * c.scale;
    if (c.sum) {
        // One more row of chips from ten terms on, two from twenty on; more come in pages.
        const int64_t terms = input.results.terms_per_step;
        const float more = terms > 20 ? 72 : terms > 10 ? 36 : 0;
        const float height = small ? 104 * unit : std::min((198 + more) * unit, area.height() * 0.46F);
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

} // namespace

float text_unit(const Composition& c) {
    const float by_size = std::min(c.size.y / 640, c.size.x / 1040) / c.scale;
    const float unit = std::clamp(by_size, 0.72F, 8.0F);
    return unit * c.scale * (c.stage ? 1.08F : 1.0F);
}

Regions regions(Canvas& canvas, const SceneInput& input, bool flat) {
    const Composition& c = input.composition;
    const Rect all{{0, 0}, c.size};
    if (c.size.x < least_width_for_texts * c.scale || c.size.y < least_height_for_texts * c.scale) {
        Regions r;
        r.figure = inset(all, std::max(5.0F, std::min(c.size.x, c.size.y) * 0.02F));
        return r;
    }
    const float unit = canvas.unit;
    Rect area = inset(all, 22 * unit);
    Rect progress;
    if (c.progress) {
        progress = {{area.min.x, area.max.y - 26 * unit}, area.max};
        area.max.y -= 34 * unit;
    }
    Regions r = flat ? flat_regions(canvas, input, area) : tilted_regions(canvas, input, area);
    r.progress = progress;
    return r;
}

} // namespace convlens
