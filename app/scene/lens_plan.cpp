// Two lenses lie beside the figure in every picture that is large enough for texts; more need a picture
// with room for more columns or rows, or else wait as tabs. A narrow picture shows one below the figure.
#include "scene/lens_plan.h"

#include "document/evaluate/reverse.h"
#include "i18n/error.h"
#include "scene/base/scene_input.h"
#include "scene/figure/reading_size.h"
#include "scene/lens/type.h"
#include "scene/lens_table.h"

#include <algorithm>
#include <array>

namespace convlens {
namespace {

constexpr int max_columns = 4;
constexpr float figure_width = 616; // units, with the sum below it
constexpr float column_width = 424;
constexpr float min_unit = 0.72F;
constexpr Vec2 below_size{600, 550};     // of a picture with one lens below the figure
constexpr Vec2 min_below_size{480, 420}; // smaller ones show the figure alone

struct Grid {
    int columns, rows;
    Vec2 needed() const { // in units
        return {figure_width + column_width * static_cast<float>(columns), rows == 2 ? 640.0F : 930.0F};
    }
    int places() const { return columns * rows; }
};

std::vector<Grid> grids(std::size_t lenses) {
    std::vector<Grid> possible;
    for (int columns = 1; columns <= max_columns; ++columns)
        for (const int rows : {2, 3})
            if (columns * rows >= static_cast<int>(lenses) && (columns - 1) * rows < static_cast<int>(lenses))
                possible.push_back({columns, rows});
    return possible;
}

std::vector<Lens> beside(const Document& document) {
    std::vector<Lens> lenses = document.lenses;
    std::erase_if(lenses, [](Lens lens) { return !has_card(lens); });
    return lenses;
}

float scale_of(const Composition& c) {
    return c.scale * (c.stage ? 1.24F : 1.0F);
}

/// On the stage the last row reads all that is written.
float stage_unit(const Composition& c, float size) {
    return c.stage ? stage_digits * c.size.y / size : 0;
}

float unit_of(const Composition& c, Vec2 needed) {
    return std::min(c.size.x / needed.x, c.size.y / needed.y) / c.scale;
}

/// Tabs keep their places whichever lens is in front, and so do the cards that lie below them.
std::vector<Lens> in_order(std::vector<Lens> lenses) {
    std::sort(lenses.begin(), lenses.end());
    return lenses;
}

/// The one in front below the figure; the sum is one of them here.
void plan_below(LensPlan& plan, const Composition& c, const std::vector<Lens>& lenses) {
    plan.below = true;
    plan.unit = std::clamp(unit_of(c, below_size), min_unit, 8.0F) * scale_of(c);
    plan.unit = std::max(plan.unit, stage_unit(c, card_type::text));
    plan.card_unit = std::max(plan.unit, stage_unit(c, card_type::digits));
    plan.shown = {lenses.front()};
    plan.all = lenses.size() == 1;
    plan.columns = plan.rows = 1;
    if (!plan.all)
        plan.tabs = in_order(lenses);
}

} // namespace

float column_unit(const Composition& composition) {
    constexpr float width = 390; // a phone's: units are its px
    return composition.size.x / width;
}

namespace {

/// As many as there are, each with its own row.
LensPlan plan_in_column(const Composition& c, const Document& document) {
    LensPlan plan;
    plan.unit = plan.card_unit = column_unit(c);
    if (c.lenses && !shows_pair(document))
        plan.shown = beside(document);
    plan.columns = 1;
    plan.rows = static_cast<int>(plan.shown.size());
    return plan;
}

} // namespace

LensPlan lens_plan(const Composition& c, const Document& document) {
    if (c.column)
        return plan_in_column(c, document);
    const Vec2 plain = c.half ? Vec2{640, 640} : Vec2{1040, 640};
    LensPlan plan;
    plan.unit = std::clamp(unit_of(c, plain), min_unit, 8.0F) * scale_of(c);
    const bool has_place = c.lenses && !shows_pair(document);
    const std::vector<Lens> lenses = has_place ? beside(document) : std::vector<Lens>{};
    plan.all = lenses.empty();
    if (lenses.empty())
        return plan;
    if (unit_of(c, plain) < min_unit) {
        plan.none_fits = unit_of(c, min_below_size) < 1;
        if (!plan.none_fits)
            plan_below(plan, c, document.lenses);
        return plan;
    }
    for (std::size_t count = lenses.size(); count > 0; --count) {
        Grid best{1, 2};
        for (const Grid& grid : grids(count))
            if (unit_of(c, grid.needed()) > unit_of(c, best.needed()) ||
                best.places() < static_cast<int>(count))
                best = grid;
        const float readable = stage_unit(c, card_type::digits) / scale_of(c);
        if (c.stage ? count > 1 && unit_of(c, best.needed()) < readable
                    : count > 2 && unit_of(c, best.needed()) < 1)
            continue;
        plan.shown.assign(lenses.begin(), lenses.begin() + static_cast<std::ptrdiff_t>(count));
        plan.all = count == lenses.size();
        if (!plan.all) {
            plan.shown = in_order(plan.shown);
            plan.tabs = in_order(lenses);
        }
        plan.columns = best.columns;
        plan.rows = best.rows;
        if (count > 2)
            plan.unit = std::min(unit_of(c, best.needed()), 8.0F) * scale_of(c);
        plan.unit = std::max(plan.unit, stage_unit(c, card_type::text));
        plan.card_unit = std::max(plan.unit, stage_unit(c, card_type::digits));
        return plan;
    }
    return plan;
}

Vec2 min_size(const Document& document) {
    const std::size_t count = beside(document).size();
    if (count == 0)
        return {};
    if (count <= 2)
        return {1040, 640};
    Vec2 least{1e9F, 1};
    for (const Grid& grid : grids(count))
        if (const Vec2 needed = grid.needed(); needed.x * needed.y < least.x * least.y)
            least = needed;
    return least;
}

void require_room(const Composition& composition, const Document& document, const std::string& where) {
    if (lens_plan(composition, document).all)
        return;
    const auto text = [](Vec2 size) {
        return std::to_string(static_cast<int>(size.x)) + "x" + std::to_string(static_cast<int>(size.y));
    };
    throw Error(Error::Fault::request, "error.lenses_need_size",
                {{"value", text(composition.size)},
                 {"count", std::to_string(document.lenses.size())},
                 {"needed", text(min_size(document))}},
                where);
}

} // namespace convlens
