// The arrow between an element and where it goes: from the winner of a maximum to Y, from a value of an
// unpooling to the place of its switch.
#include "scene/figure/cells.h"
#include "scene/figure/figure.h"
#include "scene/model/step_terms.h"

#include <cmath>
#include <limits>

namespace convlens {
namespace {

constexpr float number_share = 0.24F;   // of a cell, from its middle to the end of its number
constexpr float switched_share = 0.38F; // with the switch below it

Vec2 middle_of(const Stack& stack, const Place& place) {
    return stack.of(place.sheet).center(static_cast<double>(place.row), static_cast<double>(place.column));
}

/// A point of the arc from `a` to `b` over `over`, t in 0..1.
Vec2 on_arc(Vec2 a, Vec2 over, Vec2 b, float t) {
    return mixed(mixed(a, over, t), mixed(over, b, t), t);
}

/// How many points of the arc lie in the rectangles, with some air around them.
int points_within(const std::vector<Rect>& rects, Vec2 a, Vec2 over, Vec2 b, float air) {
    int points = 0;
    for (int i = 0; i <= 48; ++i) {
        const Vec2 at = on_arc(a, over, b, static_cast<float>(i) / 48);
        for (const Rect& r : rects)
            if (at.x > r.min.x - air && at.x < r.max.x + air && at.y > r.min.y - air && at.y < r.max.y + air)
                ++points;
    }
    return points;
}

/// The middles of a plane's numbers, of such a share of a cell to either side: all but one.
template <class IsThere>
std::vector<Rect> numbers_of(const Stack& stack, const CellWindow& part, const Place& but, float share,
                             IsThere is_there) {
    std::vector<Rect> numbers;
    const float half = share * stack.cell();
    for_each_cell(part, [&](int64_t r, int64_t c) {
        const Vec2 at = middle_of(stack, {but.sheet, r, c});
        if ((r != but.row || c != but.column) && is_there(r, c))
            numbers.push_back({at - Vec2{half, half}, at + Vec2{half, half}});
    });
    return numbers;
}

} // namespace

/// Over the planes in the flat view, nearly straight between tilted ones; under them or straighter where a
/// heading lies in the way, or else numbers.
Vec2 FigureDrawing::clear_bow(Vec2 a, Vec2 b, const std::vector<Rect>& numbers) const {
    std::vector<Rect> names;
    for (const Heading& heading : headings())
        names.push_back(heading.bounds);
    const Vec2 way = b - a;
    const Vec2 most = Vec2{way.y, -way.x} * (places_.tilt > 0.5F ? 0.06F : 0.3F);
    Vec2 best;
    int least = std::numeric_limits<int>::max();
    for (const float share : {1.0F, -1.0F, 0.5F, -0.5F, 0.2F, -0.2F, -2.0F, 2.0F}) {
        const Vec2 over = mixed(a, b, 0.5F) + most * share;
        const int crossed =
            100 * points_within(names, a, over, b, 4 * canvas_.unit) + points_within(numbers, a, over, b, 0);
        if (crossed < least) {
            least = crossed;
            best = over;
        }
    }
    return best;
}

void FigureDrawing::add_arrow(const Arrow& arrow) {
    Path line;
    Path head;
    if (arrow.color.a > 0) {
        const Vec2 way = arrow.to - arrow.from;
        const float length = std::max(std::hypot(way.x, way.y), 1.0F);
        const float begin = std::min(arrow.begin / length, 0.3F);
        const float end = 1 - std::min(arrow.end / length, 0.3F);
        constexpr int pieces = 48;
        for (int i = 0; i <= pieces; ++i) {
            const float t = begin + (end - begin) * arrow.drawn * static_cast<float>(i) / pieces;
            line.points.push_back(on_arc(arrow.from, arrow.over, arrow.to, t));
        }
        const Vec2 tip = line.points.back();
        const Vec2 last = tip - line.points[line.points.size() - 5];
        const Vec2 along = last * (1 / std::max(std::hypot(last.x, last.y), 0.01F));
        const Vec2 across{-along.y, along.x};
        const float size = 9 * canvas_.unit;
        line.points.back() = tip - along * (size * 0.6F);
        head.fill = arrow.color;
        line.stroke = arrow.color;
        line.stroke_width = 2 * canvas_.unit;
        head.points = {tip, tip - along * size + across * (size * 0.45F),
                       tip - along * size - across * (size * 0.45F)};
        head.closed = true;
    }
    add_clear_line(line, {});
    canvas_.add(std::move(head));
}

/// From the largest of the window to the element of Y that it became.
void FigureDrawing::draw_pooled_arrow() {
    const Place from = model_.result();
    const Place to = model_.tap(0);
    Arrow arrow;
    if (input_.cursor.phase != Phase::move && from.sheet >= 0 && to.sheet >= 0 && shows_base(to.sheet)) {
        const int64_t index = places_.pooled_alone ? 0 : from.sheet;
        arrow.from = middle_of(places_.pooled, {index, from.row, from.column});
        arrow.to = middle_of(places_.base, to);
        const auto all = [](int64_t, int64_t) { return true; };
        std::vector<Rect> numbers = numbers_of(places_.base, part_, to, switched_share, all);
        for (const Rect& cell : numbers_of(places_.top, top_part_, {from.sheet, -1, -1}, 0.5F, all))
            numbers.push_back(cell);
        arrow.over = clear_bow(arrow.from, arrow.to, numbers);
        arrow.begin = 0.42F * places_.pooled.cell();
        arrow.end = 0.46F * places_.base.cell();
        arrow.color = roles_.base.heading;
    }
    add_arrow(arrow);
}

void FigureDrawing::draw_arrow() {
    const bool winner = takes_largest(model_.operation());
    if (!winner && !model_.unpooling())
        return;
    const int64_t term = winner ? winning_term() : 0;
    const bool shown = input_.cursor.phase == Phase::drop || input_.cursor.phase == Phase::hold;
    const Place from = term >= 0 ? model_.tap(term) : Place{-1, 0, 0};
    const Place to = model_.result();
    Arrow arrow;
    if (shown && from.sheet >= 0 && to.sheet >= 0 && shows_base(from.sheet) && shows_top(to.sheet)) {
        arrow.from = middle_of(places_.base, from);
        arrow.to = middle_of(places_.top, to);
        std::vector<Rect> numbers;
        if (model_.unpooling() && base_digits_)
            numbers =
                numbers_of(places_.base, part_, from, switched_share, [](int64_t, int64_t) { return true; });
        else if (top_digits_ && !model_.unpooling())
            numbers = numbers_of(places_.top, top_part_, to, number_share, [&](int64_t r, int64_t c) {
                return is_revealed(model_.output_index(to.sheet, r, c));
            });
        arrow.over = clear_bow(arrow.from, arrow.to, numbers);
        arrow.begin = 0.42F * places_.base.cell(); // from beside the one number to beside the other
        arrow.end = 0.46F * places_.top.cell();
        arrow.drawn = input_.cursor.phase == Phase::drop ? input_.cursor.progress : 1;
        arrow.color = roles_.top.heading;
    }
    add_arrow(arrow);
}

} // namespace convlens
