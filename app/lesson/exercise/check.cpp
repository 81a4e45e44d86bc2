// What would give an answer away, or leave nothing to work out, by the form of the answer.
#include "lesson/exercise/check.h"

#include "document/evaluate/memory.h"
#include "document/evaluate/results.h"
#include "i18n/error.h"
#include "lesson/answer.h"
#include "lesson/exercise/words.h"
#include "lesson/summands.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

namespace convlens {
namespace {

constexpr double max_value_in_head = 30; // level 1
constexpr double max_value = 99;
constexpr double max_side = 40;      // of a size that is asked for
constexpr std::size_t max_cells = 9; // to be marked
constexpr std::size_t max_terms = 9; // of a sum

/// The whole numbers that are written in a text.
std::set<double> numbers_in(const std::string& text) {
    std::set<double> found;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] < '0' || text[i] > '9')
            continue;
        char* end = nullptr;
        found.insert(static_cast<double>(std::strtoll(text.c_str() + i, &end, 10)));
        i = static_cast<std::size_t>(end - text.c_str());
    }
    return found;
}

bool is_size_worth(const SizeAnswer& size, const std::string& text) {
    const std::set<double> told = numbers_in(text);
    const auto is_told = [&](double axis) { return told.contains(axis); };
    const auto fits = [](double axis) { return axis >= 2 && axis <= max_side; };
    return std::all_of(size.axes.begin(), size.axes.end(), fits) &&
           !std::all_of(size.axes.begin(), size.axes.end(), is_told);
}

/// A sum has two products at least that are not 0; a window has no two numbers that are all alike.
bool has_work(const Summands& summands) {
    const auto& terms = summands.terms;
    if (terms.size() < 2 || terms.size() > max_terms)
        return false;
    if (summands.form == Summands::Form::products || summands.form == Summands::Form::sum)
        return std::count_if(terms.begin(), terms.end(),
                             [](const auto& term) { return term.first * term.second != 0; }) >= 2;
    return std::any_of(terms.begin(), terms.end(),
                       [&](const auto& term) { return term.first != terms.front().first; });
}

bool is_value_worth(double value, const Exercise& exercise, const std::string& text) {
    const double most = exercise.level == 1 ? max_value_in_head : max_value;
    return value != 0 && value == std::floor(value) && std::abs(value) <= most &&
           !numbers_in(text).contains(value) &&
           has_work(summands_of(exercise.scene, exercise.question.of, exercise.question.at));
}

bool are_cells_worth(const CellSet& cells, const Exercise& exercise) {
    const Question& question = exercise.question;
    const Operation operation = operation_of(exercise.scene);
    if (question.cells == CellRule::wins)
        return cells.size() == 1 && cells.front() != question.at &&
               has_work(summands_of(exercise.scene, AskedTensor::y, question.at));
    const std::size_t all =
        static_cast<std::size_t>(question.cells == CellRule::feeds ? output_shape(operation).product()
                                                                   : input_shape(operation).product());
    return cells.size() >= 2 && cells.size() <= max_cells && cells.size() < all;
}

/// No other number reaches the goal.
bool is_parameter_worth(double value, const Exercise& exercise, const std::string& text) {
    return value != 0 && !numbers_in(text).contains(value) &&
           right_answers(exercise.scene, exercise.question).size() == 1;
}

bool is_answer_worth(const Answer& answer, const Exercise& exercise) {
    const std::string text = exercise_text(exercise, Texts(Language::en));
    if (const auto* size = std::get_if<SizeAnswer>(&answer))
        return is_size_worth(*size, text);
    if (const auto* cells = std::get_if<CellSet>(&answer))
        return are_cells_worth(*cells, exercise);
    if (const auto* value = std::get_if<double>(&answer))
        return exercise.question.ask == Ask::parameter ? is_parameter_worth(*value, exercise, text)
                                                       : is_value_worth(*value, exercise, text);
    return true;
}

} // namespace

bool is_worth_asking(const Exercise& exercise) {
    if (!issues_of(exercise.scene).empty())
        return false;
    for (const Document& figure : exercise.question.figures)
        if (!issues_of(figure).empty())
            return false;
    try {
        return is_answer_worth(answer_of(exercise.scene, exercise.question), exercise) &&
               !wrong_answers(exercise.scene, exercise.question).empty();
    } catch (const Error&) { // no number reaches the goal
        return false;
    }
}

} // namespace convlens
