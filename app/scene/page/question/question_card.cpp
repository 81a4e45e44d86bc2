// From the top: the question or the truth, letters or a formula, then rows of answers in what is left.
#include "scene/page/question/question_card.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/results.h"
#include "lesson/words.h"
#include "scene/base/tags.h"
#include "scene/base/typeset.h"
#include "scene/page/page_content.h"
#include "scene/page/page_texts.h"
#include "scene/page/question/answer_rows.h"
#include "scene/page/question/blanking.h"
#include "scene/page/question/cell_map.h"
#include "scene/page/written_value.h"
#include "scene/side.h"
#include "scene/words/number.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace convlens {
namespace {

constexpr float side = 30;          // units within the card
constexpr float smallest_text = 18; // size of the smallest text
constexpr float row_gap = 10;       // between answers
constexpr float min_truth = 24;     // size, where it is on one line
constexpr float low_height = 260;   // rows of answers are in two columns then
constexpr std::size_t max_sum_lines = 3;

class QuestionCard {
public:
    QuestionCard(Canvas& canvas, const PageInput& input, const Rect& card, bool is_low)
        : canvas_(canvas), input_(input), question_(*input.question), unit_(canvas.unit),
          draws_cells_(has_cell_map(input)),
          is_low_(is_low), area_{card.min + Vec2{side * unit_, 22 * unit_},
                                 card.max - Vec2{side * unit_, 20 * unit_}} {
        is_low_ = is_low || area_.height() < low_height * unit_;
        canvas.card(card, input.theme.card, input.theme.hairline, 12 * unit_, tag_of(TagSpace::chrome, 1));
    }

    void draw() { input_.state.phase == PagePhase::revealed ? draw_revealed() : draw_asking(); }

    /// Without room to spare; px.
    float needed_height() {
        if (input_.state.phase != PagePhase::revealed) {
            draw_asking();
            return bottom_ + (asking_hint(input_).empty() ? 0 : 34 * unit_) + 20 * unit_;
        }
        const Answer truth = answer_of(*input_.scene, question_);
        draw_truth(truth);
        return area_.min.y + answer_rows_height(canvas_, input_, truth, area_.width()) + 20 * unit_;
    }

private:
    Color right_color() const { return input_.theme.y.heading; }

    TextStyle style(float size, Face face, Color color) const { return {size * unit_, face, color}; }

    /// In lines from the top of what is left, at most `lines` of them: smaller where they are more.
    void say(const std::string& text, TextStyle style, std::size_t max_lines, float gap) {
        std::vector<std::string> lines = even_lines(text, style);
        while (lines.size() > max_lines && style.size > smallest_text * unit_) {
            style.size -= unit_;
            lines = even_lines(text, style);
        }
        for (const std::string& line : lines) {
            area_.min.y += 1.05F * style.size;
            canvas_.text(line, {area_.min.x, area_.min.y}, style, tag_of(TagSpace::caption, 4));
            area_.min.y += 0.25F * style.size;
        }
        area_.min.y += gap * unit_;
    }

    /// A little narrower where the last line would be a word or a sign alone.
    std::vector<std::string> even_lines(const std::string& text, const TextStyle& style) {
        std::vector<std::string> widest = wrapped(canvas_, text, style, area_.width());
        std::vector<std::string> lines = widest;
        for (float part = 1; lines.size() > 1 && part > 0.75F; part -= 0.03F) {
            lines = wrapped(canvas_, text, style, part * area_.width());
            if (lines.size() > widest.size())
                break;
            if (canvas_.width(lines.back(), style) >= 0.2F * area_.width())
                return lines;
        }
        return widest;
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
        say(asked_text(input_), style(30, Face::sans, input_.theme.text), input_.column ? 6 : 3, 12);
        const bool by_letters =
            !question_.network && (question_.ask == Ask::size || question_.ask == Ask::parameter);
        if (by_letters) {
            const auto asked =
                question_.ask == Ask::parameter ? std::optional(question_.parameter) : std::nullopt;
            say_line(size_letters(operation_of(*input_.scene), asked),
                     style(22, Face::mono, input_.theme.quiet), 4);
        }
        if (by_letters && question_.ask == Ask::size)
            say_line(is_swapped(operation_of(*input_.scene).kind) ? "o′ = ?" : "o = ?",
                     style(25, Face::mono_bold, right_color()), 12);
        const std::string hint = asking_hint(input_);
        const Rect all = area_;
        if (!hint.empty()) {
            TextStyle quiet = style(smallest_text, Face::sans, input_.theme.quiet);
            quiet.size = fitting_size(canvas_, hint, quiet, all.width());
            canvas_.text(hint, {all.min.x, all.max.y - 4 * unit_}, quiet, tag_of(TagSpace::chrome, 2));
            area_.max.y -= 34 * unit_;
        }
        bottom_ = area_.min.y;
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
            bottom_ = at.y + height;
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
        bottom_ = box.max.y;
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
        draw_truth(truth);
        draw_answer_rows(canvas_, input_, truth, area_, is_low_);
    }

    /// With what it follows from.
    void draw_truth(const Answer& truth) {
        const float top = area_.min.y;
        TextStyle bold = style(draws_cells_ ? 26 : 32, Face::sans_bold, right_color());
        const std::string said = truth_text(input_, truth);
        bold.size = std::max(fitting_size(canvas_, said, bold, area_.width()), min_truth * unit_);
        say(said, bold, 2, 8);
        if (question_.network) // what it follows from is the figure
            return;
        if (question_.ask == Ask::value) {
            const std::vector<std::string> sum = written_value(*input_.scene, question_);
            if (!is_low_ || !say_sum_beside(sum, top, canvas_.width(said, bold)))
                say_sum(sum, answer_rows_height(canvas_, input_, truth, area_.width()));
        }
        if (question_.ask != Ask::size && question_.ask != Ask::parameter)
            return;
        const Operation operation =
            operation_of(revealed_figures(*input_.scene, question_, input_.state.guess).front());
        is_low_ ? draw_formula_beside(operation, top, canvas_.width(said, bold))
                : draw_size_formula(operation);
    }

    /// Broken between the pieces, below what stands behind "="; nothing where it leaves less than `rest` px.
    void say_sum(const std::vector<std::string>& pieces, float rest) {
        TextStyle mono = style(22, Face::mono, input_.theme.text);
        const float indent = canvas_.width("= ", mono);
        std::vector<std::string> lines = lines_of(pieces, mono, indent);
        while (lines.size() > max_sum_lines && mono.size > smallest_text * unit_) {
            mono.size -= unit_;
            lines = lines_of(pieces, mono, indent);
        }
        if (1.35F * mono.size * static_cast<float>(lines.size()) + 7 * unit_ + rest > area_.height())
            return;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            area_.min.y += 1.05F * mono.size;
            canvas_.text(lines[i], {area_.min.x + (i > 0 ? indent : 0), area_.min.y}, mono,
                         tag_of(TagSpace::caption, 4));
            area_.min.y += 0.3F * mono.size;
        }
        area_.min.y += lines.empty() ? 0 : 8 * unit_;
    }

    /// To the right of the truth, where it has room on its line.
    bool say_sum_beside(const std::vector<std::string>& pieces, float top, float width) {
        const TextStyle mono = style(smallest_text + 2, Face::mono, input_.theme.text);
        const float left = area_.min.x + width + 16 * unit_;
        std::string line;
        for (const std::string& piece : pieces)
            line += piece;
        if (line.empty() || left + canvas_.width(line, mono) > area_.max.x)
            return false;
        canvas_.text(line, {left, top + 1.05F * 32 * unit_}, mono, tag_of(TagSpace::caption, 4));
        return true;
    }

    std::vector<std::string> lines_of(const std::vector<std::string>& pieces, const TextStyle& style,
                                      float indent) {
        std::vector<std::string> lines;
        for (const std::string& piece : pieces) {
            const bool has_room = !lines.empty() && canvas_.width(lines.back() + piece, style) <=
                                                        area_.width() - (lines.size() > 1 ? indent : 0);
            has_room ? lines.back() += piece : lines.emplace_back(piece);
        }
        return lines;
    }

    /// To the right of the truth, where there is a lens below the card.
    void draw_formula_beside(const Operation& operation, float top, float width) {
        const Rect below = area_;
        area_.min = {area_.min.x + width + 36 * unit_, top - 10 * unit_};
        draw_size_formula(operation);
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

    /// As the guide has it for its case, where that says something: "(6 − 3) + 1".
    static Formula plainest_formula(const Operation& operation, std::size_t axis) {
        const auto own = relationship_formula(operation, axis);
        const bool is_plain = own && own->numeric.find("⌊") == std::string::npos &&
                              own->numeric.find("⌈") == std::string::npos &&
                              own->numeric.find(' ') != std::string::npos;
        return is_plain ? *own : formula(operation, axis);
    }

    /// Of the first axis, and of others that differ from it.
    void draw_size_formula(const Operation& operation) {
        std::string last;
        for (std::size_t axis = 0; axis < operation.dims(); ++axis) {
            const Formula numbers = plainest_formula(operation, axis);
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
            if (is_low_ && mono.size < smallest_text * unit_) // the lens has it
                return;
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
    bool is_low_;      // there is a lens below
    Rect area_;        // what is left
    float bottom_ = 0; // of what can be answered, while it is asked
};

} // namespace

float low_card_height(Canvas& canvas, const PageInput& input, float width) {
    Frame nothing;
    Canvas trial(nothing, input.theme, input.typesetter, canvas.unit);
    return QuestionCard(trial, input, {{0, 0}, {width, input.size.y}}, true).needed_height();
}

float card_height_in_column(Canvas& canvas, const PageInput& input, float width) {
    constexpr float max_height = 1400; // units
    Frame nothing;
    Canvas trial(nothing, input.theme, input.typesetter, canvas.unit);
    return QuestionCard(trial, input, {{0, 0}, {width, max_height * canvas.unit}}, false).needed_height();
}

void draw_question_card(Canvas& canvas, const PageInput& input, const Rect& card, bool is_low) {
    QuestionCard(canvas, input, card, is_low).draw();
}

} // namespace convlens
