// A row has a letter, the answer, its sentence and the hands; a low one has the sentence below the answer.
#include "scene/page/question/answer_rows.h"

#include "lesson/words.h"
#include "scene/base/tags.h"
#include "scene/page/page_content.h"
#include "scene/page/page_texts.h"
#include "scene/page/question/cell_map.h"

#include <algorithm>
#include <string>
#include <utility>

namespace convlens {
namespace {

// In units.
constexpr float gap = 10;
constexpr float reading = 18; // size of sentences
constexpr float low_reading = 15;
constexpr float bar_width = 84; // of the longest bar of hands
constexpr float low_bar_width = 40;
constexpr float count_width = 46;
constexpr float row_height = 62, map_row_height = 110;
constexpr float low_row_height = 52, low_map_height = 62, line_row_height = 44, low_line = 19;
constexpr float two_line_height = 75;
constexpr float beside_words = 96; // of a row: letter and gaps
constexpr float low_beside = 90;

struct AnswerRow {
    std::string letter; // A to D
    std::string answer;
    CellSet cells;     // instead of the answer, where they are drawn
    std::string words; // what it would be right for
    int hands = -1;    // -1: nobody was asked
    bool is_right = false;
    bool is_guess = false;
    bool is_played = false;
    bool is_unknown = false; // "I don't know"
};

class AnswerRows {
public:
    AnswerRows(Canvas& canvas, const PageInput& input, const Answer& truth, bool is_low)
        : canvas_(canvas), input_(input), unit_(canvas.unit), maps_(has_cell_map(input)), rows_(made(truth)),
          is_low_(is_low && rows_.size() > 2) {}

    /// As low as they can be read; px.
    float height(float width) {
        const std::size_t columns = columns_in(width), lines = lines_in(columns);
        const float row = columns == 1 && !maps_                              ? line_row_height
                          : maps_                                             ? low_map_height
                          : columns == 2 && is_high(width_in(columns, width)) ? two_line_height
                                                                              : low_row_height;
        return lines == 0
                   ? 0
                   : static_cast<float>(lines) * row * unit_ + static_cast<float>(lines - 1) * gap * unit_;
    }

    void draw(const Rect& area) {
        if (rows_.empty())
            return;
        const std::size_t columns = columns_in(area.width()), lines = lines_in(columns);
        is_low_ = columns == 2;
        const float between = gap * unit_;
        const float width = width_in(columns, area.width());
        words_lines_ = lines_of_words(width);
        words_beside_ = are_words_beside(width);
        const float most = maps_ ? map_row_height : is_low_ && is_high(width) ? two_line_height : row_height;
        const float height =
            std::min(most * unit_,
                     (area.height() - between * static_cast<float>(lines - 1)) / static_cast<float>(lines));
        float words_width = 0;
        for (const AnswerRow& row : rows_) {
            max_hands_ = std::max(max_hands_, row.hands);
            answer_width_ = std::max(answer_width_, canvas_.width(row.answer, answer_style(row)));
            words_width = std::max(words_width, canvas_.width(row.words, {reading * unit_, Face::sans, {}}));
        }
        has_words_ = words_width > 0;
        const float hands = max_hands_ > 0 && rows_.front().hands >= 0 ? bar_width + count_width : 0;
        answer_width_ = std::min(
            answer_width_, std::max(0.5F * width, width - words_width - (beside_words + hands) * unit_));
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const std::size_t line = i / columns;
            const Vec2 at = area.min + Vec2{static_cast<float>(i % columns) * (width + between),
                                            static_cast<float>(line) * (height + between)};
            draw_row(rows_[i], {at, at + Vec2{width, height}});
        }
    }

private:
    /// Two where there is little height, unless an answer is long.
    std::size_t columns_in(float width) {
        const bool has_long = std::any_of(rows_.begin(), rows_.end(), [&](const AnswerRow& row) {
            return !maps_ && canvas_.width(row.answer, answer_style(row)) > width / 2 - 80 * unit_;
        });
        const bool is_lower_in_lines = !maps_ && rows_.size() == 3 && is_high(width_in(2, width));
        return is_low_ && !has_long && !is_lower_in_lines ? 2 : 1;
    }
    float width_in(std::size_t columns, float width) const {
        return (width - gap * unit_ * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    }
    /// Of sentences below their answers, at most two.
    std::size_t lines_of_words(float width) {
        const TextStyle style{low_reading * unit_, Face::sans, {}};
        return std::any_of(rows_.begin(), rows_.end(),
                           [&](const AnswerRow& row) {
                               return canvas_.width(row.words, style) > width - (54 + 14) * unit_;
                           })
                   ? 2
                   : 1;
    }
    /// In a low row: behind all answers, which are short, in two lines.
    bool are_words_beside(float width) {
        const TextStyle style{low_reading * unit_, Face::sans, {}};
        return !maps_ && std::all_of(rows_.begin(), rows_.end(), [&](const AnswerRow& row) {
            const float room = width - canvas_.width(row.answer, answer_style(row)) - low_beside * unit_;
            return room > 0 && wrapped(canvas_, row.words, style, room).size() <= 2 &&
                   canvas_.width(row.words, style) < 2 * room && row.hands < 0;
        });
    }
    bool is_high(float width) { return lines_of_words(width) == 2 && !are_words_beside(width); }
    std::size_t lines_in(std::size_t columns) const { return (rows_.size() + columns - 1) / columns; }

    std::vector<AnswerRow> made(const Answer& truth) const {
        return has_offers(input_) ? offered(truth) : guessed(truth);
    }

    AnswerRow row_of(const Answer& answer) const {
        AnswerRow row;
        row.answer = offer_text(input_, answer);
        if (maps_)
            row.cells = std::get<CellSet>(answer);
        return row;
    }

    std::vector<AnswerRow> offered(const Answer& truth) const {
        const QuestionState& state = input_.state;
        std::vector<AnswerRow> rows;
        for (std::size_t i = 0; i < state.offers.size(); ++i) {
            const Offer& offer = state.offers[i];
            AnswerRow row = row_of(offer.answer);
            row.letter = std::string(1, static_cast<char>('A' + i));
            row.is_right = offer.answer == truth;
            row.words = offer.idea ? idea_sentence(offer.idea->idea, input_.texts) : "";
            row.hands = i < state.hands.size() ? state.hands[i] : -1;
            row.is_guess = state.guess && *state.guess == offer.answer;
            row.is_played = state.played && offer.idea && state.played->idea == offer.idea->idea;
            rows.push_back(std::move(row));
        }
        return rows;
    }

    /// Alone: the guess above the truth.
    std::vector<AnswerRow> guessed(const Answer& truth) const {
        const QuestionState& state = input_.state;
        if (!state.guess && !state.does_not_know)
            return {};
        AnswerRow guess;
        if (state.guess)
            guess = row_of(*state.guess);
        else
            guess.answer = input_.texts("page.dont_know");
        guess.is_unknown = !state.guess;
        guess.is_guess = true;
        guess.is_right = state.judgement.right;
        const auto& idea = state.judgement.idea;
        if (state.guess && !guess.is_right)
            guess.words = idea ? idea_sentence(idea->idea, input_.texts) : not_this_text(input_);
        guess.is_played = state.played && idea && state.played->idea == idea->idea;
        std::vector<AnswerRow> rows{guess};
        if (!guess.is_right) {
            rows.push_back(row_of(truth));
            if (input_.question->ask == Ask::parameter)
                rows.back().answer =
                    right_text(*input_.scene, *input_.question, input_.content->right, input_.texts);
            rows.back().is_right = true;
        }
        return rows;
    }

    Color ink(const AnswerRow& row) const { return row.is_right ? input_.theme.y.text : input_.theme.text; }
    Color quiet(const AnswerRow& row) const {
        return row.is_right ? input_.theme.y.text : input_.theme.quiet;
    }

    TextStyle answer_style(const AnswerRow& row) const {
        const bool is_words = row.is_unknown || input_.question->ask == Ask::compare;
        return {(is_low_ ? 22.0F : 24.0F) * unit_, is_words ? Face::sans : Face::mono, ink(row), AlignX::left,
                AlignY::middle};
    }

    void draw_ground(const AnswerRow& row, const Rect& box) {
        const Theme& theme = input_.theme;
        const Color fill =
            row.is_right ? mixed(theme.card, theme.y.fill, theme.dark ? 0.6F : 0.8F) : theme.ground;
        const Color line = row.is_right ? theme.y.line : row.is_played ? theme.current : theme.hairline;
        const int64_t offer = row.letter.empty() ? 0 : row.letter.front() - 'A';
        canvas_.card(box, fill, line, 8 * unit_, tag_of(TagSpace::chrome, 20 + offer));
        std::get<Box>(canvas_.last().shape).stroke_width =
            (row.is_right || row.is_played ? 2.5F : 1.0F) * unit_;
    }

    void draw_row(const AnswerRow& row, const Rect& box) {
        draw_ground(row, box);
        const bool is_two_lined = is_low_ && !row.words.empty() && !maps_ && !words_beside_;
        const float words_height = low_line * unit_ * static_cast<float>(words_lines_);
        const float middle =
            is_two_lined ? box.min.y + (box.height() - words_height) / 2 + unit_ : box.center().y;
        float x = box.min.x + 18 * unit_;
        if (!row.letter.empty()) {
            canvas_.text(row.letter, {x, middle},
                         {22 * unit_, Face::sans_bold, quiet(row), AlignX::left, AlignY::middle});
            x += 36 * unit_;
        }
        const float bar = (is_low_ ? low_bar_width : bar_width) * unit_;
        const float hands = row.hands >= 0 ? bar + count_width * unit_ : 0;
        const float right = box.max.x - 16 * unit_ - hands;
        const float used = draw_answer(row, {{x, box.min.y}, {right, box.max.y}}, middle);
        if (row.hands >= 0)
            draw_hands(row, {box.max.x - 16 * unit_ - bar, middle}, bar);
        if (is_two_lined)
            draw_words(
                row,
                {{x, box.max.y - words_height - 4 * unit_}, {box.max.x - 14 * unit_, box.max.y - 4 * unit_}},
                words_lines_);
        else if (!row.words.empty())
            draw_words(row, {{x + used + (is_low_ ? 14 : 20) * unit_, box.min.y}, {right, box.max.y}},
                       is_low_ && maps_ ? 3 : 2);
        else if (row.is_guess)
            draw_your_guess(row, {{x + used + 20 * unit_, box.min.y}, {right, box.max.y}});
    }

    /// Returns the width that it takes, the same for all where sentences stand beside some of them.
    float draw_answer(const AnswerRow& row, const Rect& place, float middle) {
        if (maps_ && !row.is_unknown)
            return draw_cell_map(canvas_, input_, row.cells,
                                 {{place.min.x, place.min.y + 6 * unit_},
                                  {place.min.x + 0.45F * place.width(), place.max.y - 6 * unit_}});
        TextStyle style = answer_style(row);
        const bool shares = has_words_ && !is_low_ && !row.is_unknown;
        style.size = fitting_size(canvas_, row.answer, style, shares ? answer_width_ : place.width());
        canvas_.text(row.answer, {place.min.x, middle}, style);
        return shares ? answer_width_ : canvas_.width(row.answer, style);
    }

    void draw_your_guess(const AnswerRow& row, const Rect& place) {
        const TextStyle style{reading * unit_, Face::sans, quiet(row), AlignX::right, AlignY::middle};
        const std::string text(input_.texts("page.your_guess"));
        if (canvas_.width(text, style) <= place.width())
            canvas_.text(text, {place.max.x, place.center().y}, style);
    }

    void draw_words(const AnswerRow& row, const Rect& place, std::size_t max_lines) {
        const std::string text = row.words + (row.is_played ? " ▸" : "");
        TextStyle style{(is_low_ ? low_reading : reading) * unit_, Face::sans, quiet(row), AlignX::left,
                        AlignY::middle};
        if (max_lines == 1)
            style.size = fitting_size(canvas_, text, style, 0.99F * place.width());
        std::vector<std::string> lines = wrapped(canvas_, text, style, place.width());
        while (lines.size() > max_lines && style.size > 12 * unit_) {
            style.size -= 0.5F * unit_;
            lines = wrapped(canvas_, text, style, place.width());
        }
        const float leading = 1.2F * style.size;
        float y = place.center().y - leading * (static_cast<float>(lines.size()) - 1) / 2;
        for (const std::string& line : lines) {
            canvas_.text(line, {place.min.x, y}, style);
            y += leading;
        }
    }

    void draw_hands(const AnswerRow& row, Vec2 at, float bar) {
        canvas_.text(std::to_string(row.hands), {at.x - 8 * unit_, at.y},
                     {20 * unit_, Face::sans, quiet(row), AlignX::right, AlignY::middle});
        const float share = static_cast<float>(row.hands) / static_cast<float>(max_hands_);
        canvas_.card({{at.x, at.y - 9 * unit_}, {at.x + std::max(bar * share, 2 * unit_), at.y + 9 * unit_}},
                     row.is_right ? input_.theme.y.line
                                  : mixed(input_.theme.ground, input_.theme.quiet, 0.5F),
                     {}, 3 * unit_);
    }

    Canvas& canvas_;
    const PageInput& input_;
    float unit_;
    bool maps_;
    std::vector<AnswerRow> rows_;
    bool is_low_;
    int max_hands_ = 1;
    float answer_width_ = 0;      // of the widest answer, px
    bool has_words_ = false;      // some row has
    std::size_t words_lines_ = 1; // where they stand below the answers
    bool words_beside_ = false;   // in a low row
};

} // namespace

void draw_answer_rows(Canvas& canvas, const PageInput& input, const Answer& truth, const Rect& area,
                      bool is_low) {
    AnswerRows(canvas, input, truth, is_low).draw(area);
}

float answer_rows_height(Canvas& canvas, const PageInput& input, const Answer& truth, float width) {
    return AnswerRows(canvas, input, truth, true).height(width);
}

} // namespace convlens
