// Of each the whole: without its numbers where they cannot be read, without its kernel where that leaves the
// planes too small. What has several channels is as many small maps.
#include "scene/page/several_figures.h"

#include "scene/base/roles.h"
#include "scene/page/gradient_figure.h"
#include "scene/page/page_part.h"
#include "scene/page/page_texts.h"
#include "scene/page/question/blanking.h"
#include "scene/page/question/figure_letters.h"

#include <algorithm>
#include <optional>
#include <string>

namespace convlens {
namespace {

// In units.
constexpr float figure_gap = 18;
constexpr float side = 12; // within a card
constexpr float label_height = 36;
constexpr float min_cell = 11; // smaller planes give up their kernels
constexpr float largest_map = 38, map_gap = 5;

class SeveralFigures {
public:
    SeveralFigures(Canvas& canvas, const PageInput& input, const std::vector<ShownFigure>& figures,
                   const Veil& veil)
        : canvas_(canvas), input_(input), figures_(figures), veil_(veil),
          is_hidden_(input.state.phase != PagePhase::revealed) {
        for (const ShownFigure& figure : figures)
            documents_.push_back(figure.document);
    }

    void draw(const Rect& area) {
        const float between = figure_gap * canvas_.unit;
        const std::size_t columns = figures_.size() > 2 || is_larger_beside(area) ? 2 : 1;
        const std::size_t rows = (figures_.size() + columns - 1) / columns;
        const Vec2 size{(area.width() - between * static_cast<float>(columns - 1)) /
                            static_cast<float>(columns),
                        (area.height() - between * static_cast<float>(rows - 1)) / static_cast<float>(rows)};
        for (std::size_t i = 0; i < figures_.size(); ++i) {
            const std::size_t line = i / columns;
            const Vec2 at = area.min + Vec2{static_cast<float>(i % columns) * (size.x + between),
                                            static_cast<float>(line) * (size.y + between)};
            draw_one(i, {at, at + size});
        }
    }

private:
    Rect room_in(const Rect& card) const {
        Rect room = inset(card, side * canvas_.unit);
        room.min.y = card.min.y + label_height * canvas_.unit;
        return room;
    }

    /// Of two figures with numbers that are compared, than one below the other.
    bool is_larger_beside(const Rect& area) {
        if (input_.question->quantity != Quantity::value || is_about_gradient(*input_.question))
            return false;
        const float between = figure_gap * canvas_.unit;
        const Rect below = room_in({area.min, {area.max.x, area.min.y + (area.height() - between) / 2}});
        const Rect beside = room_in({area.min, {area.min.x + (area.width() - between) / 2, area.max.y}});
        float in_one = 1e9F, in_two = 1e9F;
        for (std::size_t i = 0; i < figures_.size(); ++i) {
            const Drawn one = drawn(i);
            in_one = std::min(in_one, part(one, below, PartFit::whole).figure.cell());
            in_two = std::min(in_two, part(one, beside, PartFit::whole).figure.cell());
        }
        return in_two > in_one;
    }

    void draw_one(std::size_t index, const Rect& place) {
        draw_card(index, place);
        const Rect room = room_in(place);
        const Operation operation = operation_of(documents_[index]);
        if (has_volumes(operation))
            draw_channels(operation, room);
        else if (is_about_gradient(*input_.question))
            draw_gradient_figure(canvas_, input_, documents_[index], room);
        else
            draw_figure(index, room);
    }

    /// With its letter and what its sizes are.
    void draw_card(std::size_t index, const Rect& place) {
        const float unit = canvas_.unit;
        const Question& question = *input_.question;
        const bool is_right =
            !is_hidden_ && question.ask == Ask::which && *input_.content->truth == Answer(Choice{index});
        canvas_.card(place, input_.theme.card, is_right ? input_.theme.y.heading : input_.theme.hairline,
                     8 * unit);
        if (is_right)
            std::get<Box>(canvas_.last().shape).stroke_width = 3 * unit;
        const std::string name = question.ask == Ask::compare
                                     ? std::string(input_.texts(index == 0 ? "page.before" : "page.after"))
                                     : std::string(1, static_cast<char>('A' + index));
        const TextStyle bold{20 * unit, Face::sans_bold, input_.theme.accent};
        TextStyle letters{18 * unit, Face::mono, input_.theme.quiet};
        const Vec2 at = place.min + Vec2{side * unit, 26 * unit};
        const float behind = at.x + canvas_.width(name, bold) + 12 * unit;
        const std::string words = figure_letters(documents_, index, input_.texts);
        letters.size = fitting_size(canvas_, words, letters, place.max.x - 10 * unit - behind);
        canvas_.text(name, at, bold);
        canvas_.text(words, {behind, at.y}, letters);
    }

    /// What is drawn of a figure.
    struct Drawn {
        Document document;
        const ShownFigure& figure;
        Cursor cursor;
    };

    Drawn drawn(std::size_t index) const {
        Drawn drawn{documents_[index], figures_[index], after_terms(0, 0)};
        drawn.document.pins.clear();
        drawn.document.view = View::flat;
        if (!is_hidden_)
            drawn.cursor = revealed_cursor(drawn.figure.results, *input_.question, 0);
        // Of a value that is compared, the others are what the next pages ask for.
        const bool is_value = input_.question->quantity == Quantity::value;
        drawn.cursor.reveal_all = !is_hidden_ && !is_value;
        return drawn;
    }

    PagePart part(const Drawn& drawn, const Rect& room, PartFit fit) {
        return PagePart(canvas_, input_,
                        {drawn.document,
                         drawn.figure.results,
                         drawn.figure.rasters,
                         drawn.cursor,
                         {},
                         veil_,
                         fit,
                         whole_digits * input_.size.y},
                        room);
    }

    /// All of them with their kernels, and all with their numbers, or none.
    void look_for_room(const Rect& room) {
        fit_ = PartFit::whole;
        for (std::size_t i = 0; i < figures_.size() && fit_ == PartFit::whole; ++i) {
            const Drawn one = drawn(i);
            const PagePart shown = part(one, room, PartFit::whole);
            if (!shown.figure.is_whole() || shown.figure.cell() < min_cell * canvas_.unit)
                fit_ = PartFit::planes;
        }
        for (std::size_t i = 0; i < figures_.size(); ++i) {
            const Drawn one = drawn(i);
            if (part(one, room, *fit_).document.cell_text == CellText::none)
                has_numbers_ = false;
        }
    }

    void draw_figure(std::size_t index, const Rect& room) {
        if (!fit_)
            look_for_room(room);
        Drawn one = drawn(index);
        if (!has_numbers_)
            one.document.cell_text = CellText::none;
        PagePart shown = part(one, room, *fit_);
        draw_part(shown.figure);
    }

    void draw_part(PartFigure& figure) {
        figure.draw();
        const Question& question = *input_.question;
        if (question.quantity == Quantity::value && question.of == AskedTensor::y)
            figure.mark(FigurePlane::y, question.at, input_.theme.accent, {}, Dash::solid);
    }

    /// Of a figure with several sheets: as many squares as it has maps, with an arrow from X to Y.
    void draw_channels(const Operation& operation, const Rect& room) {
        const TensorColors& from = roles(operation, input_.theme).base;
        const TensorColors& to = roles(operation, input_.theme).top;
        const int64_t most = std::max(operation.in_channels, operation.out_channels);
        const float unit = canvas_.unit, step = map_gap * unit, arrow = 40 * unit;
        const float square =
            std::min((room.height() - step * static_cast<float>(most - 1)) / static_cast<float>(most),
                     largest_map * unit);
        const float middle = room.center().x;
        const auto column = [&](int64_t count, float x, const TensorColors& colors) {
            const float high = static_cast<float>(count) * (square + step) - step;
            float y = room.center().y - high / 2;
            for (int64_t i = 0; i < count; ++i, y += square + step) {
                Box box = box_of({{x, y}, {x + square, y + square}});
                box.fill = colors.fill;
                box.stroke = colors.line;
                box.stroke_width = input_.theme.line * unit;
                canvas_.add(box);
            }
        };
        column(operation.in_channels, middle - arrow - square, from);
        column(operation.out_channels, middle + arrow, to);
        canvas_.text("→", room.center(),
                     {30 * unit, Face::sans, input_.theme.quiet, AlignX::center, AlignY::middle});
        const auto count = [&](int64_t number, float x, AlignX align, Color color) {
            canvas_.text(std::to_string(number), {x, room.center().y},
                         {24 * unit, Face::mono_bold, color, align, AlignY::middle});
        };
        count(operation.in_channels, middle - arrow - square - 14 * unit, AlignX::right, from.heading);
        count(operation.out_channels, middle + arrow + square + 14 * unit, AlignX::left, to.heading);
    }

    Canvas& canvas_;
    const PageInput& input_;
    const std::vector<ShownFigure>& figures_;
    std::vector<Document> documents_;
    const Veil& veil_;
    bool is_hidden_;
    std::optional<PartFit> fit_; // of all figures
    bool has_numbers_ = true;
};

} // namespace

void draw_several_figures(Canvas& canvas, const PageInput& input, const std::vector<ShownFigure>& figures,
                          const Veil& veil, const Rect& area) {
    SeveralFigures(canvas, input, figures, veil).draw(area);
}

} // namespace convlens
