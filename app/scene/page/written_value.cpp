// The lesson has the summands; what they come to must be the answer, or nothing is written.
#include "scene/page/written_value.h"

#include "document/evaluate/results.h"
#include "lesson/answer.h"
#include "lesson/summands.h"
#include "scene/words/number.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace convlens {
namespace {

constexpr std::size_t max_terms = 18;

/// In brackets behind a sign.
std::string number(double value, bool is_first) {
    const std::string text = with_minus_signs(number_text(value));
    return value < 0 && !is_first ? "(" + text + ")" : text;
}

/// Of a norm: its magnitude, as a power.
std::string magnitude(double value, double power) {
    return "|" + number_text(value) + "|" + (power == 2 ? "²" : "");
}

/// How an element is written: in front, between and behind its terms.
struct Form {
    std::string opening, between, closing;
};

Form form_of(const Operation& operation, const Summands& summands) {
    if (operation.kind == Kind::lp_pool)
        return std::isinf(operation.norm_p) ? Form{"max(", ", ", ")"}
               : operation.norm_p == 2      ? Form{"√(", " + ", ")"}
                                            : Form{"", " + ", ""};
    switch (summands.form) {
    case Summands::Form::maximum:
        return {"max(", ", ", ")"};
    case Summands::Form::mean:
        return {"(", " + ", ") / " + number_text(summands.divisor)};
    case Summands::Form::products:
    case Summands::Form::sum:
        break;
    }
    return {"", " + ", ""};
}

double result_of(const Operation& operation, const Summands& summands) {
    const bool is_norm = operation.kind == Kind::lp_pool;
    const bool is_largest = is_norm ? std::isinf(operation.norm_p) : summands.form == Summands::Form::maximum;
    double sum = 0, largest = -INFINITY;
    for (const auto& [first, second] : summands.terms) {
        const double one = is_norm                                     ? std::abs(first)
                           : summands.form == Summands::Form::products ? first * second
                                                                       : first;
        sum += is_norm && operation.norm_p == 2 ? one * one : one;
        largest = std::max(largest, one);
    }
    if (is_largest)
        return largest;
    if (is_norm && operation.norm_p == 2)
        return std::sqrt(sum);
    return summands.form == Summands::Form::mean ? sum / summands.divisor : sum + summands.bias.value_or(0);
}

/// Whether there are summands of it.
bool is_made_of_terms(const Operation& operation, AskedTensor of) {
    const bool of_gradient = of == AskedTensor::dx || of == AskedTensor::dw;
    if (operation.kind == Kind::max_unpool || (of_gradient && operation.kind == Kind::lp_pool) ||
        (of_gradient && operation.kind == Kind::avg_pool))
        return false;
    const double power = operation.norm_p;
    return (of == AskedTensor::y || of_gradient) &&
           (operation.kind != Kind::lp_pool || power == 1 || power == 2 || std::isinf(power));
}

} // namespace

std::vector<std::string> written_value(const Document& scene, const Question& question) {
    if (question.network) // its figure shows what it is made of
        return {};
    const Operation operation = operation_of(scene);
    if (!is_made_of_terms(operation, question.of))
        return {};
    const Summands summands = summands_of(scene, question.of, question.at);
    const double truth = std::get<double>(answer_of(scene, question));
    const auto& terms = summands.terms;
    if (terms.empty() || terms.size() > max_terms ||
        std::abs(result_of(operation, summands) - truth) > 1e-6 * (1 + std::abs(truth)))
        return {};
    const Form form = form_of(operation, summands);
    const bool is_product = summands.form == Summands::Form::products;
    std::vector<std::string> pieces;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        std::string text = i == 0 ? "= " + form.opening : std::string();
        text += operation.kind == Kind::lp_pool ? magnitude(terms[i].first, operation.norm_p)
                                                : number(terms[i].first, form.between == ", " || i == 0);
        if (is_product)
            text += "·" + number(terms[i].second, false);
        const bool goes_on = i + 1 < terms.size() || summands.bias;
        pieces.push_back(text + (goes_on ? form.between : form.closing));
    }
    if (summands.bias)
        pieces.push_back(number(*summands.bias, false));
    return pieces;
}

} // namespace convlens
