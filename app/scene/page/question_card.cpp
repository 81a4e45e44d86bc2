// From the top: the question or the truth, letters or a formula, then rows of answers in what is left.
#include "scene/page/question_card.h"

#include "convlens/arithmetic.h"
#include "document/results.h"
#include "lesson/words.h"
#include "scene/base/tags.h"
#include "scene/base/typeset.h"
#include "scene/page/page_texts.h"
#include "scene/side.h"

#include <algorithm>
#include <string>

namespace convlens {
namespace {

constexpr float side = 30;      // units within the card
constexpr float reading = 18;   // size of the smallest text
constexpr float row_gap = 10;   // between answers
constexpr float bar_width = 84; // of the longest bar of hands

/// One answer after the reveal.
struct AnswerRow {
    std::string letter; // A to D
    std::string answer;
    std::string words; // what it would be right for
    int hands = -1;    // -1: nobody was asked
    bool is_right = false;
    bool is_guess = false;
    bool is_played = false;
};

class QuestionCard {
public:
    QuestionCard(Canvas& canvas, const PageInput& input, const Rect& card)
        : canvas_(canvas), input_(input), question_(*input.question),
          unit_(canvas.unit), area_{card.min + Vec2{side * unit_, 22 * unit_},
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
        style.size = fitting(text, style, area_.width());
        area_.min.y += 1.05F * style.size;
        canvas_.text(text, {area_.min.x, area_.min.y}, style, tag_of(TagSpace::caption, 4));
        area_.min.y += 0.25F * style.size + gap * unit_;
    }

    float fitting(const std::string& text, const TextStyle& style, float width) {
        const float wide = canvas_.width(text, style);
        return wide > width ? style.size * width / wide : style.size;
    }

    // While the question is open.

    void draw_asking() {
        say(question_text(*input_.scene, question_, input_.texts), style(30, Face::sans, input_.theme.text),
            3, 8);
        const bool by_letters = question_.ask == Ask::size || question_.ask == Ask::parameter;
        if (by_letters) {
            const auto asked =
                question_.ask == Ask::parameter ? std::optional(question_.parameter) : std::nullopt;
            say_line(size_letters(operation_of(*input_.scene), asked),
                     style(22, Face::mono, input_.theme.quiet), 4);
        }
        if (question_.ask == Ask::size)
            say_line(is_swapped(operation_of(*input_.scene).kind) ? "o′ = ?" : "o = ?",
                     style(25, Face::mono_bold, right_color()), 6);
        const std::string hint = asking_hint(input_);
        const Rect all = area_;
        if (!hint.empty()) {
            TextStyle quiet = style(reading, Face::sans, input_.theme.quiet);
            quiet.size = fitting(hint, quiet, all.width());
            canvas_.text(hint, {all.min.x, all.max.y - 4 * unit_}, quiet, tag_of(TagSpace::caption, 4));
            area_.max.y -= 34 * unit_;
        }
        if (input_.state.offers.empty())
            draw_typed();
        else
            draw_offers();
    }

    bool has_long_answers() {
        const float room = area_.width() / 2 - 110 * unit_;
        const TextStyle mono = style(24, Face::mono, input_.theme.text);
        for (const Offer& offer : input_.state.offers)
            if (canvas_.width(text_of(offer.answer), mono) > room)
                return true;
        return false;
    }

    std::string text_of(const Answer& answer) const {
        return answer_text(*input_.scene, question_, answer, input_.texts);
    }

    Face face_of(const Answer& answer) const {
        return std::holds_alternative<Comparison>(answer) ? Face::sans : Face::mono;
    }

    void draw_offers() {
        const std::vector<Offer>& offers = input_.state.offers;
        const std::size_t columns = has_long_answers() || offers.size() == 3 ? 1 : 2;
        const std::size_t rows = (offers.size() + columns - 1) / columns;
        const float gap = (columns == 2 ? 18 : row_gap) * unit_;
        const float height = std::min(76 * unit_, (area_.height() - gap * static_cast<float>(rows - 1)) /
                                                      static_cast<float>(rows));
        const float width =
            (area_.width() - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
        for (std::size_t i = 0; i < offers.size(); ++i) {
            const Vec2 at = area_.min + Vec2{static_cast<float>(i % columns) * (width + gap),
                                             static_cast<float>(i / columns) * (height + gap)};
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
        TextStyle mono = style(26, face_of(answer), input_.theme.text);
        mono.align_y = AlignY::middle;
        const bool is_taken = !state.hands.empty() || state.counted_next;
        const std::string text = text_of(answer);
        mono.size = fitting(text, mono, box.width() - (is_taken ? 132 : 84) * unit_);
        canvas_.text(text, {box.min.x + 66 * unit_, middle}, mono);
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
                           : state.guess         ? text_of(*state.guess)
                           : state.does_not_know ? std::string(input_.texts("page.dont_know"))
                                                 : state.typed + "_";
        TextStyle mono =
            style(28, is_cells || state.does_not_know ? Face::sans : Face::mono, input_.theme.text);
        mono.align_y = AlignY::middle;
        mono.size = fitting(text, mono, box.width() - 44 * unit_);
        canvas_.text(text, {box.min.x + 22 * unit_, box.center().y}, mono);
    }

    // After the reveal.

    void draw_revealed() {
        const Answer truth = answer_of(*input_.scene, question_);
        say(truth_text(input_, truth), style(32, Face::sans_bold, right_color()), 2, 6);
        if (question_.ask == Ask::size)
            draw_size_formula();
        std::vector<AnswerRow> rows = answer_rows(truth);
        if (rows.empty())
            return;
        const float height =
            std::min(62 * unit_, (area_.height() - row_gap * unit_ * static_cast<float>(rows.size() - 1)) /
                                     static_cast<float>(rows.size()));
        int most = 1;
        for (const AnswerRow& row : rows)
            most = std::max(most, row.hands);
        float answers = 0;
        for (const AnswerRow& row : rows)
            answers = std::max(answers, canvas_.width(row.answer, style(24, Face::mono, {})));
        for (const AnswerRow& row : rows) {
            const Rect box{area_.min, {area_.max.x, area_.min.y + height}};
            draw_row(row, box, most, std::min(answers, 0.34F * area_.width()));
            area_.min.y += height + row_gap * unit_;
        }
    }

    /// Of the first axis, and of others that differ from it.
    void draw_size_formula() {
        const Operation operation = operation_of(*input_.scene);
        std::string last;
        for (std::size_t axis = 0; axis < operation.dims(); ++axis) {
            const Formula numbers = formula(operation, axis);
            const std::string name = is_swapped(operation.kind) ? "o′ = " : "o = ";
            const std::string text = name + numbers.numeric + " = " + std::to_string(numbers.value);
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

    std::vector<AnswerRow> answer_rows(const Answer& truth) const {
        const QuestionState& state = input_.state;
        std::vector<AnswerRow> rows;
        for (std::size_t i = 0; i < state.offers.size(); ++i) {
            const Offer& offer = state.offers[i];
            AnswerRow row;
            row.letter = letter_of(i);
            row.answer = text_of(offer.answer);
            row.is_right = offer.answer == truth;
            row.words = offer.idea ? idea_sentence(offer.idea->idea, input_.texts) : "";
            row.hands = i < state.hands.size() ? state.hands[i] : -1;
            row.is_guess = state.guess && *state.guess == offer.answer;
            row.is_played = state.played && offer.idea && state.played->idea == offer.idea->idea;
            rows.push_back(std::move(row));
        }
        if (rows.empty())
            add_guess_rows(rows, truth);
        return rows;
    }

    /// Alone: the guess above the truth.
    void add_guess_rows(std::vector<AnswerRow>& rows, const Answer& truth) const {
        const QuestionState& state = input_.state;
        if (!state.guess && !state.does_not_know)
            return;
        AnswerRow guess;
        guess.letter = "";
        guess.answer = state.guess ? text_of(*state.guess) : std::string(input_.texts("page.dont_know"));
        guess.is_guess = true;
        guess.is_right = state.judgement.right;
        if (state.guess && !guess.is_right)
            guess.words = state.judgement.idea ? idea_sentence(state.judgement.idea->idea, input_.texts)
                                               : not_this_text(input_);
        guess.is_played =
            state.played && state.judgement.idea && state.played->idea == state.judgement.idea->idea;
        rows.push_back(guess);
        if (guess.is_right)
            return;
        AnswerRow right;
        right.answer = text_of(truth);
        right.is_right = true;
        rows.push_back(right);
    }

    void draw_row(const AnswerRow& row, const Rect& box, int most_hands, float answers) {
        const Theme& theme = input_.theme;
        canvas_.card(box,
                     row.is_right ? mixed(theme.card, theme.y.fill, theme.dark ? 0.6F : 0.8F) : theme.ground,
                     row.is_right    ? theme.y.line
                     : row.is_played ? theme.current
                                     : theme.hairline,
                     8 * unit_, tag_of(TagSpace::chrome, 20));
        std::get<Box>(canvas_.last().shape).stroke_width =
            (row.is_right || row.is_played ? 2.5F : 1.0F) * unit_;
        const float middle = box.center().y;
        const Color ink = row.is_right ? theme.y.text : theme.text;
        float x = box.min.x + 18 * unit_;
        if (!row.letter.empty()) {
            TextStyle letter = style(22, Face::sans_bold, row.is_right ? ink : theme.quiet);
            letter.align_y = AlignY::middle;
            canvas_.text(row.letter, {x, middle}, letter);
            x += 36 * unit_;
        }
        TextStyle mono = style(24, row.is_guess && input_.state.does_not_know ? Face::sans : Face::mono, ink);
        mono.align_y = AlignY::middle;
        const bool has_words = !row.words.empty();
        const float hands = row.hands >= 0 ? (bar_width + 52) * unit_ : 0;
        const float room = box.max.x - 16 * unit_ - hands - x;
        const float own = has_words ? answers : room;
        mono.size = fitting(row.answer, mono, own);
        canvas_.text(row.answer, {x, middle}, mono);
        if (has_words)
            draw_words_of(row, {{x + own + 20 * unit_, box.min.y}, {x + room, box.max.y}});
        else if (row.is_guess)
            draw_your_guess(
                {{x + canvas_.width(row.answer, mono) + 20 * unit_, box.min.y}, {x + room, box.max.y}}, ink);
        if (row.hands >= 0)
            draw_hands(row, box, most_hands);
    }

    void draw_your_guess(const Rect& place, Color ink) {
        TextStyle quiet = style(reading, Face::sans, ink);
        quiet.align_x = AlignX::right;
        quiet.align_y = AlignY::middle;
        const std::string text(input_.texts("page.your_guess"));
        if (canvas_.width(text, quiet) <= place.width())
            canvas_.text(text, {place.max.x, place.center().y}, quiet);
    }

    /// On one or two lines.
    void draw_words_of(const AnswerRow& row, const Rect& place) {
        std::string text = row.words;
        if (row.is_played)
            text += " ▸";
        TextStyle quiet = style(reading, Face::sans, row.is_right ? input_.theme.y.text : input_.theme.quiet);
        std::vector<std::string> lines = wrapped(canvas_, text, quiet, place.width());
        while ((lines.size() > 2 || static_cast<float>(lines.size()) * 1.2F * quiet.size > place.height()) &&
               quiet.size > 13 * unit_) {
            quiet.size -= unit_;
            lines = wrapped(canvas_, text, quiet, place.width());
        }
        quiet.align_y = AlignY::middle;
        const float leading = 1.2F * quiet.size;
        float y = place.center().y - leading * (static_cast<float>(lines.size()) - 1) / 2;
        for (const std::string& line : lines) {
            canvas_.text(line, {place.min.x, y}, quiet);
            y += leading;
        }
    }

    void draw_hands(const AnswerRow& row, const Rect& box, int most) {
        const float middle = box.center().y, left = box.max.x - (bar_width + 16) * unit_;
        TextStyle count = style(20, Face::sans, row.is_right ? input_.theme.y.text : input_.theme.quiet);
        count.align_x = AlignX::right;
        count.align_y = AlignY::middle;
        canvas_.text(std::to_string(row.hands), {left - 8 * unit_, middle}, count);
        const float wide =
            std::max(bar_width * unit_ * static_cast<float>(row.hands) / static_cast<float>(most), 2 * unit_);
        canvas_.card({{left, middle - 9 * unit_}, {left + wide, middle + 9 * unit_}},
                     row.is_right ? input_.theme.y.line
                                  : mixed(input_.theme.ground, input_.theme.quiet, 0.5F),
                     {}, 3 * unit_);
    }

    Canvas& canvas_;
    const PageInput& input_;
    const Question& question_;
    float unit_;
    Rect area_; // what is left
};

} // namespace

void draw_question_card(Canvas& canvas, const PageInput& input, const Rect& card) {
    QuestionCard(canvas, input, card).draw();
}

} // namespace convlens
