// The truth and every wrong idea go the same way: with no idea, or with one.
#include "lesson/answer.h"

#include "convlens/arithmetic.h"
#include "convlens/operation.h"
#include "document/evaluate/memory.h"
#include "i18n/refuse.h"
#include "input/limits.h"
#include "lesson/ideas.h"
#include "lesson/parameters.h"
#include "lesson/quantities.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace convlens {
namespace {

/// The scene as the idea sees it; the scene itself where the idea is not about it.
Document seen(Idea idea, const Document& scene) {
    return idea ? as_if(*idea, scene).value_or(scene) : scene;
}

bool is_possible(const Document& scene) {
    return issues_of(scene).empty();
}

std::optional<Answer> compared(Idea idea, const Document& scene, const Question& question) {
    const Document after = seen(idea, question.figures.front());
    if (!is_possible(after))
        return std::nullopt;
    const auto before = quantity_as(idea, scene, question);
    const auto changed = quantity_as(idea, after, question);
    if (!before || !changed)
        return std::nullopt;
    return *changed > *before   ? Comparison::larger
           : *changed < *before ? Comparison::smaller
                                : Comparison::same;
}

int64_t min_parameter(const Question& question) {
    return question.parameter == Parameter::padding || question.parameter == Parameter::output_padding ? 0
                                                                                                       : 1;
}

bool is_parameter_for(Idea idea, const Document& scene, const Question& question, int64_t value) {
    Document tried = scene;
    set_everywhere(tried, question.parameter, value);
    tried = seen(idea, tried);
    return is_possible(tried) && reaches_as(idea, tried, question);
}

/// The smallest.
std::optional<Answer> parameter_for(Idea idea, const Document& scene, const Question& question) {
    for (int64_t value = min_parameter(question); value <= max_parameter; ++value)
        if (is_parameter_for(idea, scene, question, value))
            return static_cast<double>(value);
    return std::nullopt;
}

std::optional<Answer> ordered(Idea idea, const Document& scene, const Question& question) {
    if (question.order != OrderOf::figures) {
        if (auto order = order_as(idea, scene, question.order, question.at))
            return *std::move(order);
        return std::nullopt;
    }
    std::vector<std::pair<double, int64_t>> ranked;
    for (const Document& figure : question.figures) {
        const Document one = seen(idea, figure);
        const auto amount = is_possible(one) ? quantity_as(idea, one, question) : std::nullopt;
        if (!amount)
            return std::nullopt;
        ranked.emplace_back(*amount, static_cast<int64_t>(ranked.size()));
    }
    std::sort(ranked.begin(), ranked.end());
    Order order;
    for (std::size_t i = 0; i < ranked.size(); ++i) {
        if (i > 0 && ranked[i].first == ranked[i - 1].first)
            return std::nullopt;
        order.items.push_back(ranked[i].second);
    }
    return order;
}

std::optional<Answer> the_one(Idea idea, const Question& question) {
    std::optional<Answer> found;
    for (std::size_t i = 0; i < question.figures.size(); ++i) {
        const Document figure = seen(idea, question.figures[i]);
        if (!is_possible(figure) || !reaches_as(idea, figure, question))
            continue;
        if (found)
            return std::nullopt;
        found = Choice{i};
    }
    return found;
}

/// Without the cells that only the idea's own figure has.
CellSet that_are_there(CellSet cells, const Document& scene, CellRule rule) {
    const Operation operation = operation_of(scene);
    const Sizes shape = rule == CellRule::feeds ? output_shape(operation) : input_shape(operation);
    std::erase_if(cells, [&](const std::vector<int64_t>& cell) {
        return !std::equal(cell.begin(), cell.end(), shape.begin(), shape.end(),
                           [](int64_t at, int64_t size) { return at < size; });
    });
    return cells;
}

struct AsAnswer {
    Answer operator()(const std::vector<double>& size) const { return SizeAnswer{size}; }
    Answer operator()(double value) const { return value; }
    Answer operator()(const NetworkCells& cells) const {
        CellSet sorted = cells.cells;
        std::sort(sorted.begin(), sorted.end());
        return sorted;
    }
    Answer operator()(const NetworkChange& change) const {
        return change.sign > 0   ? Comparison::larger
               : change.sign < 0 ? Comparison::smaller
                                 : Comparison::same;
    }
};

/// None where there is no answer, or not one only.
std::optional<Answer> answer_as(Idea idea, const Document& scene, const Question& question) {
    if (question.network) {
        const auto answer = network_answer(idea, *question.network);
        return answer ? std::optional(std::visit(AsAnswer(), *answer)) : std::nullopt;
    }
    const Document as_seen = seen(idea, scene);
    if (!is_possible(as_seen))
        return std::nullopt;
    switch (question.ask) {
    case Ask::size:
        return SizeAnswer{size_as(idea, operation_of(as_seen))};
    case Ask::value:
        if (const auto value = value_as(idea, as_seen, question.of, question.at))
            return *value;
        return std::nullopt;
    case Ask::cells:
        if (auto cells = cells_as(idea, as_seen, question.cells, question.at))
            return that_are_there(*std::move(cells), scene, question.cells);
        return std::nullopt;
    case Ask::compare:
        return compared(idea, as_seen, question);
    case Ask::parameter:
        return parameter_for(idea, scene, question);
    case Ask::order:
        return ordered(idea, as_seen, question);
    case Ask::which:
        return the_one(idea, question);
    }
    return std::nullopt;
}

/// Two decimals are enough of a number that is typed.
bool is_near(double a, double b) {
    constexpr double half_a_hundredth = 0.005 + 1e-9;
    return std::abs(a - b) <= half_a_hundredth || (std::isnan(a) && std::isnan(b));
}

bool fits(const Answer& a, const Answer& b) {
    const auto* const size = std::get_if<SizeAnswer>(&a);
    const auto* const other = std::get_if<SizeAnswer>(&b);
    if (size && other) // a wrong idea may come to thirds
        return std::equal(size->axes.begin(), size->axes.end(), other->axes.begin(), other->axes.end(),
                          is_near);
    if (const double* left = std::get_if<double>(&a))
        if (const double* right = std::get_if<double>(&b))
            return is_near(*left, *right);
    return a == b;
}

/// Or as right as the truth.
bool is_right_beside(const Answer& truth, const Document& scene, const Question& question,
                     const Answer& guess) {
    const double* const number = std::get_if<double>(&guess);
    if (question.ask != Ask::parameter || number == nullptr)
        return fits(guess, truth);
    const double whole = std::round(*number);
    return is_near(*number, whole) && whole >= static_cast<double>(min_parameter(question)) &&
           whole <= static_cast<double>(limits::lesson_size) &&
           is_parameter_for(std::nullopt, scene, question, static_cast<int64_t>(whole));
}

} // namespace

Answer answer_of(const Document& scene, const Question& question) {
    if (auto answer = answer_as(std::nullopt, scene, question))
        return *std::move(answer);
    refuse("lesson.no_answer");
}

std::optional<Error> lack_of_answer(const Document& scene, const Question& question) {
    if (question.network && is_slow(*question.network) &&
        question.network->changed != question.network->network.learning)
        return std::nullopt; // its loss is larger, the same or smaller
    try {
        answer_of(scene, question);
        return std::nullopt;
    } catch (const Error& error) {
        return error;
    }
}

bool is_right(const Document& scene, const Question& question, const Answer& guess) {
    return is_right_beside(answer_of(scene, question), scene, question, guess);
}

std::vector<Answer> right_answers(const Document& scene, const Question& question) {
    std::vector<Answer> right{answer_of(scene, question)};
    if (question.ask == Ask::parameter)
        for (auto value = static_cast<int64_t>(std::get<double>(right.front())) + 1; value <= max_parameter;
             ++value)
            if (is_parameter_for(std::nullopt, scene, question, value))
                right.emplace_back(static_cast<double>(value));
    return right;
}

/// What the idea sees; of a parameter with the number that the idea gives it.
std::optional<Document> figure_of(Misconception idea, const Document& scene, const Question& question,
                                  const Answer& answer) {
    if (question.network)
        return std::nullopt;
    if (question.ask != Ask::parameter)
        return as_if(idea, scene);
    Document with_number = scene;
    set_everywhere(with_number, question.parameter, static_cast<int64_t>(std::get<double>(answer)));
    auto figure = as_if(idea, with_number);
    return figure && is_possible(*figure) ? figure : std::nullopt;
}

std::vector<WrongAnswer> wrong_answers(const Document& scene, const Question& question) {
    std::vector<WrongAnswer> wrong;
    const Answer truth = answer_of(scene, question);
    for (const Misconception idea : question.misconceptions) {
        auto answer = answer_as(idea, scene, question);
        if (!answer || is_right_beside(truth, scene, question, *answer))
            continue;
        const bool is_new = std::none_of(wrong.begin(), wrong.end(), [&](const WrongAnswer& other) {
            return fits(other.answer, *answer);
        });
        if (is_new) {
            auto figure = figure_of(idea, scene, question, *answer);
            wrong.push_back({idea, *std::move(answer), std::move(figure)});
        }
    }
    return wrong;
}

Judgement judge(const Document& scene, const Question& question, const Answer& guess) {
    Judgement judgement;
    judgement.right = is_right(scene, question, guess);
    if (!judgement.right)
        for (WrongAnswer& wrong : wrong_answers(scene, question))
            if (!judgement.idea && fits(guess, wrong.answer))
                judgement.idea = std::move(wrong);
    return judgement;
}

} // namespace convlens
