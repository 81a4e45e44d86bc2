// One figure, or several side by side; blanking.h says what is drawn of them.
#include "scene/page/page_figure.h"

#include "lesson/words.h"
#include "scene/base/tags.h"
#include "scene/figure/reading_size.h"
#include "scene/page/gradient_figure.h"
#include "scene/page/network_figure.h"
#include "scene/page/page_content.h"
#include "scene/page/page_part.h"
#include "scene/page/page_texts.h"
#include "scene/page/question/blanking.h"
#include "scene/page/several_figures.h"

#include <algorithm>
#include <string>
#include <vector>

namespace convlens {
namespace {

FigurePlane plane_of(const Question& question) {
    if (question.ask == Ask::order)
        return FigurePlane::x;
    if (question.ask == Ask::cells)
        switch (question.cells) {
        case CellRule::sees:
        case CellRule::wins:
            return FigurePlane::y;
        case CellRule::meets:
            return FigurePlane::w;
        case CellRule::feeds:
        case CellRule::unread:
            return FigurePlane::x;
        }
    return question.of == AskedTensor::w   ? FigurePlane::w
           : question.of == AskedTensor::x ? FigurePlane::x
                                           : FigurePlane::y;
}

class PageFigure {
public:
    PageFigure(Canvas& canvas, const PageInput& input) : canvas_(canvas), input_(input) {}

    void draw(const Rect& area) {
        if (input_.content->network)
            return draw_network_figure(canvas_, input_, area);
        if (!input_.question) {
            PagePart part(
                canvas_, input_,
                {*input_.scene, *input_.results, input_.content->rasters, input_.cursor, input_.hover, {}},
                area);
            return part.figure.draw();
        }
        const Question& question = *input_.question;
        const bool revealed = input_.state.phase == PagePhase::revealed;
        if (is_about_gradient(question) && !shows_several())
            return draw_gradient(area);
        revealed ? draw_revealed(question, area) : draw_asked(question, area);
    }

    FigureSight sight(const Rect& area) {
        if (input_.content->network || shows_several())
            return {};
        if (input_.question && is_about_gradient(*input_.question)) {
            constexpr float share = 0.44F; // of a cell's side: the size of its digits
            const float cell = gradient_figure_cell(canvas_, input_, area);
            return {cell, true, share * cell >= stage_digits * input_.size.y};
        }
        const bool revealed = input_.state.phase == PagePhase::revealed;
        const ShownFigure* const figure = !input_.question ? nullptr // the page's own
                                          : revealed       ? &input_.content->revealed.front()
                                                           : &input_.content->asked.front();
        const Results& results = figure != nullptr ? figure->results : *input_.results;
        Cursor cursor = input_.cursor; // of the scene, which may have more steps
        cursor.step = std::clamp<int64_t>(cursor.step, 0, results.steps - 1);
        const PagePart part(canvas_, input_,
                            {figure != nullptr ? figure->document : *input_.scene,
                             results,
                             figure != nullptr ? figure->rasters : input_.content->rasters,
                             cursor,
                             {},
                             {},
                             input_.question ? fit_of(*input_.question) : PartFit::stage},
                            area);
        return {part.figure.cell(), part.figure.is_whole(), part.document.cell_text != CellText::none};
    }

private:
    bool shows_several() const {
        return input_.question &&
               (asks_about_figures(*input_.question) ||
                (input_.state.phase == PagePhase::revealed && input_.question->ask == Ask::compare));
    }

    void draw_gradient(const Rect& area) {
        Rect room = area;
        if (const auto& played = input_.state.played)
            room.min.y += draw_played_words(*played, area);
        const Document* const played = played_gradient(input_);
        draw_gradient_figure(canvas_, input_, played != nullptr ? *played : *input_.scene, room);
    }

    void draw_asked(const Question& question, const Rect& area) {
        const Blanking& hidden = input_.content->blanking;
        const std::vector<ShownFigure>& figures = input_.content->asked;
        if (asks_about_figures(question))
            return draw_several_figures(canvas_, input_, figures, hidden.veil, area);
        const ShownFigure& figure = figures.front();
        Document document = figure.document;
        document.pins.clear();
        Cursor cursor = blanked(input_.cursor, hidden);
        cursor.step = std::clamp<int64_t>(cursor.step, 0, figure.results.steps - 1);
        PagePart part(canvas_, input_,
                      {document, figure.results, figure.rasters, cursor, {}, hidden.veil, fit_of(question)},
                      area);
        part.figure.draw();
        mark_asked(part.figure, question, hidden.asked_element);
        mark_chosen(part.figure, question);
    }

    void draw_revealed(const Question& question, const Rect& area) {
        const std::vector<ShownFigure>& figures = input_.content->revealed;
        if (figures.size() > 1)
            return draw_several_figures(canvas_, input_, figures, {}, area);
        const auto& played = input_.state.played;
        Rect room = area;
        if (played)
            room.min.y += draw_played_words(*played, area);
        const bool plays = played && input_.content->played;
        const auto& [document, results, rasters] = plays ? *input_.content->played : figures.front();
        Cursor cursor = input_.cursor;
        // Other elements of Y are what the next pages ask for.
        cursor.reveal_all = cursor.reveal_all || question.ask != Ask::value;
        cursor.step = std::clamp<int64_t>(cursor.step, 0, results.steps - 1);
        PagePart part(canvas_, input_,
                      {document, results, rasters, cursor, input_.hover, {}, fit_of(question)}, room);
        part.figure.draw();
        if (question.ask == Ask::size && part.figure.model().axes[1].outputs > 0 &&
            !is_swapped(results.operation.kind))
            part.figure.draw_windows_of_row(played && played->idea == Misconception::ceil ? 1 : 0);
        mark_asked(part.figure, question, false);
        if (!plays)
            mark_truth(part.figure, question);
    }

    /// "▸ as if there were no padding: 2 × 2" at the top; returns its height.
    float draw_played_words(const WrongAnswer& played, const Rect& area) {
        const float unit = canvas_.unit;
        std::string text = "▸ " + idea_sentence(played.idea, input_.texts) +
                           std::string(input_.texts("page.colon")) +
                           answer_text(*input_.scene, *input_.question, played.answer, input_.texts);
        TextStyle style{18 * unit, Face::sans_bold, input_.theme.current};
        if (const float width = canvas_.width(text, style); width > area.width())
            style.size *= area.width() / width;
        canvas_.text(text, {area.min.x, area.min.y + 18 * unit}, style, tag_of(TagSpace::caption, 3));
        return 30 * unit;
    }

    void mark_asked(PartFigure& figure, const Question& question, bool with_sign) {
        if (question.at.empty())
            return;
        const FigurePlane plane = plane_of(question);
        if (with_sign)
            figure.ask(plane, question.at);
        figure.mark(plane, question.at, input_.theme.accent, {}, Dash::solid);
    }

    /// Of questions for a size or for cells the whole is looked at, of others the numbers.
    static PartFit fit_of(const Question& question) {
        const bool of_whole = question.ask == Ask::size || question.ask == Ask::parameter ||
                              (question.ask == Ask::cells && question.cells != CellRule::wins) ||
                              (question.ask == Ask::compare && question.quantity != Quantity::value);
        return of_whole ? PartFit::whole : PartFit::stage;
    }

    static FigurePlane answer_plane(const Question& question) {
        return question.cells == CellRule::feeds ? FigurePlane::y : FigurePlane::x;
    }

    void mark_chosen(PartFigure& figure, const Question& question) {
        if (question.ask != Ask::cells)
            return;
        for (const std::vector<int64_t>& cell : input_.state.marked)
            figure.mark(answer_plane(question), cell, input_.theme.accent,
                        with_alpha(input_.theme.accent, 0.28F), Dash::solid);
    }

    /// The true cells, and those of the guess.
    void mark_truth(PartFigure& figure, const Question& question) {
        if (question.ask != Ask::cells)
            return;
        const FigurePlane plane = answer_plane(question);
        const Color right = input_.theme.y.heading;
        const auto& truth = std::get<CellSet>(*input_.content->truth);
        for (const std::vector<int64_t>& cell : truth)
            figure.mark(plane, cell, right, with_alpha(right, 0.2F), Dash::solid);
        if (!input_.state.guess)
            return;
        if (const CellSet* guess = std::get_if<CellSet>(&*input_.state.guess))
            for (const std::vector<int64_t>& cell : *guess)
                if (std::find(truth.begin(), truth.end(), cell) == truth.end())
                    figure.mark(plane, cell, input_.theme.current, {}, Dash::dashed);
    }

    Canvas& canvas_;
    const PageInput& input_;
};

} // namespace

FigureSight page_figure_sight(Canvas& canvas, const PageInput& input, const Rect& area) {
    Frame nothing;
    Canvas trial = canvas.trial(nothing, 1);
    return PageFigure(trial, input).sight(area);
}

void draw_page_figure(Canvas& canvas, const PageInput& input, const Rect& area) {
    PageFigure(canvas, input).draw(area);
}

} // namespace convlens
