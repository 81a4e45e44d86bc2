// Heights come from the lenses, by the first step of the document: a card must not move while steps go by.
#include "scene/lens_cards.h"

#include "scene/card_needs.h"
#include "scene/lens/lens.h"
#include "scene/lens/sum/sum.h"
#include "scene/lens_table.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <optional>

namespace convlens {
namespace {

constexpr float card_gap = 12;      // units between cards
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

/// What the cards of a picture need, each asked no more often than it must be.
class Needs {
public:
    Needs(Canvas& canvas, const SceneInput& input) : canvas_(canvas), input_(input) {}

    float height(Lens lens, float width, float room) {
        if (lens == Lens::sum)
            return answer({lens, Side::height, canvas_.unit, width, room},
                          [&] { return sum_height(width, room); });
        const auto needed = lens_entry(lens).needed_height;
        return needed == nullptr
                   ? room
                   : std::min(room, answer({lens, Side::height, canvas_.unit, width, room},
                                           [&] { return needed(canvas_, first().scene(), width, room); }));
    }

    float width(Lens lens, float width, float height) {
        const auto needed = lens_entry(lens).needed_width;
        return needed == nullptr || lens == Lens::sum
                   ? width
                   : answer({lens, Side::width, canvas_.unit, width, height},
                            [&] { return needed(canvas_, first().scene(), width, height); });
    }

    const Canvas& canvas() const { return canvas_; }

private:
    using Side = CardNeeds::Question::Side;

    float sum_height(float width, float room) {
        const float side = sum_side * canvas_.unit;
        const Vec2 inside{width - 2 * side, room - 2 * side};
        const FirstStep& at = first();
        return std::min(needed_sum_height(canvas_, at.input(), at.model(), at.step(), inside) + 2 * side,
                        room);
    }

    float answer(const CardNeeds::Question& question, const std::function<float()>& ask) {
        return input_.card_needs == nullptr ? ask() : input_.card_needs->answer(input_, question, ask);
    }

    const FirstStep& first() {
        if (!first_)
            first_.emplace(input_);
        return *first_;
    }

    Canvas& canvas_;
    const SceneInput& input_;
    std::optional<FirstStep> first_;
};

/// A card in a grid: the lens and the rows that it goes over.
struct Place {
    Lens lens{};
    std::size_t column = 0, row = 0, rows = 1;
};

/// Rows of cards that are alike in all columns, so that cards lie side by side.
class CardGrid {
public:
    CardGrid(Needs& needs, const LensPlan& plan, float width, float height)
        : needs_(needs), width_(width), between_(card_gap * needs.canvas().unit),
          rows_(std::min(static_cast<std::size_t>(plan.rows), plan.shown.size())),
          room_(height - between_ * static_cast<float>(rows_ - 1)) {
        place(plan);
        share();
    }

    std::vector<Rect> cards(Vec2 corner) const {
        std::vector<Rect> cards;
        for (const Place& place : places_) {
            Vec2 at = corner;
            at.x += static_cast<float>(place.column) * (width_ + between_);
            for (std::size_t row = 0; row < place.row; ++row)
                at.y += heights_[row] + between_;
            cards.push_back({at, at + Vec2{width_, height(place)}});
        }
        return cards;
    }

    /// What the widest card needs.
    float needed_width() const {
        float most = 0;
        for (const Place& place : places_)
            most = std::max(most, needs_.width(place.lens, width_, height(place)));
        return std::min(most, width_);
    }

private:
    /// Column by column; where one has fewer cards, the one that needs most goes over the rows that are left.
    void place(const LensPlan& plan) {
        for (std::size_t from = 0; from < plan.shown.size(); from += rows_) {
            const std::size_t count = std::min(rows_, plan.shown.size() - from);
            std::size_t largest = 0;
            std::vector<float> needed;
            for (std::size_t i = 0; i < count; ++i) {
                needed.push_back(needs_.height(plan.shown[from + i], width_, room_));
                largest = needed[i] > needed[largest] ? i : largest;
            }
            std::size_t row = 0;
            for (std::size_t i = 0; i < count; ++i) {
                const std::size_t over = i == largest ? rows_ - count + 1 : 1;
                places_.push_back({plan.shown[from + i], from / rows_, row, over});
                row += over;
            }
        }
    }

    float height(const Place& place) const {
        float all = between_ * static_cast<float>(place.rows - 1);
        for (std::size_t row = place.row; row < place.row + place.rows; ++row)
            all += heights_[row];
        return all;
    }

    /// What the cards of a row need in so much room; a card over several rows takes what it needs of the last
    /// one.
    float needed(std::size_t row, float room) const {
        float most = 0;
        for (const Place& place : places_)
            if (place.row == row && place.rows == 1)
                most = std::max(most, needs_.height(place.lens, width_, room));
        return most;
    }
    float weight(std::size_t row) const {
        float most = 0;
        for (const Place& place : places_)
            if (place.row <= row && row < place.row + place.rows)
                most = std::max(most, lens_entry(place.lens).height / static_cast<float>(place.rows));
        return most;
    }
    float sum() const { return std::accumulate(heights_.begin(), heights_.end(), 0.0F); }

    /// What each row needs; where that is too much, those that need less than their share have it, and the
    /// others share the rest.
    void share() {
        for (std::size_t row = 0; row < rows_; ++row)
            heights_.push_back(needed(row, room_));
        for (const Place& place : places_)
            if (place.rows > 1)
                heights_[place.row + place.rows - 1] +=
                    std::max(needs_.height(place.lens, width_, room_) - height(place), 0.0F);
        if (sum() <= room_) {
            if (room_ - sum() < too_low * needs_.canvas().unit)
                heights_.back() += room_ - sum();
            return;
        }
        std::vector<bool> settled(rows_, false);
        float left = room_, shares = 0;
        for (std::size_t row = 0; row < rows_; ++row)
            shares += weight(row);
        for (bool changed = true; changed;) {
            changed = false;
            for (std::size_t row = 0; row < rows_; ++row) {
                if (settled[row] || heights_[row] > left * weight(row) / shares)
                    continue;
                settled[row] = changed = true;
                left -= heights_[row];
                shares -= weight(row);
            }
        }
        // In less room a lens lies otherwise, and may need less than its share: the next ones have what it
        // leaves.
        for (std::size_t row = 0; row < rows_; ++row)
            if (!settled[row])
                fill(row, std::floor(left * weight(row) / shares));
        for (std::size_t row = 0; row < rows_; ++row)
            if (!settled[row] && sum() < room_ - 1)
                fill(row, std::floor(room_ - sum() + heights_[row]));
        if (room_ - sum() < too_low * needs_.canvas().unit)
            heights_.back() += std::max(room_ - sum(), 0.0F);
    }

    void fill(std::size_t row, float room) {
        const bool shared = std::any_of(places_.begin(), places_.end(), [&](const Place& place) {
            return place.rows > 1 && place.row <= row && row < place.row + place.rows;
        });
        heights_[row] = shared ? room : needed(row, room);
    }

    Needs& needs_;
    float width_, between_;
    std::size_t rows_;
    float room_;
    std::vector<Place> places_;
    std::vector<float> heights_; // of the rows, px
};

float width_of_column(const Canvas& canvas, const LensPlan& plan, float width) {
    const auto columns = static_cast<float>(plan.columns);
    return (width - card_gap * canvas.unit * (columns - 1)) / columns;
}

} // namespace

Canvas card_canvas(const Canvas& canvas, const LensPlan& plan) {
    return canvas.zoomed(plan.card_unit / plan.unit);
}

std::vector<Rect> lens_cards(Canvas& canvas, const SceneInput& input, const LensPlan& plan,
                             const Rect& area) {
    Canvas cards = card_canvas(canvas, plan);
    Needs needs(cards, input);
    return CardGrid(needs, plan, width_of_column(cards, plan, area.width()), area.height()).cards(area.min);
}

float lens_cards_width(Canvas& canvas, const SceneInput& input, const LensPlan& plan, const Rect& area) {
    Canvas cards = card_canvas(canvas, plan);
    Needs needs(cards, input);
    const float width = width_of_column(cards, plan, area.width());
    const float needed = CardGrid(needs, plan, width, area.height()).needed_width();
    return area.width() - std::floor(width - needed) * static_cast<float>(plan.columns);
}

float lens_card_height(Canvas& canvas, const SceneInput& input, Lens lens, float width, float room) {
    Canvas cards =
        has_card(lens) ? card_canvas(canvas, lens_plan(input.composition, input.document)) : canvas;
    return Needs(cards, input).height(lens, width, room);
}

Rect sum_below_cards(Canvas& canvas, const SceneInput& input, const LensPlan& plan,
                     const std::vector<Rect>& cards, const Rect& area) {
    if (plan.tabs.size() > 0 || cards.empty())
        return {};
    const Rect& last = cards.back();
    const float top = last.max.y + card_gap * canvas.unit;
    const float room = area.max.y - top;
    Needs needs(canvas, input);
    // A long sum goes in pages.
    if (needs.height(Lens::sum, last.width(), min_sum_card * canvas.unit) > room)
        return {};
    const float needed = needs.height(Lens::sum, last.width(), room);
    const bool to_the_end = room - needed < too_low * canvas.unit;
    return {{last.min.x, top}, {last.max.x, to_the_end ? area.max.y : top + needed}};
}

} // namespace convlens
