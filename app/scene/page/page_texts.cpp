// From the catalogue, by the kind of the question and how far the class is.
#include "scene/page/page_texts.h"

#include "document/results.h"
#include "lesson/words.h"
#include "scene/side.h"

namespace convlens {
namespace {

/// "y[1,2]": what a question for a value is about.
std::string element(const PageInput& input) {
    const Question& question = *input.question;
    const std::string at = element_place(*input.scene, question.at);
    const bool is_gradient = question.of == AskedTensor::dx || question.of == AskedTensor::dw;
    return (is_gradient ? "∂J/∂" : "") + std::string(1, tensor_letter(*input.scene, question.of)) + at;
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

std::string offer_text(const PageInput& input, const Answer& answer) {
    if (const Choice* choice = std::get_if<Choice>(&answer))
        return size_letters(operation_of(input.question->figures[choice->figure]));
    return answer_text(*input.scene, *input.question, answer, input.texts);
}

float fitting_size(Canvas& canvas, const std::string& text, const TextStyle& style, float width) {
    const float wide = canvas.width(text, style);
    return wide > width ? style.size * width / wide : style.size;
}

std::string truth_text(const PageInput& input, const Answer& truth) {
    const Question& question = *input.question;
    const std::string answer = answer_text(*input.scene, question, truth, input.texts);
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
    if (state.phase == PagePhase::stepping)
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
    if (input.question == nullptr || input.state.phase == PagePhase::revealed) {
        if (input.state.played)
            return std::string(input.texts("page.next.truth"));
        const std::string next = after_page(input);
        return input.question && !input.exercises
                   ? std::string(input.texts("page.next.numbers")) + "   ·   " + next
                   : next;
    }
    if (input.state.phase == PagePhase::stepping)
        return std::string(input.texts("page.next.step"));
    const bool is_open = !input.state.in_class && !input.state.guess && !input.state.does_not_know;
    return std::string(input.texts(is_open ? "page.next.dont_know" : "page.next.reveal"));
}

} // namespace convlens
