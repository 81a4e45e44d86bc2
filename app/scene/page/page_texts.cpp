// From the catalogue, by the kind of the question and how far the class is.
#include "scene/page/page_texts.h"

#include "document/evaluate/results.h"
#include "lesson/element_access.h"
#include "lesson/quantities.h"
#include "lesson/words.h"
#include "scene/page/page_content.h"
#include "scene/page/question/cell_map.h"
#include "scene/page/question/figure_letters.h"
#include "scene/page/shown_network.h"
#include "scene/words/number.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

constexpr std::size_t max_listed_cells = 4;

/// Without channels, where the tensor has one.
std::vector<int64_t> named_coordinates(const Document& scene, const Question& question) {
    const Operation operation = operation_of(scene);
    const Sizes shape = shape_in(operation, question.of);
    std::vector<int64_t> named;
    for (std::size_t axis = 0; axis < question.at.size(); ++axis)
        if (axis + operation.dims() >= question.at.size() || shape[axis] > 1)
            named.push_back(question.at[axis]);
    return named;
}

/// "y[1,2]": what a question for a value is about.
std::string element(const PageInput& input) {
    const Question& question = *input.question;
    const std::string at = element_place(*input.scene, named_coordinates(*input.scene, question));
    const bool is_gradient = question.of == AskedTensor::dx || question.of == AskedTensor::dw;
    return (is_gradient ? "∂J/∂" : "") + std::string(1, tensor_letter(*input.scene, question.of)) + at;
}

/// "0–2"
std::string range_text(int64_t first, int64_t last) {
    return first == last ? std::to_string(first) : std::to_string(first) + "–" + std::to_string(last);
}

/// Many cells: their rows and columns where they are a block, else their number.
std::string cells_text(const PageInput& input, const CellSet& cells) {
    std::vector<int64_t> rows, columns;
    for (const std::vector<int64_t>& cell : cells) {
        rows.push_back(cell[cell.size() - 2]);
        columns.push_back(cell.back());
    }
    const auto [top, bottom] = std::minmax_element(rows.begin(), rows.end());
    const auto [left, right] = std::minmax_element(columns.begin(), columns.end());
    const int64_t area = (*bottom - *top + 1) * (*right - *left + 1);
    if (area != static_cast<int64_t>(cells.size()))
        return input.texts("page.truth.cells", {{"count", std::to_string(cells.size())}});
    return input.texts("page.truth.block",
                       {{"rows", range_text(*top, *bottom)}, {"columns", range_text(*left, *right)}});
}

/// Of a figure, what is compared: "9", "3 × 3".
std::string amount_text(const PageInput& input, const Document& figure) {
    const Question& question = *input.question;
    if (question.quantity == Quantity::size)
        return answer_text(figure, question, SizeAnswer{size_as(std::nullopt, operation_of(figure))},
                           input.texts);
    const auto amount = quantity_as(std::nullopt, figure, question);
    return amount ? answer_text(figure, question, *amount, input.texts) : std::string();
}

/// "larger (15 → 18)", "B, C, A (16 < 20 < 24)"; many cells in one block by their rows and columns.
std::string answer_with_amounts(const PageInput& input, const Answer& truth) {
    const Question& question = *input.question;
    if (const CellSet* cells = std::get_if<CellSet>(&truth); cells && cells->size() > max_listed_cells &&
                                                             (has_cell_map(input) || question.network) &&
                                                             cells->front().size() == 4)
        return cells_text(input, *cells);
    if (question.ask == Ask::parameter)
        return right_text(*input.scene, question, input.content->right, input.texts);
    std::string answer = answer_text(*input.scene, question, truth, input.texts);
    std::string amounts;
    if (question.network && question.network->ask == NetworkAsk::loss) {
        const auto& losses = input.content->network->losses;
        const auto [before, after] = distinct_numbers(losses[0], losses[1]);
        amounts = before + " → " + after;
    } else if (question.network) {
        return answer;
    } else if (question.ask == Ask::compare) {
        amounts = amount_text(input, *input.scene) + " → " + amount_text(input, question.figures.front());
    }
    if (const Order* order = std::get_if<Order>(&truth); order && question.order == OrderOf::figures)
        for (const int64_t item : order->items)
            amounts += (amounts.empty() ? "" : " < ") +
                       amount_text(input, question.figures[static_cast<std::size_t>(item)]);
    return amounts.empty() ? answer
                           : input.texts("page.truth.amounts", {{"answer", answer}, {"amounts", amounts}});
}

/// What comes after the page.
std::string after_page(const PageInput& input) {
    const bool is_last = input.page + 1 >= input.lesson.pages.size();
    return std::string(input.texts(input.exercises ? "page.next.exercise"
                                   : is_last       ? "page.next.end"
                                                   : "page.next.page"));
}

} // namespace

bool has_offers(const PageInput& input) {
    return input.state.offers.size() > 1;
}

std::string asked_text(const PageInput& input) {
    const Question& question = *input.question;
    return question.network && question.text.empty()
               ? network_question_text(*question.network, input.content->network->facts, input.texts)
               : question_text(*input.scene, question, input.texts);
}

std::string offer_text(const PageInput& input, const Answer& answer) {
    if (const Choice* choice = std::get_if<Choice>(&answer))
        return differing_letters(input.question->figures, choice->figure, input.texts);
    const CellSet* const cells = std::get_if<CellSet>(&answer);
    if (cells && cells->size() > max_listed_cells && input.question->network)
        return cells_text(input, *cells);
    return answer_text(*input.scene, *input.question, answer, input.texts);
}

float fitting_size(Canvas& canvas, const std::string& text, const TextStyle& style, float width) {
    const float wide = canvas.width(text, style);
    return wide > width ? style.size * width / wide : style.size;
}

std::string truth_text(const PageInput& input, const Answer& truth) {
    const Question& question = *input.question;
    const std::string answer = answer_with_amounts(input, truth);
    if (question.network)
        return input.texts("page.truth.answer", {{"answer", answer}});
    if (question.ask == Ask::size)
        return input.texts(
            "page.truth.size",
            {{"answer", answer}, {"Y", is_swapped(operation_of(*input.scene).kind) ? "X" : "Y"}});
    if (question.ask == Ask::value)
        return element(input) + " = " + answer;
    return input.texts("page.truth.answer", {{"answer", answer}});
}

std::string not_this_text(const PageInput& input) {
    return std::string(input.texts("page.look." + std::string(name_of(ask_names(), input.question->ask))));
}

std::string asking_hint(const PageInput& input) {
    const QuestionState& state = input.state;
    if (input.keys == PageKeys::none || state.phase == PagePhase::stepping)
        return {};
    if (state.in_class && !has_offers(input))
        return {};
    if (state.in_class)
        return std::string(input.texts(state.counted_next ? "page.hint.counting" : "page.hint.hands"));
    if (state.guess || state.does_not_know)
        return {};
    if (has_offers(input))
        return std::string(input.texts("page.hint.choose"));
    return std::string(input.texts(input.question->ask == Ask::cells ? "page.hint.mark" : "page.hint.type"));
}

std::string next_text(const PageInput& input) {
    if (input.keys == PageKeys::none)
        return {};
    if (input.state.has_steps)
        return std::string(input.texts("page.next.step"));
    if (input.question == nullptr || input.state.phase == PagePhase::revealed) {
        if (input.state.played)
            return std::string(input.texts("page.next.truth"));
        const std::string next = after_page(input);
        return input.question && !input.exercises && input.keys == PageKeys::window
                   ? std::string(input.texts("page.next.numbers")) + "   ·   " + next
                   : next;
    }
    if (input.state.phase == PagePhase::stepping)
        return std::string(input.texts("page.next.step"));
    const bool is_open = !input.state.in_class && !input.state.guess && !input.state.does_not_know;
    return std::string(input.texts(is_open ? "page.next.dont_know" : "page.next.reveal"));
}

} // namespace convlens
