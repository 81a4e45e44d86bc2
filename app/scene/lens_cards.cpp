// Heights come from the lenses, by the first step of the document: a card must not move while steps go by.
#include "scene/lens_cards.h"

#include "scene/lens/lens.h"
#include "scene/lens/sum/sum.h"
#include "scene/lens_table.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace convlens {
namespace {

constexpr float gap = 12;           // units between cards
constexpr float too_low = 70;       // units: what is left is then the last card's
constexpr float sum_side = 14;      // units around a sum
constexpr float min_sum_card = 190; // units of height that a sum wants below the other cards

/// The first step of a document, at which lenses say how much room they need.
class FirstStep {
public:
    explicit FirstStep(const SceneInput& input)
        : input_(input), model_(input.results, 0), step_(step_of(input.results, 0)) {
        input_.cursor = finished(0, input.results.terms_per_step);
        input_.hover = {};
    }
    LensScene scene() const { return {input_, model_, step_, none_, no_rasters_}; }
    const SceneInput& input() const { return input_; }
    const FigureModel& model() const { return model_; }
    const Step& step() const { return step_; }

private:
    SceneInput input_;
    FigureModel model_;
    Step step_;
    Highlight none_;
    Rasters no_rasters_;
};

float needed_height(Canvas& canvas, const FirstStep& first, Lens lens, float width, float room) {
    if (lens == Lens::sum) {
        const float side = sum_side * canvas.unit;
        const float inside =
            needed_sum_height(canvas, first.input(), first.model(), first.step(), width - 2 * side);
        return std::min(inside + 2 * side, room);
    }
    const auto needed = lens_entry(lens).needed_height;
    return needed == nullptr ? room : std::min(needed(canvas, first.scene(), width, room), room);
}

/// What each needs; where that is too much, those that need less than their share have it, and the others
/// share the rest.
std::vector<float> heights(Canvas& canvas, const FirstStep& first, const std::vector<Lens>& lenses,
                           float width, float room) {
    std::vector<float> needed;
    needed.reserve(lenses.size());
    for (const Lens lens : lenses)
        needed.push_back(needed_height(canvas, first, lens, width, room));
    const float all = std::accumulate(needed.begin(), needed.end(), 0.0F);
    if (all <= room) {
        if (room - all < too_low * canvas.unit)
            needed.back() += room - all;
        return needed;
    }
    std::vector<bool> settled(lenses.size(), false);
    float left = room, shares = 0;
    for (const Lens lens : lenses)
        shares += lens_entry(lens).height;
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = 0; i < lenses.size(); ++i) {
            const float weight = lens_entry(lenses[i]).height;
            if (settled[i] || needed[i] > left * weight / shares)
                continue;
            settled[i] = changed = true;
            left -= needed[i];
            shares -= weight;
        }
    }
    // In less room a lens lies otherwise, and may need less than its share: the next ones have what it
    // leaves.
    for (std::size_t i = 0; i < lenses.size(); ++i)
        if (!settled[i])
            needed[i] = needed_height(canvas, first, lenses[i], width,
                                      std::floor(left * lens_entry(lenses[i]).height / shares));
    for (std::size_t i = 0; i < lenses.size(); ++i) {
        const float others = std::accumulate(needed.begin(), needed.end(), -needed[i]);
        if (!settled[i] && needed[i] + others < room - 1)
            needed[i] = needed_height(canvas, first, lenses[i], width, std::floor(room - others));
    }
    return needed;
}

} // namespace

std::vector<Rect> lens_cards(Canvas& canvas, const SceneInput& input, const LensPlan& plan,
                             const Rect& area) {
    const FirstStep first(input);
    const float between = gap * canvas.unit;
    const auto columns = static_cast<float>(plan.columns);
    const float width = (area.width() - between * (columns - 1)) / columns;
    const auto rows = static_cast<std::size_t>(plan.rows);
    std::vector<Rect> cards;
    for (std::size_t from = 0; from < plan.shown.size(); from += rows) {
        const std::size_t end = std::min(from + rows, plan.shown.size());
        const std::vector<Lens> lenses(plan.shown.begin() + static_cast<std::ptrdiff_t>(from),
                                       plan.shown.begin() + static_cast<std::ptrdiff_t>(end));
        const std::size_t column = from / rows;
        const float left = area.min.x + static_cast<float>(column) * (width + between);
        const float room = area.height() - between * static_cast<float>(lenses.size() - 1);
        float top = area.min.y;
        for (const float height : heights(canvas, first, lenses, width, room)) {
            cards.push_back({{left, top}, {left + width, top + height}});
            top += height + between;
        }
    }
    return cards;
}

float lens_card_height(Canvas& canvas, const SceneInput& input, Lens lens, float width, float room) {
    return needed_height(canvas, FirstStep(input), lens, width, room);
}

Rect sum_below_cards(Canvas& canvas, const SceneInput& input, const LensPlan& plan,
                     const std::vector<Rect>& cards, const Rect& area) {
    if (plan.tabs.size() > 0 || cards.empty())
        return {};
    const Rect& last = cards.back();
    const float top = last.max.y + gap * canvas.unit;
    const float room = area.max.y - top;
    const FirstStep first(input);
    // A long sum goes in pages.
    if (needed_height(canvas, first, Lens::sum, last.width(), min_sum_card * canvas.unit) > room)
        return {};
    const float needed = needed_height(canvas, first, Lens::sum, last.width(), room);
    const bool to_the_end = room - needed < too_low * canvas.unit;
    return {{last.min.x, top}, {last.max.x, to_the_end ? area.max.y : top + needed}};
}

} // namespace convlens
