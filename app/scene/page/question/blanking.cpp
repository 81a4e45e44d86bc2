// The answer's own kind decides, never its value: what is hidden must not tell it either.
#include "scene/page/question/blanking.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/memory.h"
#include "document/evaluate/results.h"
#include "lesson/answer.h"
#include "lesson/element_access.h"
#include "lesson/parameters.h"

#include <algorithm>

namespace convlens {
namespace {

/// Flat index of the asked element.
int64_t asked_element(const Sizes& shape, const Question& question) {
    const Sizes at = to_sizes(question.at);
    return at.size() == shape.size() ? ravel_index(at, shape) : 0;
}
int64_t asked_output(const Operation& operation, const Question& question) {
    return asked_element(output_shape(operation), question);
}

/// Where a lens that follows the elements of X or W has come to the end of one of them.
Cursor at_element(const Results& results, int64_t element, int64_t elements) {
    const int64_t steps = results.steps, terms = results.terms_per_step;
    if (elements < steps)
        return finished(((element + 1) * steps + elements - 1) / elements - 1, terms);
    int64_t step = element * steps / elements;
    while (first_element(step + 1, steps, elements) <= element)
        ++step;
    const int64_t first = first_element(step, steps, elements);
    const int64_t count = first_element(step + 1, steps, elements) - first;
    if (element + 1 == first + count)
        return finished(step, terms);
    Cursor cursor = after_terms(step, terms);
    cursor.share = static_cast<double>(element + 1 - first) / static_cast<double>(count);
    return cursor;
}

/// Of an unpooling: the last step that puts a number into the cell; where none does, the last of all.
int64_t last_step_into(const Results& results, int64_t output) {
    const int64_t inputs = results.operation.input_size.product();
    const int64_t plane = output_size(results.operation).product();
    for (int64_t step = results.steps; step-- > 0;)
        if (step / inputs == output / plane && (*results.switches)[step] == output % plane)
            return step;
    return results.steps - 1;
}

bool asks_about_weight(const Question& question) {
    return (question.ask == Ask::cells && question.cells == CellRule::meets) ||
           question.of == AskedTensor::dw;
}

/// A figure among others: what tells the goal or the amount apart is not drawn.
Blanking of_figures(const Question& question) {
    Blanking hidden;
    hidden.veil.result = hidden.veil.unread = true;
    hidden.veil.window = question.ask == Ask::which ? question.goal == Goal::receptive_field
                                                    : question.quantity == Quantity::receptive_field;
    hidden.max_results = 0;
    return hidden;
}

Blanking of_value(const Document& scene, const Question& question, int64_t step) {
    Blanking hidden;
    hidden.asked_element = true;
    hidden.veil.winner = true;
    if (question.of != AskedTensor::y)
        hidden.max_results = step;
    else if (operation_of(scene).kind == Kind::max_unpool)
        hidden.max_results = 0; // steps go by the elements of X
    else
        hidden.max_results = asked_output(operation_of(scene), question);
    return hidden;
}

Blanking of_cells(const Document& scene, const Question& question, int64_t step) {
    Blanking hidden;
    hidden.max_results = step;
    switch (question.cells) {
    case CellRule::sees:
    case CellRule::feeds:
    case CellRule::meets:
        hidden.veil.window = true;
        break;
    case CellRule::wins:
        hidden.veil.winner = hidden.asked_element = true;
        hidden.max_results = asked_output(operation_of(scene), question);
        break;
    case CellRule::unread:
        hidden.veil.unread = true;
        break;
    }
    return hidden;
}

/// The nearest number to the smallest that is right which is possible and not right.
Document with_wrong_number(const Document& scene, const Question& question, int64_t answer) {
    for (int64_t number = answer - 1; number <= max_parameter; ++number) {
        Document other = scene;
        set_everywhere(other, question.parameter, number);
        if (number >= 0 && issues_of(other).empty() &&
            !is_right(scene, question, static_cast<double>(number)))
            return other;
    }
    return scene;
}

int64_t asked_parameter(const Document& scene, const Question& question) {
    return static_cast<int64_t>(std::get<double>(answer_of(scene, question)));
}

} // namespace

Blanking blanking_of(const Document& scene, const Question& question, int64_t step) {
    const int64_t paused = std::max<int64_t>(step, 0);
    Blanking hidden;
    switch (question.ask) {
    case Ask::size: // a window that slides to the end would count the answer
        hidden.veil.result = hidden.veil.unread = true;
        hidden.max_results = paused;
        break;
    case Ask::value:
        return of_value(scene, question, paused);
    case Ask::cells:
        return of_cells(scene, question, paused);
    case Ask::compare: // only the change is hidden
    case Ask::parameter:
        break;
    case Ask::order:
        if (question.order == OrderOf::figures)
            return of_figures(question);
        hidden.veil.window = true;
        hidden.max_results = paused;
        break;
    case Ask::which:
        return of_figures(question);
    }
    return hidden;
}

Cursor blanked(const Cursor& cursor, const Blanking& blanking) {
    if (blanking.max_results == INT64_MAX)
        return cursor;
    const int64_t last = blanking.max_results;
    if (cursor.reveal_all || cursor.step > last || (cursor.step == last && cursor.phase != Phase::move))
        return after_terms(last, 0);
    return cursor;
}

Cursor opening_cursor(const Results& results, int64_t step) {
    return step > 0 ? finished(step - 1, results.terms_per_step) : after_terms(0, 0);
}

Cursor at_asked_element(const Results& results, const Question& question) {
    const bool of_weight = asks_about_weight(question) && results.w;
    const Sizes& shape = of_weight ? results.w->shape : results.x->shape;
    const int64_t flat = asked_element(shape, question);
    return at_element(results, of_weight ? weight_in_document(results, flat) : flat, shape.product());
}

Cursor revealed_cursor(const Results& results, const Question& question, int64_t step) {
    Cursor cursor = opening_cursor(results, step);
    const bool is_value =
        question.ask == Ask::value || (question.quantity == Quantity::value && !question.at.empty());
    const bool is_output = is_value ? question.of == AskedTensor::y
                                    : question.ask == Ask::cells && (question.cells == CellRule::sees ||
                                                                     question.cells == CellRule::wins);
    if (question.ask == Ask::size)
        cursor = finished(results.steps - 1, results.terms_per_step);
    else if (is_output && results.operation.kind == Kind::max_unpool)
        cursor = finished(last_step_into(results, asked_output(results.operation, question)), 1);
    else if (is_output)
        cursor = finished(asked_output(results.operation, question), results.terms_per_step);
    else if (is_value)
        cursor = at_asked_element(results, question);
    cursor.reveal_all = question.ask != Ask::value;
    return cursor;
}

bool asks_about_figures(const Question& question) {
    return question.ask == Ask::which || (question.ask == Ask::order && question.order == OrderOf::figures);
}

std::vector<Document> asked_figures(const Document& scene, const Question& question) {
    if (asks_about_figures(question))
        return question.figures;
    if (question.ask != Ask::parameter)
        return {scene};
    const auto shown = static_cast<double>(first_number(scene, question.parameter));
    return {is_right(scene, question, shown)
                ? with_wrong_number(scene, question, asked_parameter(scene, question))
                : scene};
}

std::vector<Document> revealed_figures(const Document& scene, const Question& question,
                                       const std::optional<Answer>& guess) {
    if (asks_about_figures(question))
        return question.figures;
    if (question.ask == Ask::compare)
        return {scene, question.figures.front()};
    Document solved = scene;
    if (question.ask == Ask::parameter)
        set_everywhere(solved, question.parameter,
                       guess && is_right(scene, question, *guess)
                           ? static_cast<int64_t>(std::get<double>(*guess))
                           : asked_parameter(scene, question));
    return {solved};
}

} // namespace convlens
