// Each exercise is drawn on a trial frame first, to know its height: none is cut by the end of a page.
#include "scene/page/exercise/sheet.h"

#include "lesson/answer.h"
#include "lesson/exercise/words.h"
#include "lesson/words.h"
#include "scene/page/exercise/grids.h"

#include <algorithm>
#include <functional>

namespace convlens {
namespace {

constexpr float margin = 60, foot = 52;            // px: 16 and 14 mm
constexpr float number_width = 30, block_gap = 18; // px
constexpr float text_size = 14.5F, leading = 21;   // 11 pt
constexpr float room_to_write = 74, room_width = 250;
constexpr std::size_t max_mistakes = 2;

/// Draws from a top left corner in a width, returns its bottom.
using DrawBlock = std::function<float(Canvas& canvas, Vec2 at, float width)>;

class Sheet {
public:
    Sheet(const SheetOptions& options, Typesetter& typesetter)
        : options_(options), texts_(options.language), typesetter_(typesetter) {}

    /// A page with the sheet's title behind `prefix`, and lines for the pupil's name.
    void open(const std::string& prefix, bool for_pupils) {
        prefix_ = prefix;
        add_page();
        Canvas canvas = page();
        if (for_pupils)
            name_lines(canvas);
        const float right = options_.paper.x - margin;
        canvas.line({margin, y_}, {right, y_}, canvas.theme.text, 1);
        y_ += 20;
        canvas.text(std::string(texts_("exercise.indices")), {margin, y_},
                    {11.5F, Face::sans, canvas.theme.quiet});
        y_ += 24;
    }

    void add(const DrawBlock& draw) {
        const float width = options_.paper.x - 2 * margin;
        Frame nothing;
        Canvas trial(nothing, theme(ThemeId::print), typesetter_, 1);
        const float height = draw(trial, {0, 0}, width);
        if (y_ + height > options_.paper.y - margin - foot / 2) {
            add_page();
            y_ += 14;
        }
        Canvas canvas = page();
        y_ = draw(canvas, {margin, y_}, width) + block_gap;
    }

    std::vector<Frame> finish() {
        for (std::size_t i = 0; i < pages_.size(); ++i) {
            Canvas canvas(pages_[i], theme(ThemeId::print), typesetter_, 1);
            const float y = options_.paper.y - foot + 6;
            TextStyle style{10.5F, Face::mono, canvas.theme.quiet};
            canvas.text(options_.source, {margin, y}, style);
            style.face = Face::sans;
            style.align_x = AlignX::right;
            canvas.text(texts_("exercise.page",
                               {{"page", std::to_string(i + 1)}, {"pages", std::to_string(pages_.size())}}),
                        {options_.paper.x - margin, y}, style);
        }
        return std::move(pages_);
    }

private:
    Canvas page() { return {pages_.back(), theme(ThemeId::print), typesetter_, 1}; }

    void add_page() {
        Frame frame;
        frame.size = options_.paper;
        frame.background = theme(ThemeId::print).ground;
        pages_.push_back(std::move(frame));
        Canvas canvas = page();
        const std::string kind(
            texts_("exercise.kind_" + std::string(name_of(exercise_kind_names(), options_.kind))));
        canvas.text(
            prefix_ + texts_("exercise.heading", {{"kind", kind}, {"level", std::to_string(options_.level)}}),
            {margin, margin + 16}, {20, Face::sans_bold, canvas.theme.text});
        y_ = margin + 30;
    }

    void name_lines(Canvas& canvas) {
        float right = options_.paper.x - margin;
        const float y = margin + 16;
        const TextStyle style{12.5F, Face::sans, canvas.theme.text, AlignX::right};
        for (const auto& [key, length] : {std::pair{"exercise.date", 80.0F}, {"exercise.name", 130.0F}}) {
            canvas.line({right - length, y + 2}, {right, y + 2}, canvas.theme.text, 0.8F);
            const std::string name(texts_(key));
            canvas.text(name, {right - length - 6, y}, style);
            right -= length + 6 + canvas.width(name, style) + 16;
        }
    }

    const SheetOptions& options_;
    const Texts texts_;
    Typesetter& typesetter_;
    std::string prefix_;
    std::vector<Frame> pages_;
    float y_ = 0;
};

/// Lines of text; returns their bottom.
float lines(Canvas& canvas, const std::string& text, Vec2 at, float width, const TextStyle& style,
            float line_height) {
    for (const std::string& line : wrapped(canvas, text, style, width)) {
        canvas.text(line, {at.x, at.y + style.size}, style);
        at.y += line_height;
    }
    return at.y;
}

TextStyle text_style(const Canvas& canvas) {
    return {text_size, Face::sans, canvas.theme.text};
}

void number(Canvas& canvas, std::size_t index, Vec2 at) {
    canvas.text(std::to_string(index + 1) + ".", {at.x, at.y + text_size},
                {text_size, Face::sans_bold, canvas.theme.text});
}

/// "Answer ____" or the words to choose from, on the line whose right end is given.
void answer_line(Canvas& canvas, const Exercise& exercise, Vec2 right, const Texts& texts) {
    const TextStyle style{12.5F, Face::sans, canvas.theme.text, AlignX::right};
    if (exercise.question.ask == Ask::compare) {
        for (const auto* key : {"answer.smaller", "answer.same", "answer.larger"}) {
            const std::string word(texts(key));
            canvas.text(word, right, style);
            const float left = right.x - canvas.width(word, style) - 6;
            Box box = box_of({{left - 14, right.y - 11}, {left - 2, right.y + 1}});
            box.stroke = canvas.theme.text;
            box.stroke_width = 0.9F;
            canvas.add(box);
            right.x = left - 34;
        }
        return;
    }
    canvas.line({right.x - 120, right.y + 2}, {right.x, right.y + 2}, canvas.theme.text, 0.8F);
    canvas.text(std::string(texts("exercise.answer")), {right.x - 126, right.y}, style);
}

float draw_question(Canvas& canvas, const Exercise& exercise, std::size_t index, const Texts& texts, Vec2 at,
                    float width) {
    number(canvas, index, at);
    const Vec2 left = at + Vec2{number_width, 0};
    const float inner = width - number_width;
    const float below =
        lines(canvas, exercise_text(exercise, texts), left, inner, text_style(canvas), leading) + 8;
    std::vector<ExerciseGrid> grids = given_grids(exercise);
    const bool marks_cells = exercise.question.ask == Ask::cells && grids.empty();
    if (marks_cells)
        grids.push_back(cell_grid(exercise, false));
    const Vec2 end = draw_grids(canvas, grids, {left.x - 13, below}, inner);
    if (marks_cells) // the grid itself is the room
        return end.y;
    const bool is_beside = left.x + inner - end.x >= room_width;
    const float bottom =
        is_beside ? std::max(end.y, below + (grids.empty() ? 40 : room_to_write)) : end.y + room_to_write;
    answer_line(canvas, exercise, {at.x + width, bottom - 2}, texts);
    return bottom;
}

float draw_answer(Canvas& canvas, const Exercise& exercise, std::size_t index, const Texts& texts, Vec2 at,
                  float width) {
    const std::string solution = solution_text(exercise, texts);
    const std::string told = right_text(exercise.scene, exercise.question,
                                        right_answers(exercise.scene, exercise.question), texts);
    number(canvas, index, at);
    const float left = at.x + number_width, inner = width - number_width;
    const bool marks_cells = exercise.question.ask == Ask::cells && !needs_numbers(exercise.question);
    if (marks_cells)
        return draw_grids(canvas, {cell_grid(exercise, true)}, {left - 13, at.y - 1}, inner).y;
    TextStyle bold = text_style(canvas);
    bold.face = Face::sans_bold;
    canvas.text(told, {left, at.y + text_size}, bold);
    const float told_width = std::max(90.0F, canvas.width(told, bold) + 24);
    float y =
        lines(canvas, solution, {left + told_width, at.y}, inner - told_width, text_style(canvas), leading);
    const TextStyle small{11.5F, Face::sans, canvas.theme.quiet};
    std::size_t count = 0;
    for (const WrongAnswer& wrong : wrong_answers(exercise.scene, exercise.question))
        if (count++ < max_mistakes)
            y = lines(canvas,
                      texts("exercise.usual_mistake",
                            {{"answer", answer_text(exercise.scene, exercise.question, wrong.answer, texts)},
                             {"idea", idea_sentence(wrong.idea, texts)}}),
                      {left + told_width, y}, inner - told_width, small, 17);
    return y;
}

} // namespace

std::vector<Frame> exercise_sheet(const std::vector<Exercise>& exercises, const SheetOptions& options,
                                  Typesetter& typesetter) {
    const Texts texts(options.language);
    Sheet sheet(options, typesetter);
    sheet.open("", true);
    for (std::size_t i = 0; i < exercises.size(); ++i)
        sheet.add([&](Canvas& canvas, Vec2 at, float width) {
            return draw_question(canvas, exercises[i], i, texts, at, width);
        });
    sheet.open(std::string(texts("exercise.answers")) + " \u00B7 ", false);
    for (std::size_t i = 0; i < exercises.size(); ++i)
        sheet.add([&](Canvas& canvas, Vec2 at, float width) {
            return draw_answer(canvas, exercises[i], i, texts, at, width);
        });
    return sheet.finish();
}

} // namespace convlens
