// The figure lies at the left, the card at the right. After the reveal lenses lie below the card where they
// have room there; else they have the right half to themselves, and the card lies below a smaller figure,
// where that can still be read.
#include "scene/page/page_body.h"

#include "scene/model/model.h"
#include "scene/page/gradient_figure.h"
#include "scene/page/page_figure.h"
#include "scene/page/question/blanking.h"
#include "scene/page/question/question_card.h"

#include <algorithm>
#include <numeric>

namespace convlens {
namespace {

// In units.
constexpr float gap = 30;      // between the halves
constexpr float card_gap = 14; // between cards
constexpr float figure_share = 0.48F, wide_figure_share = 0.57F;
constexpr float beside_lens = 0.56F;    // of the width, of a figure that nothing is asked about
constexpr int64_t many_columns = 7;     // of the padded input: it wants the larger share
constexpr float max_lens_share = 0.55F; // of the height, below a figure
constexpr float min_figure = 60;        // of height
constexpr float min_cell_share = 0.5F;  // of its size, of a figure that makes room for lenses

class PageBody {
public:
    PageBody(Canvas& canvas, Canvas& large, const PageInput& input, PageLenses& lenses, const BodyRoom& room)
        : canvas_(canvas), large_(large), input_(input), lenses_(lenses), room_(room), unit_(canvas.unit) {}

    BodyPlan plan() {
        if (!input_.question)
            return without_question();
        BodyPlan plan = without_lenses();
        if (lenses_.count() == 0 || !may_show_lenses(input_))
            return plan;
        const std::vector<float> wanted = wanted_heights(plan.card.width(), room_.area.height());
        if (BodyPlan below = with_lenses_below(plan, wanted, wanted.size()); !below.lenses.empty())
            return below;
        if (BodyPlan beside = with_lenses_beside(plan, wanted); !beside.lenses.empty())
            return beside;
        return with_lenses_below(plan, min_heights(), 1);
    }

private:
    BodyPlan without_question() {
        BodyPlan plan;
        plan.figure = room_.area;
        if (lenses_.count() == 0) {
            plan.figure.min.y = std::max(plan.figure.min.y, room_.right_top);
            return plan;
        }
        Rect right = room_.area;
        right.min = {room_.area.min.x + beside_lens * room_.area.width(),
                     std::max(room_.area.min.y, room_.right_top)};
        plan.figure.max.x = right.min.x - gap * unit_;
        plan.lenses = stacked(right, wanted_heights(right.width(), right.height()));
        return plan;
    }

    float share() const {
        if (asks_about_figures(*input_.question))
            return wide_figure_share;
        const bool is_wide = !input_.question->network && !is_about_gradient(*input_.question) &&
                             FigureModel(*input_.results, 0).base.columns >= many_columns;
        return is_wide ? 0.5F * (figure_share + wide_figure_share) : figure_share;
    }

    BodyPlan without_lenses() const {
        BodyPlan plan;
        plan.card = plan.figure = room_.area;
        plan.card.min = {room_.area.min.x + share() * room_.area.width() + gap / 2 * unit_,
                         std::max(room_.area.min.y, room_.right_top)};
        plan.figure.max.x = plan.card.min.x - gap * unit_;
        return plan;
    }

    /// Of as many as have room below the others, px.
    std::vector<float> wanted_heights(float width, float room) {
        std::vector<float> heights;
        for (std::size_t i = 0; i < lenses_.count(); ++i)
            heights.push_back(lenses_.needed_height(i, width, room));
        return heights;
    }
    std::vector<float> min_heights() const {
        std::vector<float> heights;
        for (std::size_t i = 0; i < lenses_.count(); ++i)
            heights.push_back(lenses_.min_height(i));
        return heights;
    }

    static float sum(const std::vector<float>& heights, std::size_t count) {
        return std::accumulate(heights.begin(), heights.begin() + static_cast<std::ptrdiff_t>(count), 0.0F);
    }

    /// Not higher than all of them want.
    Rect as_high_as(const std::vector<float>& wanted, Rect area) const {
        const float between = card_gap * unit_ * static_cast<float>(wanted.size() - 1);
        area.max.y = std::min(area.max.y, area.min.y + sum(wanted, wanted.size()) + between);
        return area;
    }

    /// One below the other, as many as have their least height, with shares of what they want.
    std::vector<Rect> stacked(const Rect& area, const std::vector<float>& wanted) const {
        const std::vector<float> least = min_heights();
        for (std::size_t count = wanted.size(); count > 0; --count) {
            const float room = area.height() - card_gap * unit_ * static_cast<float>(count - 1);
            const float all = sum(wanted, count);
            std::vector<Rect> places;
            float y = area.min.y;
            for (std::size_t i = 0; i < count; ++i) {
                const float height = room * wanted[i] / all;
                if (height >= least[i])
                    places.push_back({{area.min.x, y}, {area.max.x, y + height}});
                y += height + card_gap * unit_;
            }
            if (places.size() == count)
                return places;
        }
        return {};
    }

    /// The first `count`, where all of them have these heights below the card.
    BodyPlan with_lenses_below(BodyPlan plan, const std::vector<float>& heights, std::size_t count) {
        const float low = low_card_height(canvas_, input_, plan.card.width());
        const Rect below{{plan.card.min.x, plan.card.min.y + low + card_gap * unit_}, plan.card.max};
        const float between = card_gap * unit_ * static_cast<float>(count - 1);
        if (sum(heights, count) + between > below.height())
            return plan;
        plan.card.max.y = plan.card.min.y + low;
        plan.is_low = true;
        plan.lenses = stacked(below, {heights.begin(), heights.begin() + static_cast<std::ptrdiff_t>(count)});
        return plan;
    }

    BodyPlan with_lenses_beside(const BodyPlan& plan, const std::vector<float>& wanted) {
        BodyPlan beside = plan;
        const float low = low_card_height(canvas_, input_, plan.figure.width());
        beside.card = {{plan.figure.min.x, plan.figure.max.y - low}, plan.figure.max};
        beside.is_low = true;
        beside.figure.max.y = beside.card.min.y - card_gap * unit_;
        if (is_seen(beside.figure, plan.figure))
            beside.lenses = stacked(as_high_as(wanted, plan.card), wanted);
        return beside;
    }

    /// A figure that gave some of its room away, with all that it showed before.
    bool is_seen(const Rect& figure, const Rect& before) {
        if (figure.height() < min_figure * unit_)
            return false;
        const FigureSight seen = page_figure_sight(large_, input_, figure);
        if (!seen.is_whole)
            return false;
        const FigureSight whole = page_figure_sight(large_, input_, before);
        return seen.cell >= min_cell_share * whole.cell && seen.has_numbers == whole.has_numbers;
    }

    Canvas& canvas_;
    Canvas& large_;
    const PageInput& input_;
    PageLenses& lenses_;
    BodyRoom room_;
    float unit_;
};

} // namespace

BodyPlan page_body_beside_words(const Canvas& canvas, PageLenses& lenses, const Rect& room) {
    BodyPlan plan;
    plan.figure = room;
    if (lenses.count() == 0)
        return plan;
    const float most = max_lens_share * room.height();
    const float high = std::min(lenses.needed_height(0, room.width(), most), most);
    if (high < lenses.min_height(0))
        return plan;
    plan.figure.max.y = room.max.y - high - card_gap * canvas.unit;
    plan.lenses = {{{room.min.x, room.max.y - high}, room.max}};
    return plan;
}

bool may_show_lenses(const PageInput& input) {
    if (!input.question)
        return true;
    const Question& question = *input.question;
    const bool compares_gradients = question.ask == Ask::compare && is_about_gradient(question);
    return input.state.phase == PagePhase::revealed && !asks_about_figures(question) && !compares_gradients;
}

BodyPlan page_body(Canvas& canvas, Canvas& large, const PageInput& input, PageLenses& lenses,
                   const BodyRoom& room) {
    return PageBody(canvas, large, input, lenses, room).plan();
}

} // namespace convlens
