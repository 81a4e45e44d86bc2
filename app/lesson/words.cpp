// Every kind of question has its usual words in the catalogue.
#include "lesson/words.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/results.h"
#include "document/names.h"
#include "input/limits.h"
#include "lesson/parameters.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

namespace convlens {
namespace {

/// "[0,1]"; channels only where there are several.
std::string place(const std::vector<int64_t>& at, std::size_t dims, bool with_channels) {
    std::string text = "[";
    for (std::size_t i = with_channels || at.size() < dims ? 0 : at.size() - dims; i < at.size(); ++i)
        text += (text.size() > 1 ? "," : "") + std::to_string(at[i]);
    return text + "]";
}

bool has_channels(const Operation& operation) {
    return operation.batch * operation.in_channels * operation.out_channels > 1;
}

/// With a minus sign; without zeros at the end, or a point that nothing stands behind.
std::string as_read(std::string digits) {
    if (digits.find('.') != std::string::npos) {
        digits.erase(digits.find_last_not_of('0') + 1);
        if (digits.back() == '.')
            digits.pop_back();
    }
    if (digits == "-0")
        return "0";
    if (digits.starts_with('-'))
        digits.replace(0, 1, "\u2212");
    return digits;
}

constexpr std::size_t max_digits = 400; // of any double, as short as it is read back

std::string decimal_text(double value, int decimals) {
    std::array<char, max_digits> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, decimals).ptr;
    return as_read({text.data(), end});
}

/// As it was typed: learning rates differ by less than two decimals say.
std::string typed_number(double value) {
    std::array<char, max_digits> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed).ptr;
    return as_read({text.data(), end});
}

template <class Sizes> std::string size_text(const Sizes& sizes) {
    std::string text;
    for (const auto size : sizes)
        text += (text.empty() ? "" : " \u00D7 ") + answer_number(static_cast<double>(size));
    return text;
}

std::string quantity_key(const Question& question) {
    return "question.quantity." + std::string(name_of(quantity_names(), question.quantity));
}

std::string parameter_name(Parameter parameter, const Texts& texts) {
    return std::string(texts("parameter." + std::string(name_of(parameter_names(), parameter))));
}

using Values = std::vector<std::pair<std::string_view, std::string>>;

/// A text with the letters that the scene's figure has.
std::string worded(const Document& scene, const Texts& texts, const std::string& key, Values values = {}) {
    const char x = tensor_letter(scene, AskedTensor::x), y = tensor_letter(scene, AskedTensor::y);
    values.insert(values.end(), {{"x", {x}},
                                 {"y", {y}},
                                 {"X", {static_cast<char>(x - 'a' + 'A')}},
                                 {"Y", {static_cast<char>(y - 'a' + 'A')}}});
    const std::vector<std::pair<std::string_view, std::string_view>> views(values.begin(), values.end());
    return texts.fill(key, views);
}

std::string parameter_question(const Document& scene, const Question& question, const Texts& texts) {
    const std::string parameter = parameter_name(question.parameter, texts);
    if (question.goal == Goal::same_size)
        return worded(scene, texts, "question.parameter.same", {{"parameter", parameter}});
    return worded(scene, texts, "question.parameter.size",
                  {{"parameter", parameter}, {"size", size_text(question.goal_size)}});
}

std::string which_question(const Document& scene, const Question& question, const Texts& texts) {
    switch (question.goal) {
    case Goal::size:
        return worded(scene, texts, "question.which.size", {{"size", size_text(question.goal_size)}});
    case Goal::receptive_field:
        return texts("question.which.receptive-field", {{"size", std::to_string(question.goal_number)}});
    case Goal::same_size:
    case Goal::reads_all:
    case Goal::checkerboard:
        break;
    }
    return worded(scene, texts, "question.which." + std::string(name_of(goal_names(), question.goal)));
}

char letter_of(const Document& scene, const Question& question) {
    if (question.ask == Ask::order)
        return tensor_letter(scene, question.order == OrderOf::weights ? AskedTensor::w : AskedTensor::y);
    return tensor_letter(scene, question.cells == CellRule::feeds ? AskedTensor::y : AskedTensor::x);
}

/// Cells or elements of a list of flat indices, at most eight.
template <class List, class Name> std::string listed(const List& list, const Name& name) {
    constexpr std::size_t shown = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(shown, list.size()); ++i)
        text += (i > 0 ? " " : "") + name(list[i]);
    return list.size() > shown ? text + " \u2026" : text;
}

std::string order_text(const Document& scene, const Question& question, const Order& order,
                       const Texts& texts) {
    const Operation operation = operation_of(scene);
    if (question.order == OrderOf::figures)
        return listed(order.items, [&](int64_t item) {
            return std::string(1, static_cast<char>('A' + item)) + (item == order.items.back() ? "" : ",");
        });
    (void)texts;
    const Sizes shape =
        question.order == OrderOf::weights ? weight_shape(operation) : output_shape(operation);
    return listed(order.items, [&](int64_t item) {
        const Sizes at = unravel_index(item, shape);
        return std::string(1, letter_of(scene, question)) + element_place(scene, {at.begin(), at.end()});
    });
}

/// "conv2 [2]", "conv2 [2] at (1, 1)".
std::string network_element(const NetworkFacts& facts, const Texts& texts) {
    std::string at;
    for (const int64_t one : facts.at)
        at += (at.empty() ? "(" : ", ") + std::to_string(one);
    const std::string channel = std::to_string(facts.channel);
    if (at.empty())
        return facts.layer + " [" + channel + "]";
    return texts("question.network.element",
                 {{"layer", facts.layer}, {"channel", channel}, {"place", at + ")"}});
}

} // namespace

std::string answer_number(double value) {
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value < 0 ? "\u2212\u221E" : "\u221E";
    constexpr int decimals = 2;
    // What two decimals would call 0 has two digits. It stays below half a hundredth, so that what is shown
    // rounds to what it stands for.
    constexpr double largest_small = 0.0049, half_a_hundredth = 0.005;
    const double size = std::abs(value);
    if (size > 0 && size < half_a_hundredth) {
        const double small = std::min(size, largest_small);
        return decimal_text(std::copysign(small, value), 1 - static_cast<int>(std::floor(std::log10(small))));
    }
    return decimal_text(value, decimals);
}

char tensor_letter(const Document& scene, AskedTensor of) {
    const bool is_back = is_swapped(operation_of(scene).kind);
    switch (of) {
    case AskedTensor::x:
    case AskedTensor::dx:
        return is_back ? 'y' : 'x';
    case AskedTensor::y:
        return is_back ? 'x' : 'y';
    case AskedTensor::w:
    case AskedTensor::dw:
        break;
    }
    return 'w';
}

std::string element_place(const Document& scene, const std::vector<int64_t>& at) {
    const Operation operation = operation_of(scene);
    return place(at, operation.dims(), has_channels(operation));
}

namespace {

/// "A batch of 120 in place of 12".
std::string change_text(const LearningView& before, const LearningView& after, const Texts& texts) {
    std::string text;
    const auto add = [&](std::string_view key, double from, double to) {
        if (from != to)
            text += (text.empty() ? "" : std::string(texts("question.learning.and"))) +
                    texts(key, {{"before", typed_number(from)}, {"after", typed_number(to)}});
    };
    add("question.learning.batch", static_cast<double>(before.batch), static_cast<double>(after.batch));
    add("question.learning.learning_rate", before.learning_rate, after.learning_rate);
    add("question.learning.momentum", before.momentum, after.momentum);
    return text;
}

std::string loss_question_text(const NetworkQuestion& question, const Texts& texts) {
    const LearningView& view = question.network.learning;
    const std::string key =
        view.task == LearningTask::digits ? "question.network.loss_epoch" : "question.network.loss";
    if (question.changed)
        return texts(key + "_changed", {{"change", change_text(view, *question.changed, texts)}});
    return texts(key, {{"rate", typed_number(view.learning_rate)}});
}

} // namespace

std::string network_question_text(const NetworkQuestion& question, const NetworkFacts& facts,
                                  const Texts& texts) {
    if (question.ask == NetworkAsk::loss)
        return loss_question_text(question, texts);
    const std::string element = network_element(facts, texts);
    const std::string rule(
        texts("network.in_words_" + std::string(name_of(back_rule_names(), question.network.rule))));
    return texts("question.network." + std::string(name_of(network_ask_names(), question.ask)),
                 {{"layer", facts.layer},
                  {"element", element},
                  {"rule", rule},
                  {"value", answer_number(facts.value)},
                  {"y", answer_number(facts.y)},
                  {"arrives", answer_number(facts.arrives)}});
}

std::string question_text(const Document& scene, const Question& question, const Texts& texts) {
    if (!question.text.empty())
        return question.text;
    if (question.network)
        return network_question_text(*question.network, network_facts(*question.network), texts);
    const std::string at = element_place(scene, question.at);
    switch (question.ask) {
    case Ask::size:
        return worded(scene, texts, "question.size");
    case Ask::value:
        return worded(scene, texts,
                      "question.value." + std::string(name_of(asked_tensor_names(), question.of)),
                      {{"at", at}});
    case Ask::cells:
        return worded(scene, texts,
                      "question.cells." + std::string(name_of(cell_rule_names(), question.cells)),
                      {{"at", at}});
    case Ask::compare:
        return worded(scene, texts, "question.compare",
                      {{"change", change_text(scene, question.figures.front(), texts)},
                       {"what", worded(scene, texts, quantity_key(question))}});
    case Ask::parameter:
        return parameter_question(scene, question, texts);
    case Ask::order:
        if (question.order == OrderOf::figures)
            return worded(scene, texts, "question.order.figures",
                          {{"what", worded(scene, texts, quantity_key(question))}});
        return worded(scene, texts, "question.order." + std::string(name_of(order_names(), question.order)),
                      {{"at", at}});
    case Ask::which:
        return which_question(scene, question, texts);
    }
    return {};
}

std::string answer_text(const Document& scene, const Question& question, const Answer& answer,
                        const Texts& texts) {
    if (const auto* size = std::get_if<SizeAnswer>(&answer))
        return size_text(size->axes);
    if (const auto* value = std::get_if<double>(&answer))
        return answer_number(*value);
    if (const auto* comparison = std::get_if<Comparison>(&answer)) {
        constexpr std::array<std::string_view, 3> keys{"answer.larger", "answer.same", "answer.smaller"};
        return std::string(texts(keys[static_cast<std::size_t>(*comparison)]));
    }
    if (const auto* choice = std::get_if<Choice>(&answer))
        return std::string(1, static_cast<char>('A' + choice->figure));
    if (const auto* order = std::get_if<Order>(&answer))
        return order_text(scene, question, *order, texts);
    const CellSet& cells = std::get<CellSet>(answer);
    if (cells.empty())
        return std::string(texts("answer.no_cell"));
    return listed(cells, [&](const std::vector<int64_t>& cell) {
        return std::string(1, letter_of(scene, question)) + element_place(scene, cell);
    });
}

std::string right_text(const Document& scene, const Question& question, const std::vector<Answer>& right,
                       const Texts& texts) {
    constexpr std::size_t max_listed = 3;
    const auto text = [&](const Answer& one) { return answer_text(scene, question, one, texts); };
    if (right.size() == 1)
        return text(right.front());
    const double first = std::get<double>(right.front()), last = std::get<double>(right.back());
    const bool is_run = last - first + 1 == static_cast<double>(right.size());
    if (is_run && last == max_parameter &&
        is_right(scene, question, static_cast<double>(limits::lesson_size)))
        return texts("answer.or_more", {{"first", text(right.front())}});
    if (is_run && right.size() > max_listed)
        return texts("answer.range", {{"first", text(right.front())}, {"last", text(right.back())}});
    std::string others;
    for (std::size_t i = 0; i + 1 < right.size(); ++i)
        others += (i > 0 ? std::string(texts("answer.separator")) : std::string()) + text(right[i]);
    return texts("answer.or", {{"others", others}, {"last", text(right.back())}});
}

std::string idea_sentence(Misconception idea, const Texts& texts) {
    return std::string(texts("idea." + std::string(name_of(misconception_names(), idea))));
}

std::string change_text(const Document& scene, const Document& figure, const Texts& texts) {
    std::string text;
    for (const Parameter parameter : window_parameters()) {
        const int64_t before = first_number(scene, parameter), after = first_number(figure, parameter);
        if (before != after)
            text += (text.empty() ? "" : std::string(texts("list.separator"))) +
                    parameter_name(parameter, texts) + " " + std::to_string(before) + " \u2192 " +
                    std::to_string(after);
    }
    return text.empty() ? std::string(texts("question.other_figure")) : text;
}

} // namespace convlens
