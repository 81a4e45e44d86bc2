// From the top: the question or the truth, letters or a formula, then rows of answers in what is left.
#include "scene/page/question_card.h"

#include "convlens/arithmetic.h"
#include "document/results.h"
#include "lesson/words.h"
#include "scene/base/tags.h"
#include "scene/base/typeset.h"
#include "scene/page/answer_rows.h"
#include "scene/page/cell_map.h"
#include "scene/page/page_content.h"
#include "scene/page/page_texts.h"
#include "scene/side.h"
#include "scene/words/number.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace convlens {
namespace {

constexpr float side = 30;    // units within the card
constexpr float reading = 18; // size of the smallest text
constexpr float row_gap = 10; // between answers

class QuestionCard {
public:
    QuestionCard(Canvas& canvas, const PageInput& input, const Rect& card)
        : canvas_(canvas), input_(input), question_(*input.question), unit_(canvas.unit),
          draws_cells_(has_cell_map(input)), area_{card.min + Vec2{side * unit_, 22 * unit_},
                                                   card.max - Vec2{side * unit_, 20 * unit_}} {
        canvas.card(card, input.theme.card, input.theme.hairline, 12 * unit_, tag_of(TagSpace::chrome, 1));
    }

    void draw() { input_.state.phase == PagePhase::revealed ? draw_revealed() : draw_asking(); }

private:
    Color right_color() const { return input_.theme.y.heading; }

    TextStyle style(float size, Face face, Color color) const { return {size * unit_, face, color}; }

    /// In lines from the top of what is left, at most `lines` of them: smaller where they are more.
    void say(const std::string& text, TextStyle style, std::size_t max_lines, float gap) {
        std::vector<std::string> lines = wrapped(canvas_, text, style, area_.width());
        while (lines.size() > max_lines && style.size > reading * unit_) {
            style.size -= unit_;
            lines = wrapped(canvas_, text, style, area_.width());
        }
        for (const std::string& line : lines) {
            area_.min.y += 1.05F * style.size;
            canvas_.text(line, {area_.min.x, area_.min.y}, style, tag_of(TagSpace::caption, 4));
            area_.min.y += 0.25F * style.size;
        }
        area_.min.y += gap * unit_;
    }

    /// On one line, smaller where it is too long.
    void say_line(const std::string& text, TextStyle style, float gap) {
        style.size = fitting_size(canvas_, text, style, area_.width());
        area_.min.y += 1.05F * style.size;
        canvas_.text(text, {area_.min.x, area_.min.y}, style, tag_of(TagSpace::caption, 4));
        area_.min.y += 0.25F * style.size + gap * unit_;
    }

    // While the question is open.

    void draw_asking() {
        say(question_text(*input_.scene, question_, input_.texts), style(30, Face::sans, input_.theme.text),
            3, 12);
        const bool by_letters = question_.ask == Ask::size || question_.ask == Ask::parameter;
        if (by_letters) {
            const auto asked =
                question_.ask == Ask::parameter ? std::optional(question_.parameter) : std::nullopt;
            say_line(size_letters(operation_of(*input_.scene), asked),
                     style(22, Face::mono, input_.theme.quiet), 4);
        }
        if (question_.ask == Ask::size)
            say_line(is_swapped(operation_of(*input_.scene).kind) ? "o′ = ?" : "o = ?",
                     style(25, Face::mono_bold, right_color()), 12);
        const std::string hint = asking_hint(input_);
        const Rect all = area_;
        if (!hint.empty()) {
            TextStyle quiet = style(reading, Face::sans, input_.theme.quiet);
            quiet.size = fitting_size(canvas_, hint, quiet, all.width());
            canvas_.text(hint, {all.min.x, all.max.y - 4 * unit_}, quiet, tag_of(TagSpace::caption, 4));
            area_.max.y -= 34 * unit_;
        }
        if (has_offers(input_))
            draw_offers();
        else if (!input_.state.in_class)
            draw_typed();
    }

    bool has_long_answers() {
        if (draws_cells_)
            return false;
        const float room = area_.width() / 2 - 110 * unit_;
        const TextStyle mono = style(24, Face::mono, input_.theme.text);
        for (const Offer& offer : input_.state.offers)
            if (canvas_.width(offer_text(input_, offer.answer), mono) > room)
                return true;
        return false;
    }

    Face face_of(const Answer& answer) const {
        return std::holds_alternative<Comparison>(answer) ? Face::sans : Face::mono;
    }

    void draw_offers() {
        const std::vector<Offer>& offers = input_.state.offers;
        const std::size_t columns = has_long_answers() ? 1 : 2;
        const std::size_t rows = (offers.size() + columns - 1) / columns;
        const float gap = (columns == 2 ? 18 : row_gap) * unit_;
        const float height =
            std::min((draws_cells_ ? 150.0F : 82.0F) * unit_,
                     (area_.height() - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows));
        const float width =
            (area_.width() - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
        for (std::size_t i = 0; i < offers.size(); ++i) {
            const std::size_t line = i / columns;
            const Vec2 at = area_.min + Vec2{static_cast<float>(i % columns) * (width + gap),
                                             static_cast<float>(line) * (height + gap)};
            draw_offer(i, {at, at + Vec2{width, height}});
        }
    }

    void draw_offer(std::size_t index, const Rect& box) {
        const QuestionState& state = input_.state;
        const bool is_counted = state.counted_next == index;
        const bool is_chosen = state.guess && *state.guess == state.offers[index].answer;
        canvas_.card(box, input_.theme.ground,
                     is_counted || is_chosen ? input_.theme.accent : input_.theme.hairline, 8 * unit_,
                     tag_of(TagSpace::chrome, 10 + static_cast<int64_t>(index)));
        if (is_counted || is_chosen)
            std::get<Box>(canvas_.last().shape).stroke_width = 3 * unit_;
        const float middle = box.center().y;
        TextStyle letter = style(26, Face::sans_bold, input_.theme.accent);
        letter.align_y = AlignY::middle;
        canvas_.text(letter_of(index), {box.min.x + 22 * unit_, middle}, letter);
        const Answer& answer = state.offers[index].answer;
        const bool is_taken = !state.hands.empty() || state.counted_next;
        const Rect room{{box.min.x + 66 * unit_, box.min.y + 10 * unit_},
                        {box.max.x - (is_taken ? 66 : 18) * unit_, box.max.y - 10 * unit_}};
        if (draws_cells_) {
            draw_cell_map(canvas_, input_, std::get<CellSet>(answer), room);
        } else {
            TextStyle mono = style(26, face_of(answer), input_.theme.text);
            mono.align_y = AlignY::middle;
            const std::string text = offer_text(input_, answer);
            mono.size = fitting_size(canvas_, text, mono, room.width());
            canvas_.text(text, {room.min.x, middle}, mono);
        }
        if (!is_taken)
            return;
        TextStyle count = style(22, Face::sans, input_.theme.quiet);
        count.align_x = AlignX::right;
        count.align_y = AlignY::middle;
        const bool is_known = index < state.hands.size() && !is_counted;
        canvas_.text(is_known     ? std::to_string(state.hands[index])
                     : is_counted ? state.typed + "_"
                                  : std::string(),
                     {box.max.x - 20 * unit_, middle}, count);
    }

    static std::string letter_of(std::size_t index) { return std::string(1, static_cast<char>('A' + index)); }

    /// A field with what was typed so far; of cells, how many are marked.
    void draw_typed() {
        const QuestionState& state = input_.state;
        const bool is_cells = question_.ask == Ask::cells;
        const Rect box{area_.min, {area_.max.x, std::min(area_.min.y + 76 * unit_, area_.max.y)}};
        canvas_.card(box, input_.theme.ground, input_.theme.accent, 8 * unit_, tag_of(TagSpace::chrome, 10));
        std::get<Box>(canvas_.last().shape).stroke_width = 2 * unit_;
        std::string text = is_cells && state.typed.empty()
                               ? input_.texts("page.marked", {{"count", std::to_string(state.marked.size())}})
                           : state.guess         ? offer_text(input_, *state.guess)
                           : state.does_not_know ? std::string(input_.texts("page.dont_know"))
                                                 : state.typed + "_";
        TextStyle mono =
            style(28, is_cells || state.does_not_know ? Face::sans : Face::mono, input_.theme.text);
        mono.align_y = AlignY::middle;
        mono.size = fitting_size(canvas_, text, mono, box.width() - 44 * unit_);
        canvas_.text(text, {box.min.x + 22 * unit_, box.center().y}, mono);
    }

    // After the reveal.

    void draw_revealed() {
        const Answer& truth = *input_.content->truth;
        const bool is_low = area_.height() < 300 * unit_;
        const float top = area_.min.y;
        const TextStyle bold = style(draws_cells_ ? 26 : 32, Face::sans_bold, right_color());
        const std::string said = truth_text(input_, truth);
        say(said, bold, 2, 8);
        if (question_.ask == Ask::size)
            is_low ? draw_formula_beside(top, canvas_.width(said, bold)) : draw_size_formula();
        draw_answer_rows(canvas_, input_, truth, area_, is_low);
    }

    /// To the right of the truth, where there is a lens below the card.
    void draw_formula_beside(float top, float width) {
        const Rect below = area_;
        area_.min = {area_.min.x + width + 36 * unit_, top - 10 * unit_};
        draw_size_formula();
        area_ = {{below.min.x, std::max(area_.min.y, below.min.y)}, below.max};
    }

    /// "⌊2.5⌋ + 1 = ": where something is rounded.
    static std::string rounded_step(const Operation& operation, std::size_t axis) {
        if (is_swapped(operation.kind) || (is_pool(operation.kind) && operation.ceil_mode))
            return {};
        const double room =
            static_cast<double>(padded_size(operation)[axis] - dilated_kernel(operation)[axis]);
        const double quotient = room / static_cast<double>(operation.stride[axis]);
        if (quotient == std::floor(quotient))
            return {};
        return "⌊" + number_text(quotient) + "⌋ + 1 = ";
    }

    /// Of the first axis, and of others that differ from it.
    void draw_size_formula() {
        const Operation operation = operation_of(*input_.scene);
        std::string last;
        for (std::size_t axis = 0; axis < operation.dims(); ++axis) {
            const Formula numbers = formula(operation, axis);
            const std::string name = is_swapped(operation.kind) ? "o′ = " : "o = ";
            const std::string text = name + numbers.numeric + " = " + rounded_step(operation, axis) +
                                     std::to_string(numbers.value);
            if (text == last)
                continue;
            last = text;
            const FormulaParts parts = parts_of(text);
            TextStyle mono = style(25, Face::sans, input_.theme.text);
            if (const float wide = formula_width(canvas_, parts, mono); wide > area_.width())
                mono.size *= area_.width() / wide;
            const float height = (parts.below.empty() ? 1.4F : 2.8F) * mono.size;
            set_formula(canvas_, parts, {area_.min.x, area_.min.y + height / 2}, mono,
                        tag_of(TagSpace::formula, static_cast<int64_t>(axis)));
            area_.min.y += height + 12 * unit_;
        }
    }

    Canvas& canvas_;
    const PageInput& input_;
    const Question& question_;
    float unit_;
    bool draws_cells_;
    Rect area_; // what is left
};

} // namespace

float low_card_height(const PageInput& input) {
    const QuestionState& state = input.state;
    const bool has_rows = has_offers(input) || state.guess || state.does_not_know;
    return input.question->ask == Ask::size ? (has_rows ? 246.0F : 124.0F) : (has_rows ? 230.0F : 100.0F);
}

void draw_question_card(Canvas& canvas, const PageInput& input, const Rect& card) {
    QuestionCard(canvas, input, card).draw();
}

} // namespace convlens
