// One figure, or several side by side; blanking.h says what is drawn of them.
#include "scene/page/page_figure.h"

#include "lesson/words.h"
#include "scene/base/tags.h"
#include "scene/page/blanking.h"
#include "scene/page/gradient_figure.h"
#include "scene/page/page_content.h"
#include "scene/page/page_texts.h"
#include "scene/page/part_figure.h"
#include "scene/side.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace convlens {
namespace {

constexpr float label_height = 30; // units, of a figure among several

/// A document as it is drawn.
struct Shown {
    const Document& document;
    const Results& results;
    const Rasters& rasters;
    Cursor cursor;
    Tag hover;
    Veil veil;
    bool stage = true; // numbers as large as the last row needs them
};

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
        if (!input_.question) {
            PartShown shown = part(
                {*input_.scene, *input_.results, input_.content->rasters, input_.cursor, input_.hover, {}},
                area);
            return shown.figure.draw();
        }
        const Question& question = *input_.question;
        const bool revealed = input_.state.phase == PagePhase::revealed;
        if (asks_for_gradient(question))
            return draw_gradient_figure(canvas_, input_, area);
        revealed ? draw_revealed(question, area) : draw_asked(question, area);
    }

private:
    /// A figure with what it refers to.
    struct PartShown {
        SceneInput input;
        PartFigure figure;
        PartShown(Canvas& canvas, const SceneInput& scene, const Rect& area)
            : input(scene), figure(canvas, input, area) {}
    };

    PartShown part(const Shown& shown, const Rect& area) {
        Composition composition;
        composition.size = input_.size;
        composition.stage = shown.stage;
        composition.title = composition.formula = composition.lenses = false;
        composition.scale = input_.scale;
        composition.veil = shown.veil;
        return PartShown(canvas_,
                         {shown.document, shown.results, shown.cursor, shown.hover, input_.theme,
                          input_.texts, input_.typesetter, composition, &shown.rasters},
                         area);
    }

    void draw_asked(const Question& question, const Rect& area) {
        const Blanking& hidden = input_.content->blanking;
        const std::vector<ShownFigure>& figures = input_.content->asked;
        if (asks_about_figures(question))
            return draw_several(figures, hidden.veil, area);
        const ShownFigure& figure = figures.front();
        Document document = figure.document;
        document.pins.clear();
        Cursor cursor = blanked(input_.cursor, hidden);
        cursor.step = std::clamp<int64_t>(cursor.step, 0, figure.results.steps - 1);
        PartShown shown = part({document, figure.results, figure.rasters, cursor, {}, hidden.veil}, area);
        shown.figure.draw();
        mark_asked(shown.figure, question, hidden.asked_element);
        mark_chosen(shown.figure, question);
    }

    void draw_revealed(const Question& question, const Rect& area) {
        const std::vector<ShownFigure>& figures = input_.content->revealed;
        if (figures.size() > 1)
            return draw_several(figures, {}, area);
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
        PartShown shown = part({document, results, rasters, cursor, input_.hover, {}}, room);
        if (question.ask == Ask::size && shown.figure.model().axes[1].outputs > 0) {
            shown.figure.draw();
            const bool ceil = played && played->idea == Misconception::ceil;
            if (!is_swapped(results.operation.kind))
                shown.figure.draw_windows_of_row(ceil ? 1 : 0);
        } else {
            shown.figure.draw();
        }
        mark_asked(shown.figure, question, false);
        if (!plays)
            mark_truth(shown.figure, question);
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
        figure.mark(plane, question.at, input_.theme.accent, {}, Dash::solid);
        if (with_sign)
            figure.ask(plane, question.at);
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

    /// In a grid, each under its letter; the one that is right has a frame.
    void draw_several(const std::vector<ShownFigure>& figures, const Veil& veil, const Rect& area) {
        const float unit = canvas_.unit, gap = 18 * unit;
        const std::size_t columns = figures.size() <= 2 ? 1 : figures.size() <= 4 ? 2 : 3;
        const std::size_t rows = (figures.size() + columns - 1) / columns;
        const Vec2 size{(area.width() - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns),
                        (area.height() - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows)};
        for (std::size_t i = 0; i < figures.size(); ++i) {
            const std::size_t line = i / columns;
            const Vec2 at = area.min + Vec2{static_cast<float>(i % columns) * (size.x + gap),
                                            static_cast<float>(line) * (size.y + gap)};
            draw_one_of_several(figures[i], i, veil, {at, at + size});
        }
    }

    void draw_one_of_several(const ShownFigure& figure, std::size_t index, const Veil& veil,
                             const Rect& place) {
        Document document = figure.document;
        const float unit = canvas_.unit;
        const Question& question = *input_.question;
        const bool is_hidden = input_.state.phase != PagePhase::revealed;
        const bool is_right =
            !is_hidden && question.ask == Ask::which && *input_.content->truth == Answer(Choice{index});
        canvas_.card(place, input_.theme.card, is_right ? input_.theme.y.heading : input_.theme.hairline,
                     8 * unit);
        if (is_right)
            std::get<Box>(canvas_.last().shape).stroke_width = 3 * unit;
        const std::string name = question.ask == Ask::compare
                                     ? std::string(input_.texts(index == 0 ? "page.before" : "page.after"))
                                     : std::string(1, static_cast<char>('A' + index));
        const TextStyle bold{20 * unit, Face::sans_bold, input_.theme.accent};
        TextStyle letters{17 * unit, Face::mono, input_.theme.quiet};
        const Vec2 at = place.min + Vec2{12 * unit, 26 * unit};
        const float behind = at.x + canvas_.width(name, bold) + 12 * unit;
        const std::string words = size_letters(operation_of(document));
        if (const float wide = canvas_.width(words, letters); behind + wide > place.max.x - 10 * unit)
            letters.size *= (place.max.x - 10 * unit - behind) / wide;
        canvas_.text(name, at, bold);
        canvas_.text(words, {behind, at.y}, letters);
        if (has_volumes(operation_of(document)))
            return draw_channels(operation_of(document), place);
        document.pins.clear();
        if (place.width() < 300 * unit || place.height() < 260 * unit)
            document.cell_text = CellText::none;
        document.view = View::flat;
        const Results& results = figure.results;
        Cursor cursor = is_hidden ? after_terms(0, 0) : finished(0, results.terms_per_step);
        cursor.reveal_all = !is_hidden;
        Rect room = inset(place, 12 * unit);
        room.min.y += label_height * unit - 6 * unit;
        PartShown shown = part({document, results, figure.rasters, cursor, {}, veil, false}, room);
        if (shown.figure.is_whole()) // else its numbers alone, above
            shown.figure.draw();
    }

    /// Of a figure with several sheets, which has no room among others: how many there are.
    void draw_channels(const Operation& operation, const Rect& place) {
        const float unit = canvas_.unit;
        float y = place.min.y + 70 * unit;
        const std::pair<const char*, int64_t> counts[] = {{"parameter.in_channels", operation.in_channels},
                                                          {"parameter.out_channels", operation.out_channels}};
        for (const auto& [key, count] : counts) {
            const std::string text = std::string(input_.texts(key)) +
                                     std::string(input_.texts("page.colon")) + std::to_string(count);
            TextStyle style{22 * unit, Face::sans, input_.theme.text};
            style.size = fitting_size(canvas_, text, style, place.width() - 24 * unit);
            canvas_.text(text, {place.min.x + 12 * unit, y}, style);
            y += 34 * unit;
        }
    }

    Canvas& canvas_;
    const PageInput& input_;
};

} // namespace

void draw_page_figure(Canvas& canvas, const PageInput& input, const Rect& area) {
    PageFigure(canvas, input).draw(area);
}

} // namespace convlens
